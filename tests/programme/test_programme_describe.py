"""Members read in plain sentences how the programme works."""

import pytest
from programme_texts import SMALL, changed

from app.programme.describe import donation_term, earning_term, expiry_term, pending_term, share_term, streak_terms
from app.programme.load import load
from app.programme.model import Programme
from app.programme.vocabulary import vocabulary


def programme(*changes: tuple[str, str]) -> Programme:
    return load(changed(("    when: activity.amount >= 10\n", ""), *changes), vocabulary())


def earning(described: Programme, rule: int = 0, language: str = "en") -> str:
    return earning_term(described.earning[rule], described).in_language(language)


def test_a_rate_is_described_with_its_money() -> None:
    assert earning(programme()) == "10 points for each €2.50 you spend"


def test_one_is_singular() -> None:
    one = programme(("amount: 10\n    per: 2.50", "amount: 1\n    per: 1.00"))
    assert earning(one) == "1 point for each €1.00 you spend"


def test_a_fixed_amount_is_described_for_each_activity() -> None:
    assert earning(programme(), rule=1) == "1 spin for each visit"
    assert earning(programme(("    per: 2.50\n", ""))) == "10 points for each purchase"


def test_a_condition_is_never_kept_quiet() -> None:
    conditional = load(SMALL, vocabulary())
    assert earning(conditional) == "10 points for each €2.50 you spend in a purchase that qualifies"
    fixed = load(changed(("    per: 2.50\n", "")), vocabulary())
    assert earning(fixed) == "10 points for each purchase that qualifies"


@pytest.mark.parametrize(
    ("rounding", "words"),
    [("down", "spend"), ("nearest", "spend, rounded to the nearest whole number"), ("up", "spend, rounded up")],
)
def test_a_rounding_in_other_ways_than_down_is_described(rounding: str, words: str) -> None:
    rounded = programme(("per: 2.50", f"per: 2.50\n    rounding: {rounding}"))
    assert earning(rounded) == f"10 points for each €2.50 you {words}"


def with_rule(rule: str) -> Programme:
    return load(SMALL.replace("wheels:\n", f"  - {{{rule}}}\n{ACTIVITIES}wheels:\n"), vocabulary())


ACTIVITIES = "activities: {share: {name: {en: Share, nl: Delen}, from: [app]}}\n"


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("on: share, earn: points, amount: 5", "5 points for each share"),
        ("on: visit, earn: points, amount: 5, first: true", "5 points for your first visit"),
        (
            "on: purchase, earn: points, amount: 1, per: 1, first: true",
            "1 point for each €1.00 you spend in your first purchase",
        ),
        ("on: purchase, earn: points, multiply: 2.5", "2.5 times the points for each purchase"),
        ("on: purchase, earn: points, multiply: 2, of: [shopping]", "2 times the points of shopping for each purchase"),
        (
            "on: purchase, when: member.purchases > 1, holds_until: month, earn: points, multiply: 5",
            "5 times the points for each purchase that qualifies, and after one that qualifies for all others until "
            "the end of the month",
        ),
        (
            "on: visit, earn: points, decay: [{within: 7d, amount: 50}, {within: 30d, amount: 20}]",
            "50 points for a visit within 7 days of the last one, 20 within 30 days",
        ),
        (
            "on: visit, earn: points, amount: 5, weekdays: [fri, sat, sun], cap: {amount: 100, per: day}",
            "5 points for each visit on Fridays, Saturdays, and Sundays, at most 100 points per day",
        ),
        (
            "on: visit, earn: points, amount: 5, from: 2027-03-01, until: 2027-03-31, cap: {times: 1}",
            "5 points for each visit, from March 1, 2027, until March 31, 2027, at most once",
        ),
        (
            "on: visit, earn: points, amount: 5, cap: {amount: 1000, times: 3, per: year}, budget: 10000",
            "5 points for each visit, at most 1000 points and 3 times per year, as long as 10,000 points for all "
            "members last",
        ),
    ],
)
def test_every_part_of_a_rule_is_told(rule: str, words: str) -> None:
    assert earning(with_rule(f"id: extra, {rule}"), rule=2) == words


def test_hours_are_written_as_in_the_language() -> None:
    happy = with_rule("id: extra, on: visit, earn: points, amount: 5, hours: 17:00-19:00, from: 2027-03-01 09:00")
    said = earning(happy, rule=2, language="en-GB")
    assert said == "5 points for each visit from 17:00 to 19:00, from 1 March 2027, 09:00"


def test_large_numbers_and_other_currencies_are_written_as_in_the_language() -> None:
    yen = programme(
        ("currency: EUR", "currency: JPY"), ("per: 2.50", "per: 1000"), ("amount: 10", "amount: 2500"),
        ("        value: 0.25\n", ""), ("worth: 1.05", "worth: 105"),
    )  # fmt: skip
    assert earning(yen) == "2500 points for each ¥1,000 you spend"


def test_a_language_without_sentences_of_its_own_gets_all_english() -> None:
    assert earning(programme(), rule=1, language="nl") == "1 spin for each visit"


def test_english_of_a_country_is_english() -> None:
    assert earning(programme(), language="en-GB") == "10 points for each €2.50 you spend"


def test_expiry_is_described_from_when_points_can_be_spent() -> None:
    described = programme()
    points, spins = described.assets["points"], described.assets["spins"]
    term = str(expiry_term(points, described))
    assert term == "Points expire 12 months after they can be spent, at the end of the month"
    assert str(expiry_term(spins, described)) == "Spins never expire"


def test_expiry_without_waiting_is_described_from_earning() -> None:
    described = programme(
        ("    pending: 14d\n", ""), ("expires: 12 months", "expires: 1 year\n    expires_at_end_of: day")
    )
    term = str(expiry_term(described.assets["points"], described))
    assert term == "Points expire 1 year after you earn them, at the end of the day"


@pytest.mark.parametrize(
    ("days", "words"),
    [("[1]", "1 day"), ("[7]", "7 days"), ("[7, 30]", "30 and 7 days"), ("[30, 7, 1]", "30, 7, and 1 day")],
)
def test_warnings_are_part_of_the_terms(days: str, words: str) -> None:
    described = programme(("expires: 12 months", f"expires: 12 months\n    warn_days: {days}"))
    term = expiry_term(described.assets["points"], described)
    assert (
        str(term)
        == f"Points expire 12 months after they can be spent, at the end of the month; we warn you {words} before"
    )


def test_a_streak_is_described_with_what_counts_and_what_it_pays() -> None:
    streaks = """\
streaks:
  daily: {name: Daily, of: [visit, share], rewards: [{at: 7, earn: points, amount: 50}]}
  weekly:
    name: Weekly
    of: [purchase]
    when: activity.amount > 5
    per: week
    target: 2
    rewards: [{every: 4, earn: spins, amount: 1}]
"""
    described = load(SMALL + ACTIVITIES + streaks, vocabulary())
    daily, weekly = ([str(term) for term in streak_terms(streak, described)] for streak in described.streaks.values())
    assert daily == ["Each day with a visit or a share counts", "7 in a row: 50 points"]
    assert weekly == [
        "Each week counts in which you do this 2 times: purchase that qualifies",
        "Every 4 in a row: 1 spin",
    ]


def test_waiting_is_described() -> None:
    described = programme()
    points, spins = described.assets["points"], described.assets["spins"]
    assert str(pending_term(points, described)) == "Points can be spent 14 days after you earn them"
    assert str(pending_term(spins, described)) == "Spins can be spent at once"


def test_donations_and_shares_are_described() -> None:
    described = programme()
    reef, trees = described.causes["reef"], described.causes["trees"]
    assert str(donation_term(reef.accepts[0], described)) == "100 points are worth €1.05"
    assert reef.share is not None
    assert str(share_term(reef.share)) == "2.5 % of each of your purchases, if you choose this cause"
    assert trees.share is not None
    assert str(share_term(trees.share)) == "97 % of each of your purchases"
    one = programme(("amount: 100\n", "amount: 1\n"))
    assert str(donation_term(one.causes["reef"].accepts[0], one)) == "1 point is worth €1.05"
