"""What became of a member's data."""

from collections.abc import Callable
from typing import Any

import strawberry

from app.members.consents import Purpose
from app.words import say
from graphql_schema.consents import ConsentPurpose
from graphql_schema.outcome import Moved, Outcome, Stored, Words, moved


@strawberry.type(description="The member allowed their data to be used for a purpose, or no longer.")
class ConsentSaid(Outcome):
    """The member said yes or no to a purpose."""

    purpose: ConsentPurpose = strawberry.field(description="What the data may be used for, or may not.")
    granted: bool = strawberry.field(description="Whether it may.")
    text_version: str = strawberry.field(description="Which version of the text they had before them.")


@strawberry.type(description="What the wallet held of an asset was forfeited.")
class Forfeited(Moved):
    """What the wallet held of an asset is gone."""


@strawberry.type(description="The member was erased: nobody is known behind their history any more.")
class Erased(Outcome):
    """The member was erased."""


PURPOSE_WORDS = {
    Purpose.MARKETING_PUSH: say("advertisements on devices"),
    Purpose.MARKETING_EMAIL: say("advertisements by e-mail"),
    Purpose.MARKETING_SMS: say("advertisements by SMS"),
    Purpose.LOCATION: say("keeping places"),
    Purpose.PROFILING: say("personal choices"),
}


def _consent_said(outcome: Stored, words: Words) -> ConsentSaid:
    purpose, version = Purpose(outcome["purpose"]), outcome["text_version"]
    what = PURPOSE_WORDS[purpose]
    yes = words.say("Said yes to {purpose}, text {version}", purpose=what, version=version)
    no = words.say("Said no to {purpose}, text {version}", purpose=what, version=version)
    granted = outcome["granted"]
    return ConsentSaid(message=yes if granted else no, purpose=purpose, granted=granted, text_version=version)


def _forfeited(outcome: Stored, words: Words) -> Forfeited:
    amount = outcome["amount"]
    message = words.say("{amount}: forfeited", amount=words.amount(outcome["asset"], amount))
    return Forfeited(message=message, **moved(outcome, amount))


def _erased(outcome: Stored, words: Words) -> Erased:
    return Erased(message=words.say("The member was erased"))


PRIVACY_OUTCOME_TYPES: list[type[Any]] = [ConsentSaid, Forfeited, Erased]
"""To be named when a schema is made: it can't see them behind the interface."""

SHOW_PRIVACY: dict[str, Callable[[Stored, Words], Outcome]] = {
    "consent_said": _consent_said,
    "erased": _erased,
    "forfeited": _forfeited,
}
"""How each stored outcome is shown."""
