"""The product's words for conditions: what a rule may ask about an activity and about the member.

Each attribute is defined twice, side by side: as Python for deciding about one member, and as MongoDB for searching
all of them. The two must agree to the last bit, so money is divided in the same order, and days are counted on the
calendar of the member's zone, never in spans of 24 hours. MongoDB brings its own time zone data: where that is older
than ours, a zone whose rules have changed since may count a day differently for an hour around midnight.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import cache, lru_cache

from app.programme.attributes.activity import of_activity, of_items
from app.programme.attributes.badges import of_badges
from app.programme.attributes.declared import of_declared
from app.programme.attributes.moment import Compute, Definitions, Document, Moment
from app.programme.attributes.person import of_person
from app.programme.attributes.purchases import of_purchases
from app.programme.attributes.rhythm import of_rhythm
from app.programme.attributes.settings import of_settings
from app.programme.attributes.tiers import of_tiers
from app.programme.attributes.times import of_times
from app.programme.language import Attribute, Facts, Value, Vocabulary
from app.programme.model.declared import NOTHING_DECLARED, Declared

PROGRAMMES_REMEMBERED = 64


@lru_cache(PROGRAMMES_REMEMBERED)
def vocabulary(minor_exponent: int = 2, declared: Declared = NOTHING_DECLARED) -> Vocabulary:
    """The attributes for a programme whose currency has so many decimals (`values.minor_unit_exponent`).

    The decimals only matter for searching members; checking a condition needs none. Programmes with equal declarations
    share one vocabulary, and so the conditions compiled for it.
    """
    definitions = [*_definitions(minor_exponent), *of_declared(declared)]
    return Vocabulary(attribute for attribute, _ in definitions)


def about_members(vocabulary: Vocabulary) -> Vocabulary:
    """The attributes that a condition about the member alone may name."""
    return Vocabulary(attribute for attribute in vocabulary if attribute.name.startswith("member."))


def declared_attributes(declared: Declared) -> list[Attribute]:
    """Those of the attributes that a programme with these declarations adds to the product's own."""
    return [attribute for attribute, _ in of_declared(declared)]


def facts_of(
    member: Document,
    activity: Document | None,
    now: datetime,
    minor_exponent: int,
    declared: Declared = NOTHING_DECLARED,
) -> Facts:
    """The attributes of a member at `now`, each computed when it is asked for.

    `member` is the stored document, with what the member `told` about themself where that was read. `activity` has
    `kind` and, if known, `amount` (minor units), `currency`, `store` and its `region`, `channel`, `categories`, `skus`,
    `items` (how many pieces), `offer` (whose voucher was used) and `fields` (values of their declared types); None
    leaves those attributes absent.
    """
    return _MomentFacts(Moment(member, activity or {}, now, minor_exponent), _computers(declared))


class _MomentFacts(Mapping[str, Value]):
    def __init__(self, moment: Moment, computers: Mapping[str, Compute]) -> None:
        self._moment = moment
        self._computers = computers

    def __getitem__(self, name: str) -> Value:
        return self._computers[name](self._moment)

    def __iter__(self) -> Iterator[str]:
        return iter(self._computers)

    def __len__(self) -> int:
        return len(self._computers)


@lru_cache(PROGRAMMES_REMEMBERED)
def _computers(declared: Declared) -> Mapping[str, Compute]:
    definitions = [*_definitions(minor_exponent=0), *of_declared(declared)]
    return {attribute.name: compute for attribute, compute in definitions}


@cache
def _definitions(minor_exponent: int) -> Definitions:
    return [
        *of_activity(),
        *of_items(),
        *of_purchases(minor_exponent),
        *of_times(),
        *of_rhythm(),
        *of_settings(),
        *of_person(),
        *of_badges(),
        *of_tiers(),
    ]
