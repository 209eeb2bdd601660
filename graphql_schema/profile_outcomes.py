"""What members changed about themselves."""

from collections.abc import Callable
from typing import Any

import strawberry
from strawberry.utils.str_converters import to_camel_case

from app.words import say
from graphql_schema.outcome import Outcome, Stored, Words

NAMES = {
    "name": say("name"),
    "email": say("e-mail address"),
    "birth_date": say("date of birth"),
    "region": say("region"),
    "zone": say("time zone"),
    "language": say("language"),
}


@strawberry.type(description="The member changed something about themself.")
class ProfileChanged(Outcome):
    """The member changed something about themself."""

    fields: list[str] = strawberry.field(
        description="The names of what changed, such as `birthDate`; never the values."
    )


def _profile_changed(outcome: Stored, words: Words) -> ProfileChanged:
    """What the member changed, as stored with the activity."""
    names = tuple(NAMES.get(name, name) for name in outcome["fields"])
    message = words.say("Changed: {names}", names=names) if names else words.say("Nothing was changed")
    return ProfileChanged(message=message, fields=[to_camel_case(name) for name in outcome["fields"]])


PROFILE_OUTCOME_TYPES: list[type[Any]] = [ProfileChanged]
"""To be named when a schema is made: it can't see them behind the interface."""

SHOW_PROFILE: dict[str, Callable[[Stored, Words], Outcome]] = {"profile_changed": _profile_changed}
"""How each stored outcome is shown."""
