"""Offers in the programme file: what is wrong with them is told once, at its line, in plain words."""

import pytest
from programme_texts import SMALL, line_of

from app.programme.load import load
from app.programme.mistakes import Mistake, ProgrammeMistakes
from app.programme.model import How, Programme
from app.programme.vocabulary import vocabulary

OFFERS = """\
offers:
  tea:
    name: Tea
    how: each_visit
    about: [tea]
    benefit: {free: 1, of: [tea], most: 4.00}
    from: 2027-03-01
    until: 2027-03-31 18:00
    eligible: member.visits >= 2
    early: {when: member.visits >= 9, from: 2027-02-27}
  voucher:
    name: Voucher
    how: buy
    price: {asset: points, amount: 100}
    refundable: 14d
    benefit: {amount: 5.00}
    smallest_purchase: 20.00
  coupon:
    name: Coupon
    how: after
    after: {on: purchase, least: 50.00, when: activity.items > 2}
    benefit: {percent: 12.5}
  party: {name: Party, benefit: {access: Party}, stock: 10, cap: {times: 1, per: month}}
  bag:
    name: Bag
    surprise:
      - {id: cake, label: Cake, weight: 1, benefit: {percent: 10}}
      - {id: cash, label: Cash, weight: 9, benefit: {amount: 1.00}}
choosing:
  on: [visit, purchase]
  alternatives: [[tea, coffee], [meat, fish]]
"""


def programme(*changes: tuple[str, str]) -> Programme:
    return load(SMALL + _changed(*changes), vocabulary())


def mistakes(*changes: tuple[str, str]) -> list[Mistake]:
    with pytest.raises(ProgrammeMistakes) as wrong:
        programme(*changes)
    return wrong.value.mistakes


def test_offers_are_read() -> None:
    offers = programme().offers
    assert [offer.how for offer in offers.values()] == [How.EACH_VISIT, How.BUY, How.AFTER, How.CLAIM, How.CLAIM]
    assert str(offers["tea"].lasts) == "30 days"
    assert programme().choosing.alternatives == (("tea", "coffee"), ("meat", "fish"))


MISTAKES = [
    ("benefit: {percent: 12.5}", "text: Nothing", "  coupon:", "an offer has either a `benefit` or a `surprise`"),
    ("    surprise:", "    benefit: {percent: 1}\n    surprise:", "  bag:", "an offer has either a `benefit` or a `s"),
    ("{percent: 12.5}", "{percent: 12.5, free: 1}", "12.5", "one of `percent`, `amount`, `free`, `multiply` and `acc"),
    ("{percent: 12.5}", "{of: [tea]}", "benefit: {of: [tea]}", "a benefit is one of `percent`, `amount`, `free`"),
    ("{percent: 12.5}", "{multiply: 2}", "multiply: 2", "say what is multiplied: add `earn`, an asset that purchases"),
    ("{percent: 12.5}", "{multiply: 1, earn: points}", "multiply: 1", "an offer multiplies by more than 1"),
    ("{percent: 12.5}", "{multiply: 101, earn: points}", "multiply: 101", "must be a number from 0 to 100"),
    ("{percent: 12.5}", "{multiply: 2, earn: spins}", "multiply: 2", "no rule for purchases earns `spins`, so there"),
    ("{percent: 12.5}", "{multiply: 2, earn: stars}", "multiply: 2", "there is no asset `stars`"),
    ("{percent: 12.5}", "{multiply: 2, earn: points, most: 5.00}", "most: 5", "`most` does not go with `multiply`"),
    ("{percent: 12.5}", "{percent: 12.5, earn: points}", "earn: points", "`earn` does not go with `percent`"),
    ("{access: Party}", "{access: Party, of: [tea]}", "party:", "`of` does not go with `access`; take it out"),
    ("{amount: 5.00}", "{amount: 5.00, most: 3.00}", "amount: 5.00", "`most` does not go with `amount`; take it out"),
    ("{free: 1, of: [tea], most", "{free: 1, most", "free: 1", "say what is free: add `of`, a list of categories, or"),
    ("weight: 1, benefit: {percent: 10}", "weight: 1, benefit: {}", "id: cake", "a benefit is one of"),
    ("id: cash", "id: cake", "label: Cash", "`cake` exists already, on line"),
    ("    price: {asset: points, amount: 100}\n    refundable: 14d\n", "", "  voucher:", "`how: buy` needs a `price`"),
    ("how: buy", "how: claim", "price:", "only what is bought has a `price`: use `how: buy` or `how: staff`"),
    ("asset: points, amount: 100", "asset: stars, amount: 100", "price:", "there is no asset `stars`"),
    ("amount: 100}", "amount: 0}", "price:", "`amount` must be 1 or more"),
    ("    after: {on: purchase, least: 50.00, when: activity.items > 2}\n", "", "  coupon:", "add `after`, for exam"),
    ("how: after", "how: staff", "after:", "`after` goes with `how: after` or, if members"),
    ("    how: after\n", "", "after:", "`after` goes with `how: after` or, if members can claim it too, `how: claim`"),
    ("on: purchase, least", "on: visit, least", "after: {", "only a purchase has an amount: use `on: purchase`"),
    ("on: purchase, least: 50.00", "on: order", "after: {", "there is no activity `order`"),
    ("activity.items > 2", "activity.itms > 2", "after: {", "activity.itms is unknown"),
    ("member.visits >= 2", "activity.amount >= 2", "eligible", "activity.amount"),
    ("{percent: 12.5}", "{percent: 12.5}\n    refundable: 7d", "refundable: 7d", "without a `price` there is nothing"),
    ("until: 2027-03-31 18:00", "until: 2027-02-01", "until", "`until` is not after `from` (2027-03-01)"),
    ("from: 2027-02-27", "from: 2027-03-01", "early", "early access begins before everybody's (2027-03-01)"),
    ("    from: 2027-03-01\n", "", "early", "early access needs a start for everybody else; add `from`"),
    ("member.visits >= 9", "activity.amount >= 9", "early", "activity.amount"),
    ("{amount: 5.00}", "{amount: 0}", "benefit: {amount: 0}", "`amount` must be more than 0"),
    ("{amount: 5.00}", "{amount: 5.001}", "5.001", "is finer than EUR allows"),
    ("smallest_purchase: 20.00", "smallest_purchase: 0", "smallest_purchase", "`smallest_purchase` must be more than"),
    ("about: [tea]", 'about: [" "]', "about", "must be a name of 1 to 100 characters, as the tills write it"),
    ("[meat, fish]", "[meat]", "alternatives", "alternatives are two categories or more"),
    ("[meat, fish]", "[meat, tea]", "alternatives", "`tea` is in the lists already"),
    ("on: [visit, purchase]", "on: [review]", "on: [review]", "must be one of `check_in`, `join`, `purchase`"),
    ("how: buy", "how: convert\n    stock: 5", "stock: 5", "`stock` does not go with `how: convert`; take it out"),
    ("name: Coupon", "name: Coupon\n    sold_by: [app]", "sold_by", "`sold_by` goes with `how: buy` only; take it out"),
    ("refundable: 14d", "sold_by: []", "sold_by", "`sold_by` must have at least 1 part"),
    ("how: each_visit", "how: sometimes", "how:", "`how` must be one of `claim`, `buy`, `convert`, `each_vi"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "line", "words"), MISTAKES)
def test_a_mistake_is_told_once_at_its_line(old: str, new: str, line: str, words: str) -> None:
    found = mistakes((old, new))
    assert [words in mistake.message for mistake in found] == [True], [mistake.message for mistake in found]
    assert found[0].line == SMALL.count("\n") + line_of(line, _changed((old, new)))


def _changed(*changes: tuple[str, str]) -> str:
    text = OFFERS
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text
