"""Each kind of mistake in a programme is told once, at its line, with the way out."""

import pytest
from programme_texts import SMALL, changed, line_of, mistakes_in, the_mistake_in
from pydantic import ValidationError

from app.programme.load import load
from app.programme.model import Programme
from app.programme.parse import parse
from app.programme.structure import WORDS
from app.programme.vocabulary import vocabulary

# What is changed in the small programme, where the mistake is told, and a part of what is told.
FORM = [
    ("weight: 9", "wieght: 9\n        weight: 9", "wieght", "there is no field `wieght` here; did you mean `weight`?"),
    (
        "currency: EUR",
        "currency: EUR\ncolour: red",
        "colour",
        "there is no field `colour` here; use one of `programme`",
    ),
    ("    earn: points\n", "", "- id: shopping", "`earn` is missing; add it to `earning[1]`"),
    ("    name: Points\n", "", "  points:", "`name` is missing; add it to `points`"),
    ("zone: Europe/Amsterdam\n", "", "programme: small", "`zone` is missing; add it to the file"),
    ("weight: 9", "weight: nine", "weight: nine", "`weight` must be a whole number, without quotes or decimals"),
    ("weight: 9", "weight: '9'", "weight: '9'", "`weight` must be a whole number, without quotes or decimals"),
    ("weight: 9", "weight: 1.5", "weight: 1.5", "`weight` must be a whole number"),
    ("weight: 9", "weight: true", "weight: true", "`weight` must be a whole number"),
    ("weight: 9", "weight: 0", "weight: 0", "`weight` must be 1 or more; to switch a segment off, take it out"),
    ("weight: 9", "weight: -3", "weight: -3", "`weight` must be 1 or more; to switch a segment off, take it out"),
    ("weight: 9", "weight: 1000000001", "weight: 1", "`weight` must be 1000000000 or less"),
    ("stock: 5", "stock: -1", "stock: -1", "`stock` must be 0 or more"),
    ("label: Nothing", "label: 5", "label: 5", "`label` must be a text, or one text per language"),
    ("label: Nothing", "label: ''", "label: ''", "`label` must not be empty"),
    ("label: Nothing", "label: [a]", "label: [a]", "`label` must be a text, or one text per language"),
    ("label: Nothing", f"label: {'x' * 5001}", "label: x", "`label` must not be longer than 5000 characters"),
    ("when: activity.amount >= 10", "when: 5", "when: 5", "`when` must be a text; put numbers and yes/no words in quo"),
    ("on: visit", "on: 5", "on: 5", "`on` must be a text"),
    ("id: shopping", "id: Shopping Spree", "Shopping Spree", "`id` is not a valid id: use 1 to 40 lower-case letters"),
    ("  lucky:", "  Lucky Wheel:", "Lucky Wheel", "`Lucky Wheel` is not a valid id: use 1 to 40 lower-case letters"),
    ("expires: 12 months", "expires: a year", "a year", "`expires` must be a count and a unit, for example 14d, 2 ho"),
    ("expires: 12 months", "expires: 200 years", "200 years", "`expires` must be at most 100 years"),
    ("pending: 14d", "pending: 0d", "pending: 0d", "`pending` must be a count and a unit"),
    ("value: 0.25", "value: free", "value: free", "`value` must be an amount of money of 0 or more, for example 1"),
    ("value: 0.25", "value: -1", "value: -1", "`value` must be an amount of money of 0 or more"),
    ("value: 0.25", "value: true", "value: true", "`value` must be an amount of money of 0 or more"),
    ("value: 0.25", "value: 1e13", "value: 1e13", "`value` must be at most 1000000000000"),
    ("value: 0.25", "value: 0.00000001", "value: 0.0", "`value` must have at most 6 decimals"),
    ("starts_on: 2027-03-01", "starts_on: 1-3-2027", "1-3-2027", "`starts_on` must be a date, year first, for example"),
    ("starts_on: 2027-03-01", "starts_on: 20270301", "20270301", "`starts_on` must be a date, year first"),
    ("starts_on: 2027-03-01", "starts_on: 2027-02-29", "2027-02-29", "`starts_on` must be a date, year first"),
    ("regions: [NL, BE-VLG]", "regions: [NL, Holland]", "regions", "`regions[2]` must be an ISO 3166 country or subdi"),
    ("regions: [NL, BE-VLG]", "regions: NL", "regions", "`regions` must be a list: one line per item, each starting"),
    ("zone: Europe/Amsterdam", "zone: Europe/Amsterdm", "zone", "must be an IANA time zone, for example Europe/Amster"),
    ("zone: Europe/Amsterdam", "zone: Europe/Amsterdm", "zone", "and not `Europe/Amsterdm` (did you mean Europe/Amste"),
    ("currency: EUR", "currency: EURO", "currency", "must be an ISO 4217 currency code, for example EUR, and not `"),
    (
        "languages: [en, nl]",
        "languages: [en, nl, klingon]",
        "languages",
        "`languages[3]` must be a language tag, for exa",
    ),
    ("cap: {times: 1, per: week}", "cap: 1", "cap: 1", "`cap` must be a block of fields, indented below this line"),
    (
        "cap: {times: 1, per: week}",
        "cap: {times: 1, per: decade}",
        "cap",
        "`per` must be one of `day`, `week`, `month`",
    ),
    ("percent: 2.5", "percent: 0", "percent: 0", "`percent` must be a percentage from 0.01 to 100 with at most 2 dec"),
    ("percent: 2.5", "percent: 100.01", "percent: 1", "`percent` must be a percentage from 0.01 to 100"),
    ("percent: 2.5", "percent: 2.505", "percent: 2.5", "`percent` must be a percentage from 0.01 to 100"),
    ("percent: 2.5", "percent: some", "percent: some", "`percent` must be a percentage from 0.01 to 100"),
    ("percent: 2.5", "percent: true", "percent: true", "`percent` must be a percentage from 0.01 to 100"),
    ("of: choosers", "of: nobody", "of: nobody", "`of` must be one of `choosers`, `everybody`"),
    ("https://example.org", "http://example.org", "http://", "`image` must be an address that starts with https://"),
    ("smallest: 20", "smallest: 0", "smallest: 0", "`smallest` must be 1 or more"),
]
MEANING = [
    (
        "expires: 12 months",
        "expires: 12 months\n    warn_days: [0]",
        "warn_days",
        "a warning comes 1 to 365 days before",
    ),
    ("expires: 12 months", "expires: 12 months\n    warn_days: [7, 7]", "warn_days", "7 is in the list already; take"),
    (
        "expires: 12 months",
        "expires: 28d\n    warn_days: [28]",
        "warn_days",
        "`points` last 28 days, so 28 days before",
    ),
    ("expires: 12 months", "warn_days: [7]", "warn_days", "`points` never expire, so there is nothing to warn of"),
    ("on: visit", "on: vist", "on: vist", "there is no activity `vist`; did you mean `visit`? Otherwise add it to `ac"),
    ("when: activity.amount >= 10", "when: ''", "when: ''", "the condition is empty"),
    ("earn: points", "earn: point", "earn: point", "there is no asset `point`; did you mean `points`? Otherwise add i"),
    ("token: spins", "token: fame", "token: fame", "there is no asset `fame`; use one of `points`, `spins`, or add"),
    ("{asset: points,", "{asset: gold,", "gold", "there is no asset `gold`"),
    ("id: dropping-by", "id: shopping", "shopping\n    on: visit", "the rule `shopping` exists already, on line 15"),
    ("id: points", "id: nothing", "nothing\n        label: Ten", "the segment `nothing` exists already, on line 39;"),
    ("languages: [en, nl]", "languages: [en, nl, nl]", "languages", "the language `nl` exists already, on line 3"),
    (
        "activity.amount >= 10",
        "activity.amuont >= 10",
        "amuont",
        "activity.amuont is unknown; did you mean activity.am",
    ),
    ("member.purchases > 0", "activity.amount > 0", "eligible", "activity.amount is unknown"),
    ("ends_on: 2027-03-31", "ends_on: 2027-02-28", "ends_on", "`ends_on` is before `starts_on` (2027-03-01); change"),
    (
        "{en: Spins, nl: Draaien}",
        "{en: Spins, de: Drehen}",
        "de: Drehen",
        "`de` is not one of the programme's languages;",
    ),
    (
        "{en: Spins, nl: Draaien}",
        "{nl: Draaien}",
        "{nl: Draaien}",
        "the text is missing in `en`, the default language;",
    ),
    ("per: 2.50", "per: 2.505", "per: 2.505", "`per`: 2.505 is finer than EUR allows; use at most 2 decimals"),
    ("value: 0.25", "value: 0.001", "value: 0.001", "`value`: 0.001 is finer than EUR allows; use at most 2 decim"),
    ("per: 2.50", "per: 0", "per: 0", "`per` must be more than 0, for example 1.00"),
    ("500.00", "0.00", "largest_purchase", "`largest_purchase` must be more than 0"),
    ("2027-05-31", "2027-04-30", "2027-04-30", "`ends_on` is before `starts_on` (2027-05-01); change one of them"),
    ("worth: 1.05", "worth: 0", "worth: 0", "`worth` must be more than 0, for example 1.00"),
    ("{money: 900.00}", "{money: 0}", "money: 0", "`money` must be more than 0"),
    ("{money: 900.00}", "{}", "goal: {}", "a goal is `money`, for example {money: 5000.00}, or an `asset` and an `amo"),
    ("{money: 900.00}", "{asset: points}", "goal: {asset", "a goal is `money`, for example {money: 5000.00}, or an"),
    ("{money: 900.00}", "{money: 9, asset: points, amount: 5}", "goal: {money", "a goal is `money`, for example"),
    (
        "{money: 900.00}",
        "{asset: spins, amount: 5}",
        "goal: {asset",
        "the goal counts `spins`, which the cause does not take; add it to `accepts`",
    ),
    ("percent: 97", "percent: 98", "percent: 98", "with this share a purchase would give 100.5 % of itself; lower one"),
    (
        "        smallest: 20\n",
        "        smallest: 20\n      - {asset: points, amount: 1, worth: 1}\n",
        "{asset: points, amount: 1, worth",
        "the asset `points` exists already, on line 58",
    ),
    (
        "amount: 1\nwheels",
        "amount: 1\n    per: 1\nwheels",
        "per: 1\n",
        "`per` needs money, and a visit has none; take it",
    ),
]


def test_the_small_programme_has_no_mistakes() -> None:
    assert mistakes_in(SMALL) == []
    assert load(SMALL, vocabulary()).wheels["lucky"].segments[1].weight == 1


@pytest.mark.parametrize(("old", "new", "where", "words"), FORM + MEANING)
def test_a_mistake_is_told_once_at_its_line_and_in_plain_words(old: str, new: str, where: str, words: str) -> None:
    text = changed((old, new))
    mistake = the_mistake_in(text)
    assert words in mistake.message
    assert mistake.line == line_of(where, text)


def test_every_kind_of_error_that_has_words_is_told_here() -> None:
    told = set[str]()
    for old, new, _, _ in FORM:
        tree, _ = parse(changed((old, new)))
        with pytest.raises(ValidationError) as refused:
            Programme.model_validate(tree.plain)
        told |= {error["type"] for error in refused.value.errors()}
    below = {"too_short", "too_long", "dict_type"}  # they have tests of their own
    of_campaigns = {"string_too_short", "string_too_long"}  # and in tests/campaigns
    assert set(WORDS) - told == below | of_campaigns
    assert told - set(WORDS) == {"missing", "extra_forbidden"}  # which name what is or is not there


def test_yen_have_no_decimals() -> None:
    text = changed(("currency: EUR", "currency: JPY"))
    assert [(found.line, found.message) for found in mistakes_in(text)] == [
        (line_of("per: 2.50", text), "`per`: 2.50 is finer than JPY allows; use whole numbers"),
        (line_of("value: 0.25", text), "`value`: 0.25 is finer than JPY allows; use whole numbers"),
        (line_of("worth: 1.05", text), "`worth`: 1.05 is finer than JPY allows; use whole numbers"),
    ]


def test_a_cause_that_nobody_can_give_to_is_told() -> None:
    text = changed(("{name: Trees, share: {percent: 97, of: everybody}}", "{name: Trees}"))
    mistake = the_mistake_in(text)
    assert (mistake.line, mistake.path) == (line_of("  trees:", text), "causes.trees")
    assert mistake.message == (
        "nobody can give to this cause; give it something it `accepts`, a `share` of purchases or both"
    )


def test_a_wheel_that_nobody_can_spin_is_told() -> None:
    text = changed(("    token: spins\n    free:\n      spins: 1\n      per: day\n", ""))
    mistake = the_mistake_in(text)
    assert (mistake.line, mistake.path) == (line_of("  lucky:", text), "wheels.lucky")
    assert mistake.message == "nobody can spin this wheel; give it a `token`, `free` spins or both"


def test_a_wheel_without_anything_in_stock_is_told() -> None:
    text = changed(("stock: 5", "stock: 0"), ("stock: 3", "stock: 0"))
    mistake = the_mistake_in(text)
    assert mistake.line == line_of("    segments:", text)
    assert "every segment has stock 0" in mistake.message


def test_a_segment_out_of_stock_beside_others_is_no_mistake() -> None:
    assert mistakes_in(changed(("stock: 5", "stock: 0"))) == []


def test_a_wheel_without_segments_is_told() -> None:
    text = SMALL[: SMALL.index("    segments:")] + "    segments: []\n"
    mistake = the_mistake_in(text)
    assert (mistake.line, mistake.message) == (line_of("segments", text), "`segments` must have at least 1 part")


def test_a_wheel_with_too_many_segments_is_told() -> None:
    many = "".join(f"      - {{id: s{number}, label: More, weight: 1}}\n" for number in range(60))
    assert the_mistake_in(changed(("causes:\n", f"{many}causes:\n"))).message == "`segments` must have at most 60 parts"


def test_a_programme_without_assets_misses_every_asset_it_names() -> None:
    start, end = SMALL.index("assets:"), SMALL.index("earning:")
    mistakes = mistakes_in(SMALL[:start] + "assets: {}\n" + SMALL[end:])
    assert [mistake.path for mistake in mistakes] == [
        "assets",
        "earning[1].earn",
        "earning[2].earn",
        "wheels.lucky.token",
        "wheels.lucky.segments[2].prize.asset",
        "causes.reef.accepts[1].asset",
    ]


def test_a_list_where_a_block_is_needed_is_told() -> None:
    start, end = SMALL.index("assets:"), SMALL.index("earning:")
    text = SMALL[:start] + "assets: [points, spins]\n" + SMALL[end:]
    assert mistakes_in(text)[0].message == "`assets` must be a block of named parts, indented below this line"


def test_a_file_that_is_a_list_is_told() -> None:
    assert the_mistake_in("- a\n- b\n").message == "the file must be a block of fields, indented below this line"


def test_a_mistake_in_a_condition_points_into_the_text_of_the_condition() -> None:
    plain = the_mistake_in(changed(("activity.amount >= 10", "activity.amount >= ten")))
    assert (plain.line, plain.column) == (17, 30)
    quoted = the_mistake_in(changed(("activity.amount >= 10", "'activity.store == \"it''s\" || ten'")))
    assert (quoted.line, quoted.column) == (17, 41)


def test_a_mistake_in_a_condition_over_several_lines_points_to_the_right_one() -> None:
    folded = changed(("activity.amount >= 10", ">-\n      activity.amount >= 10 &&\n      member.visit > 1"))
    mistake = the_mistake_in(folded)
    assert (mistake.line, mistake.column) == (19, 7)
    assert mistake.path == "earning[1].when"


def test_the_sign_that_folds_a_text_is_not_taken_for_part_of_it() -> None:
    folded = the_mistake_in(changed(("activity.amount >= 10", ">-\n      -1")))
    assert (folded.line, folded.column) == (18, 7)
    assert "must be true or false" in folded.message


def test_every_mistake_in_a_condition_is_told() -> None:
    text = changed(("activity.amount >= 10", "activity.amout >= 10 && member.visists > 1"))
    assert [mistake.column for mistake in mistakes_in(text)] == [11, 35]


def test_a_condition_too_long_to_be_one_is_told_once() -> None:
    mistake = the_mistake_in(changed(("activity.amount >= 10", f"activity.store == '{'x' * 2000}'")))
    assert "at most 2,000 characters" in mistake.message


def test_of_endless_mistakes_the_first_five_hundred_are_told() -> None:
    told = mistakes_in("".join(f"field-{number}: 1\n" for number in range(2000)))
    assert len(told) == 500
    assert told[-1].line < 500


def test_all_mistakes_are_told_at_once_in_the_order_of_the_file() -> None:
    text = changed(
        ("zone: Europe/Amsterdam", "zone: Mars"),
        ("    name: Points\n", ""),
        ("earn: points", "ern: points"),
        ("activity.amount >= 10", "activity.amount >= ten"),
        ("amount: 10", "amount: ten"),
        ("weight: 9", "wieght: 9"),
        ("{asset: points,", "{asset: gold,"),
    )
    lines = [mistake.line for mistake in mistakes_in(text)]
    assert lines == sorted(lines)
    assert [mistake.path for mistake in mistakes_in(text)] == [
        "zone",
        "assets.points.name",
        "earning[1].earn",
        "earning[1].when",
        "earning[1].ern",
        "earning[1].amount",
        "wheels.lucky.segments[1].weight",
        "wheels.lucky.segments[1].wieght",
        "wheels.lucky.segments[2].prize.asset",
    ]


def test_a_text_may_leave_out_any_language_but_the_default() -> None:
    assert mistakes_in(changed(("{en: Spins, nl: Draaien}", "{en: Spins}"))) == []


def test_a_name_given_twice_does_not_hide_other_mistakes() -> None:
    text = changed(("zone: Europe/Amsterdam", "zone: Mars\nzone: Europe/Amsterdam"), ("weight: 9", "weight: 0"))
    assert [mistake.line for mistake in mistakes_in(text)] == [4, 5, line_of("weight: 0", text)]
