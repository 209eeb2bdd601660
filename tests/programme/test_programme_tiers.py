"""Tiers and memberships in the programme: what is a mistake in them, and how members read them."""

import pytest
from programme_texts import line_of, mistakes_in, the_mistake_in
from tier_texts import TIERED, tiered

from app.programme.describe_tiers import level_gifts, level_term, membership_term, tier_terms
from app.programme.load import load
from app.programme.model import Programme
from app.programme.vocabulary import vocabulary

ROLLING = "    rolling: 12 months\n"

# What is changed, where the mistake is told, and a part of what is told.
MISTAKES = [
    ("    asset: points\n", "", "qualify:", "`by: earned` needs `asset`; add it"),
    ("asset: points\n", "asset: point\n", "asset: point\n", "there is no asset `point`; did you mean `points`?"),
    ("    by: earned\n    asset: points\n", "    by: activities\n", "qualify:", "`by: activities` needs `of`; add it"),
    ("by: earned", "by: spent", "asset: points\n", "`asset` goes with `by: earned`; take it out"),
    (
        "asset: points\n",
        "asset: points\n    of: [visit]\n",
        "of: [visit]",
        "`of` goes with `by: activities`; take it out",
    ),
    ("by: earned", "by: magic", "by: magic", "`by` must be one of `earned`, `spent`, `activities`"),
    (ROLLING, "", "qualify:", "give it either `rolling`, for example 12 months, or `calendar`, for example year"),
    (ROLLING, f"{ROLLING}    calendar: year\n", "qualify:", "give it either `rolling`"),
    (ROLLING, "    calendar: week\n", "calendar", "`calendar` must be one of `month`, `quarter`, `year`"),
    ("12 months", "12 h", "rolling", "`rolling` counts days or longer, for example 90d or 12 months"),
    ("12 months", "25 months", "rolling", "`rolling` must be at most 24 months"),
    ("12 months", "367d", "rolling", "`rolling` must be at most 366 days"),
    ("grace: 1 month", "grace: 5 h", "grace", "`grace` must be in days or longer, for example 30d or 1 year"),
    ("downgrade: step", "downgrade: leap", "downgrade", "`downgrade` must be one of `qualified`, `step`"),
    ("id: gold", "id: silver", "name: Gold", "`silver` exists already, on line 21; use another one"),
    (
        "from: 1000",
        "from: 100",
        "from: 100\n      benefits",
        "`from` must grow from level to level, but 100 is not more th",
    ),
    ("from: 1000", "from: 1000.50", "from: 1000.50", "`from` must be a whole number, and not 1000.50"),
    ("from: 1000", "from: many", "from: many", "`from` must be an amount of money of 0 or more"),
    ("of: [shopping]", "of: [shoping]", "multiply: 1.5", "there is no rule `shoping`; did you mean `shopping`?"),
    (
        "of: [shopping]",
        "of: [double]",
        "multiply: 1.5",
        "`double` multiplies too, and can't be multiplied; take it out",
    ),
    ("of: [shopping]", "of: [spinning]", "multiply: 1.5", "`spinning` earns another asset; take it out"),
    (
        "of: [shopping]}\n",
        "of: [shopping]}\n        - {earn: points, multiply: 3}\n",
        "multiply: 3",
        "`points` exists already",
    ),
    ("multiply: 1.5", "multiply: 101", "multiply: 101", "`multiply` must be a number from 0 to 100"),
    ("level: plus", "level: pluss", "level: pluss", "there is no level `pluss`; did you mean `plus`?"),
    ("lasts: 1 year", "lasts: 5 h", "lasts", "`lasts` must be in days or longer, for example 30d or 1 year"),
    ("    sku: CARD\n", "", "fee", "a fee is paid at a till, which needs the `sku`; add it"),
    ("sku: CARD", "sku: ' '", "sku", "`sku` must have 1 to 100 characters"),
    ("fee: 25.00", "fee: 25.005", "fee", "`fee`: 25.005 is finer than EUR allows; use at most 2 decimals"),
]


def test_the_tiered_programme_has_no_mistakes() -> None:
    assert mistakes_in(TIERED) == []


@pytest.mark.parametrize(("old", "new", "where", "words"), MISTAKES)
def test_a_mistake_is_told_once_at_its_line(old: str, new: str, where: str, words: str) -> None:
    text = tiered((old, new))
    mistake = the_mistake_in(text)
    assert words in mistake.message
    expected = line_of(where, text) - (where == "name: Gold")
    assert mistake.line == expected


def test_a_membership_that_nobody_can_buy_is_told() -> None:
    text = tiered(("    price: {asset: points, amount: 1000}\n", ""), ("    fee: 25.00\n", ""), ("    sku: CARD\n", ""))
    mistake = the_mistake_in(text)
    assert (mistake.path, mistake.message) == (
        "memberships.card",
        "nobody can buy this membership; give it a `price`, a `sku` or both",
    )


def test_levels_that_count_nothing_are_told_one_by_one() -> None:
    text = tiered((TIERED[TIERED.index("  qualify:") : TIERED.index("  grace:")], ""))
    assert [mistake.path for mistake in mistakes_in(text)] == ["tiers.levels[1].from", "tiers.levels[2].from"]
    assert "add `qualify` to `tiers`" in mistakes_in(text)[0].message


def test_counting_for_no_level_is_told() -> None:
    mistake = the_mistake_in(tiered(("      from: 100\n", ""), ("      from: 1000\n", "")))
    assert mistake.message == "nobody can reach a level by this; give a level `from`, or take `qualify` out"


def test_two_memberships_of_one_article_are_told() -> None:
    text = TIERED + "  other: {name: Other, level: gold, lasts: 30d, sku: CARD}\n"
    assert "`CARD` exists already" in the_mistake_in(text).message


def test_memberships_without_tiers_miss_their_level() -> None:
    start, end = TIERED.index("tiers:"), TIERED.index("memberships:")
    mistake = the_mistake_in(TIERED[:start] + TIERED[end:])
    assert mistake.message == "there is no level `plus`; add it to the `levels` of `tiers`"


def test_money_may_have_the_decimals_of_its_currency() -> None:
    spent = (("by: earned", "by: spent"), ("    asset: points\n", ""))
    assert mistakes_in(tiered(*spent, ("from: 100\n", "from: 99.95\n"))) == []
    mistake = the_mistake_in(tiered(*spent, ("from: 100\n", "from: 99.955\n")))
    assert mistake.message == "`from`: 99.955 is finer than EUR allows; use at most 2 decimals"


def described(*changes: tuple[str, str]) -> Programme:
    return load(tiered(*changes), vocabulary())


def test_members_read_how_levels_are_reached_and_lost() -> None:
    programme = described()
    assert programme.tiers is not None
    assert [str(term) for term in tier_terms(programme.tiers, programme)] == [
        "What counts: all points that the ways to earn give you, also those that you have spent",
        "It counts to the end of its month, and for 12 months more",
        "A level is reached at once",
        "When too little counts, you keep your level for 1 month more, and then fall one level at a time",
    ]
    silver, gold, plus = programme.tiers.levels
    assert [str(level_term(one, programme)) for one in (silver, gold, plus)] == [
        "from 100 points",
        "from 1000 points",
        "with a membership",
    ]
    assert [gift.in_language("en") for gift in level_gifts(gold, programme)] == [
        "Free delivery",
        "1.5 times the points that you earn",
        "1 spin when you first reach it",
    ]


@pytest.mark.parametrize(
    ("qualify", "what", "window", "threshold"),
    [
        (
            "{by: spent, calendar: year}",
            "the money that you spend, less what you bring back",
            "Each calendar year counts by itself, and its level holds to the end of the next one",
            "from €100.00",
        ),
        (
            "{by: activities, of: [visit, purchase], rolling: 90d}",
            "each visit or purchase",
            "It counts on its day, and for 90 days more",
            "from 100 times",
        ),
    ],
)
def test_members_read_what_counts(qualify: str, what: str, window: str, threshold: str) -> None:
    start, end = TIERED.index("  qualify:"), TIERED.index("  grace:")
    text = f"{TIERED[:start]}  qualify: {qualify}\n{TIERED[end:]}".replace("  grace: 1 month\n  downgrade: step\n", "")
    programme = load(text, vocabulary())
    assert programme.tiers is not None
    assert [str(term) for term in tier_terms(programme.tiers, programme)] == [
        f"What counts: {what}",
        window,
        "A level is reached at once",
        "When too little counts, you fall to the level that you qualify for",
    ]
    assert str(level_term(programme.tiers.levels[0], programme)) == threshold


def test_members_read_what_a_membership_costs() -> None:
    programme = described()
    card = programme.memberships["card"]
    assert str(membership_term(card, programme)) == "1 year for 1000 points or €25.00, with 50 points"
    free = card.model_copy(update={"price": None, "fee": None, "rewards": ()})
    assert str(membership_term(free, programme)) == "1 year"


def test_levels_that_are_only_bought_say_so() -> None:
    start, end = TIERED.index("  qualify:"), TIERED.index("  levels:")
    text = (TIERED[:start] + TIERED[end:]).replace("      from: 1000\n", "").replace("      from: 100\n", "")
    programme = load(text, vocabulary())
    assert programme.tiers is not None
    assert [str(term) for term in tier_terms(programme.tiers, programme)] == ["The levels are bought"]
