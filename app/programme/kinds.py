"""What kinds of activity are called in sentences. Languages bend a word by its place: each place has its own phrase."""

from app.programme.model import ActivityKind, Programme
from app.programme.naming import Name, name_of
from app.words import Fact, Said, say

NAMES: dict[str, Said] = {
    ActivityKind.PURCHASE: say("purchase"),
    ActivityKind.VISIT: say("visit"),
    ActivityKind.CHECK_IN: say("check-in"),
    ActivityKind.JOIN: say("joining"),
}
ONE: dict[str, Said] = {
    ActivityKind.PURCHASE: say("a purchase"),
    ActivityKind.VISIT: say("a visit"),
    ActivityKind.CHECK_IN: say("a check-in"),
    ActivityKind.JOIN: say("joining"),
}
EACH: dict[str, Said] = {
    ActivityKind.PURCHASE: say("each purchase"),
    ActivityKind.VISIT: say("each visit"),
    ActivityKind.CHECK_IN: say("each check-in"),
    ActivityKind.JOIN: say("having joined"),
}
FIRST: dict[str, Said] = {
    ActivityKind.PURCHASE: say("your first purchase"),
    ActivityKind.VISIT: say("your first visit"),
    ActivityKind.CHECK_IN: say("your first check-in"),
    ActivityKind.JOIN: say("having joined"),
}


def kind_words(kind: str) -> Fact:
    """A kind by itself, in a reason: "purchase"; the id of one that the programme declares."""
    return NAMES.get(kind, kind)


def kind_name(kind: str, programme: Programme) -> Fact:
    """A kind by itself: "purchase"."""
    return _declared(kind, programme) or NAMES[kind]


def a_kind(kind: str, programme: Programme) -> Said:
    """One activity of a kind: "a purchase"."""
    name = _declared(kind, programme)
    return say("a {kind}", kind=name) if name else ONE[kind]


def each_kind(kind: str, programme: Programme) -> Said:
    """What something is given for: "each purchase"."""
    name = _declared(kind, programme)
    return say("each {kind}", kind=name) if name else EACH[kind]


def first_kind(kind: str, programme: Programme) -> Said:
    """What something is given for once: "your first purchase"."""
    name = _declared(kind, programme)
    return say("your first {kind}", kind=name) if name else FIRST[kind]


def qualifying(done: Fact, condition: str | None) -> Fact:
    """What was done, and that not all of it will do: "each purchase that qualifies"."""
    return done if condition is None else say("{done} that qualifies", done=done)


def _declared(kind: str, programme: Programme) -> Name | None:
    declared = programme.activities.get(kind)
    return name_of(declared.name, programme) if declared else None
