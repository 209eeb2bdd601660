"""Caps: what a member may get, whatever comes first."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import permutations
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from app.campaigns.deciding.caps import Claim, capped_among
from app.programme.model import MessageCap

MONDAY = date(2027, 3, 1)


def claim(name: str, day: int = 0, priority: int = 50, tags: tuple[str, ...] = (), certain: bool = False) -> Claim:
    return Claim(name, MONDAY + timedelta(days=day), priority, frozenset(tags), certain, f"of-{name}")


def cap(messages: int, days: int, tag: str | None = None) -> MessageCap:
    return MessageCap(messages=messages, days=days, tag=tag)


def claims_within(caps: Sequence[MessageCap], claims: Sequence[Claim]) -> set[str]:
    """The ids of the messages that there is room for."""
    return {one.id for one in claims} - set(capped_among(caps, claims))


def test_the_more_important_message_wins_whatever_the_order() -> None:
    claims = [claim("news", priority=10), claim("gift", priority=90), claim("sale", priority=50)]
    for order in permutations(claims):
        assert claims_within([cap(1, 7)], order) == {"gift"}
        assert claims_within([cap(2, 7)], order) == {"gift", "sale"}


def test_what_was_sent_can_not_be_taken_back() -> None:
    claims = [claim("news", priority=10, certain=True), claim("gift", priority=90)]
    assert claims_within([cap(1, 7)], claims) == {"news"}


def test_a_message_of_next_week_takes_no_room_today() -> None:
    assert claims_within([cap(1, 7)], [claim("now"), claim("then", day=7)]) == {"now", "then"}
    assert claims_within([cap(1, 7)], [claim("now"), claim("then", day=6, priority=60)]) == {"then"}


def test_a_cap_for_a_tag_leaves_the_others_alone() -> None:
    claims = [claim("a", tags=("sale",)), claim("b", tags=("sale",)), claim("c")]
    assert claims_within([cap(1, 7, "sale")], claims) == {"a", "c"}


def test_what_is_sent_whatever_the_caps_say_takes_room_from_the_others() -> None:
    claims = [claim("news", priority=90), claim("account", priority=10, certain=True)]
    assert claims_within([cap(1, 7)], claims) == {"account"}
    both = [claim("account", certain=True), claim("order", certain=True)]
    assert claims_within([cap(1, 7)], both) == {"account", "order"}


def test_the_campaigns_that_took_the_room_are_told_the_earliest_first() -> None:
    claims = [claim("second", day=2, priority=90), claim("first", certain=True), claim("late", day=6, priority=10)]
    assert capped_among([cap(2, 7)], claims) == {"late": ("of-first", "of-second")}
    assert capped_among([cap(2, 6)], claims) == {}


CLAIMS = st.lists(
    st.builds(
        claim,
        st.uuids().map(str),
        day=st.integers(0, 20),
        priority=st.integers(0, 3),
        tags=st.sampled_from([(), ("sale",), ("news", "sale")]),
    ),
    max_size=12,
)
TAGS = st.sampled_from([None, "sale", "news"])
CAPS = st.lists(st.builds(cap, st.integers(1, 3), st.integers(1, 8), TAGS), min_size=1, max_size=3)


@given(claims=CLAIMS, caps=CAPS)
def test_no_span_of_days_ever_has_more_than_the_cap(claims: list[Claim], caps: list[MessageCap]) -> None:
    allowed = claims_within(caps, claims)
    for one in caps:
        for start in range(-8, 22):
            first = MONDAY + timedelta(days=start)
            within = [
                c
                for c in claims
                if c.id in allowed
                and (one.tag is None or one.tag in c.tags)
                and first <= c.day < first + timedelta(days=one.days)
            ]
            assert len(within) <= one.messages


@given(claims=CLAIMS, caps=CAPS, order=st.randoms(use_true_random=False))
def test_sending_one_after_another_comes_to_the_same(
    claims: list[Claim], caps: list[MessageCap], order: Random
) -> None:
    """Whichever is looked at first: each is sent or not as it was decided about all of them together."""
    together = claims_within(caps, claims)
    sent: set[str] = set()
    shuffled = list(claims)
    order.shuffle(shuffled)
    for one in shuffled:
        now = [Claim(c.id, c.day, c.priority, c.tags, certain=c.id in sent) for c in claims]
        if one.id in claims_within(caps, now):
            sent.add(one.id)
    assert sent == together
