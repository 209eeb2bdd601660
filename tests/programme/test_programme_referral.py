"""Referral in the programme file: what is wrong with it is told, and its terms are said in words."""

import pytest
from programme_texts import SMALL

from app.programme.describe_referral import referral_terms
from app.programme.load import load
from app.programme.mistakes import Mistake, ProgrammeMistakes
from app.programme.model import Programme
from app.programme.values import Duration
from app.programme.vocabulary import vocabulary

REFERRAL = """\
referral:
  name: Friends
  link: https://example.org/join?code={code}
  smallest_purchase: 20.00
  inviter:
    sent: {earn: points, amount: 5}
    joined: {earn: points, amount: 1}
    bought: {earn: spins, amount: 2}
  friend: {joined: {earn: points, amount: 25}, bought: {earn: points, amount: 50}}
  second_level: {earn: points, amount: 4}
  limits: {sent: {times: 3, per: week}, friends: 20, friends_of_friends: 50}
"""


def programme(*changes: tuple[str, str]) -> Programme:
    text = REFERRAL
    for old, new in changes:
        assert text.count(old) == 1
        text = text.replace(old, new)
    return load(SMALL + text, vocabulary())


def the_mistake(*changes: tuple[str, str]) -> Mistake:
    with pytest.raises(ProgrammeMistakes) as wrong:
        programme(*changes)
    [mistake] = wrong.value.mistakes
    return mistake


def terms(*changes: tuple[str, str]) -> list[str]:
    read = programme(*changes)
    assert read.referral is not None
    return [str(term) for term in referral_terms(read.referral, read)]


def test_referral_is_read_with_its_defaults() -> None:
    read = programme().referral
    assert read is not None
    assert (read.valid_for, read.accepted_within, read.daily_limit) == (Duration(30, "days"), Duration(7, "days"), 20)


def test_a_programme_needs_no_referral() -> None:
    assert load(SMALL, vocabulary()).referral is None


@pytest.mark.parametrize(
    ("old", "new", "path", "says"),
    [
        ("?code={code}", "", "referral.link", "must say once where the code goes"),
        ("https://example.org", "http://example.org", "referral.link", "https://"),
        ("smallest_purchase: 20.00", "smallest_purchase: 0", "referral.smallest_purchase", "more than 0"),
        ("smallest_purchase: 20.00", "smallest_purchase: 20.001", "referral.smallest_purchase", "finer than EUR"),
        ("joined: {earn: points, amount: 1}", "joined: {earn: pionts, amount: 1}", "referral.inviter.joined.earn",
         "did you mean `points`?"),
        ("friends: 20", "friends: 0", "referral.limits.friends", "1"),
        ("  name: Friends\n", "", "referral.name", "missing"),
        ("    sent: {earn: points, amount: 5}\n", "", "referral.limits.sent", "this limits nothing"),
        ("  second_level: {earn: points, amount: 4}\n", "", "referral.limits.friends_of_friends",
         "give `second_level` a reward"),
        ("  name: Friends\n", "  name: {nl: Vrienden}\n", "referral.name", "missing in `en`"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_referral_is_told(old: str, new: str, path: str, says: str) -> None:
    mistake = the_mistake((old, new))
    assert mistake.path == path
    assert says in mistake.message


def test_referral_that_gives_nobody_anything_is_a_mistake() -> None:
    with pytest.raises(ProgrammeMistakes) as wrong:
        load(SMALL + "referral: {name: Friends}\n", vocabulary())
    assert "nobody gets anything" in str(wrong.value)


def test_a_kind_that_referral_records_can_not_be_declared() -> None:
    with pytest.raises(ProgrammeMistakes, match="is a kind of activity by itself"):
        load(SMALL + "activities: {friend_joined: {name: Friend, from: [app]}}\n", vocabulary())


def test_all_terms_are_told_in_words() -> None:
    assert terms() == [
        "5 points for you for each invitation you send",
        "1 point for you when a friend has joined by your invitation",
        "2 spins for you for that friend's first purchase of €20.00 or more",
        "25 points for your friend for joining",
        "50 points for your friend for the first purchase of €20.00 or more",
        "4 points for you for the first purchase of €20.00 or more of everybody whom your friends bring",
        "You are paid for up to 3 invitations per week",
        "Friends you are paid for: 20 at most",
        "Friends of theirs you are paid for: 50 at most",
        "Each invitation is for one friend, and can be accepted within 30 days",
        "Your friend accepts it within 7 days of joining",
        "What a first purchase gave goes back if that purchase is returned; the next one can be the first then",
    ]


def test_what_is_not_paid_or_limited_is_not_told() -> None:
    told = terms(
        ("  second_level: {earn: points, amount: 4}\n", ""),
        ("  smallest_purchase: 20.00\n", ""),
        ("{times: 3, per: week}, friends: 20, friends_of_friends: 50", "{times: 1}"),
    )
    assert "50 points for your friend for the first purchase" in told
    assert "You are paid for up to 1 invitation" in told
    assert not any("everybody" in one or "at most" in one for one in told)
