"""Mistakes in earning rules and declared activities: each is told once, at its line and in plain words."""

import pytest
from programme_texts import FULL, changed, line_of, mistakes_in, the_mistake_in

MISTAKES = [
    ("multiply: 2,", "multiply: -1,", "double", "`multiply` must be a number from 0 to 100 with at most 2 decimals"),
    ("multiply: 2,", "multiply: 100.01,", "double", "`multiply` must be a number from 0 to 100 with at most 2 decimal"),
    ("multiply: 2,", "multiply: 1.005,", "double", "`multiply` must be a number from 0 to 100 with at most 2 decimals"),
    ("multiply: 2,", "multiply: true,", "double", "`multiply` must be a number from 0 to 100 with at most 2 decimals"),
    ("of: [shopping]", "of: [shoping]", "double", "there is no rule `shoping`; did you mean `shopping`?"),
    ("of: [shopping]", "of: [back]", "double", "`back` multiplies too, and only what other rules earn can be multi"),
    ("of: [shopping]", "of: [double]", "double", "`double` multiplies too"),
    ("of: [shopping]", "of: [soon]", "double", "`soon` is for another activity (`visit`), so it never meets this one"),
    ("double, on: purchase, earn: points", "double, on: purchase, earn: spins", "double", "`shopping` earns another a"),
    ("of: [shopping]", "of: [shopping], budget: 5", "double", "`budget` does not go with `multiply`: give the rules t"),
    ("of: [shopping]", "of: [shopping], per: 1.00", "double", "`per` does not go with `multiply`: a multiplier has no"),
    ("of: [shopping]", "of: [shopping], rounding: up", "double", "`rounding` does not go with `multiply`"),
    ("of: [shopping]", "of: [shopping], amount: 5", "double", "a rule has `amount` or `multiply`, not both"),
    ("multiply: 2, of: [shopping]", "amount: 2, of: [shopping]", "double", "only a rule with `multiply` has `of`"),
    ("    amount: 1\n    cap", "    cap", "happy-hour", "`amount` is missing; add it to `earning[4]`, or `multiply` o"),
    ("until: 2027-03-31", "until: 2027-02-28", "until", "`until` is not after `from` (2027-03-01 09:00); change one o"),
    ("until: 2027-03-31", "until: 2027-03-01 09:00", "until", "`until` is not after `from`"),
    ("until: 2027-03-31", "until: 31-3-2027", "until", "`until` must be a date or a minute, for example 2027-03-01 or"),
    ("until: 2027-03-31", "until: 2027-02-30", "until", "`until` must be a date or a minute"),
    ("from: 2027-03-01 09:00", "from: 2027-03-01 25:00", "from: 2027", "`from` must be a date or a minute"),
    ("from: 2027-03-01 09:00", "from: 0001-01-01", "from: 0001", "`from` must be in the years 0002 to 9998"),
    ("[sat, sun]", "[sat, sunday]", "weekdays", "`weekdays[2]` must be one of `mon`, `tue`, `wed`, `thu`, `fri`, `sat"),
    ("[sat, sun]", "[]", "weekdays", "`weekdays` must have at least 1 part"),
    ("17:00-19:00", "17-19", "hours", "`hours` must be hours of the day, for example 17:00-19:00 or 22:00-02:00"),
    ("17:00-19:00", "17:00-25:00", "hours", "`hours` must be hours of the day"),
    ("17:00-19:00", "00:00-24:00", "hours", "`hours` must not start and end at the same time; for the whole day le"),
    ("{amount: 5, per: week}", "{per: week}", "cap", "a cap needs an `amount`, a number of `times` or both"),
    ("{amount: 5, per: week}", "{amount: 0}", "cap", "`amount` must be 1 or more"),
    ("budget: 100", "budget: 0", "budget", "`budget` must be 1 or more"),
    ("within: 1 month", "within: 1 week", "soon", "`within` must grow from step to step, but 1 week is not longer tha"),
    ("{within: 7d, amount: 5}, {within: 1 month, amount: 2}", "", "soon", "`decay` must have at least 1 part"),
    ("soon, on: visit,", "soon, on: purchase, per: 2.00,", "soon", "`decay` pays fixed amounts; take `per` out"),
    ("when: member.days_since_purchase > 120, ", "", "back", "`holds_until` needs a condition that holds; add `when`"),
    ("holds_until: month", "holds_until: summer", "back", "`holds_until` must be one of `day`, `week`, `month`, `year"),
    ("first: true", "first: yes", "shares", "`first` must be true or false"),
    ("first: true", "surprise: true", "shares", "a surprise needs a moment at which it starts; add `from`"),
    ("first: true", "surprise: maybe", "shares", "`surprise` must be true or false"),
    ("id: shopping\n", "id: shopping\n    surprise: true\n    from: 2027-01-01\n", "double", "`shopping` is a"),
    ("on: share", "on: shares", "id: shares", "there is no activity `shares`; did you mean `share`? Otherwise add it"),
    ("on: share,", "on: share, per: 1.00,", "id: shares", "`per` needs money, and a share has none; take it out"),
    ("activity.fields.network", "activity.fields.netwrk", "id: shares", "activity.fields.netwrk is unknown; did you m"),
    ('network == "mastodon"', "network == 5", "id: shares", "a text cannot be compared with a whole number"),
    ("stacking: add", "stacking: all", "stacking", "`stacking` must be one of `highest`, `add`, `multiply`"),
    ("  share:\n", "  purchase:\n", "  purchase:", "`purchase` is a kind of activity by itself; give this one another"),
    ("  review: {", "  Re-view: {", "  Re-view", "`Re-view` is not a valid name: use 1 to 40 lower-case letters, digi"),
    ("  review: {", "  import: {", "  import", "`import` is a word of the rule language; use another name"),
    ("{stars: int,", "{in: int,", "review", "`in` is a word of the rule language; use another name"),
    ("from: [app, partner]\n", "from: [app, till]\n", "from: [app, till]", "`from[2]` must be one of `app`, `partner`"),
    ("    from: [app, partner]\n    daily", "    daily", "  share:", "`from` is missing; add it to `share`"),
    ("daily_limit: 3", "daily_limit: 0", "daily_limit", "`daily_limit` must be 1 or more"),
    ("network: string\n", "network: text\n", "network: text", "`network` must be one of `string`, `int`, `number`, `b"),
    ("int, network: string}", "int, network: int}", "review", "`network` is `string` in `share`; give it the same typ"),
    ("name: Visit, ", "name: Visit, fields: {mood: string}, ", "  visit: {", "a visit has its fields, `store` and `ch"),
]  # fmt: skip


def test_the_full_programme_has_no_mistakes() -> None:
    assert mistakes_in(FULL) == []


@pytest.mark.parametrize(("old", "new", "where", "words"), MISTAKES)
def test_a_mistake_in_a_rule_is_told_once_at_its_line_and_in_plain_words(
    old: str, new: str, where: str, words: str
) -> None:
    assert old in FULL
    text = FULL.replace(old, new, 1)
    told = mistakes_in(text)
    about_other_lines = {"`share`", "activity.fields.network"}  # what breaks where a renamed activity was used
    mistake = next(one for one in told if words in one.message)
    assert mistake.line == line_of(where, text)
    assert all(any(word in one.message for word in about_other_lines) for one in told if one is not mistake)


def test_a_rule_may_ask_only_about_declared_fields() -> None:
    mistake = the_mistake_in(changed(("activity.amount >= 10", "activity.fields.network == 'x'")))
    assert "activity.fields.network is unknown" in mistake.message


def test_a_wheel_may_ask_how_often_a_declared_activity_was_done() -> None:
    text = FULL.replace(
        "eligible: member.purchases > 0", "eligible: member.times.share > 2 && member.days_since.review < 9"
    )
    assert mistakes_in(text) == []
