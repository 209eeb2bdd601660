"""The demo members live on any programme, in its currency."""

from pathlib import Path

import pytest
from journey_world import Journey, Travel

from app.demo import load_demo, partner_query
from app.programme.examples import examples

YEN = """
programme: yen
name: Yen
languages: [en]
zone: Asia/Tokyo
currency: JPY
assets: {points: {name: Points}}
earning: [{id: points, on: purchase, earn: points, amount: 1, per: 100}]
"""
SMALL = YEN.replace("currency: JPY", "currency: JPY\nlargest_purchase: 2000")
POINTS = '{ me { wallet { balance(asset: "points") { available } } } }'


async def points(journey: Journey, who: str) -> int:
    available: int = (await journey.member(who, POINTS))["me"]["wallet"]["balance"]["available"]
    return available


@pytest.fixture
def written(tmp_path: Path) -> Path:
    return tmp_path / "programme.yaml"


async def test_purchases_are_in_the_currency_of_the_programme(travel: Travel, written: Path) -> None:
    written.write_text(YEN, encoding="utf-8")
    async with travel(str(written)) as journey:
        demo = await load_demo(journey.opened)
        assert demo.currency == "JPY"
        assert await points(journey, "anna") == 29 + 29 + 14 + 26
        recorded = await journey.till(partner_query("JPY"))
        assert [one["message"] for one in recorded["recordPurchase"]["outcomes"]] == ["Points +29"]
        await journey.check_books()


async def test_what_the_rules_refuse_is_left_out(travel: Travel, written: Path) -> None:
    written.write_text(SMALL, encoding="utf-8")
    async with travel(str(written)) as journey:
        await load_demo(journey.opened)
        assert await points(journey, "anna") == 14
        assert await journey.opened.database.members.count_documents({}) == 3


async def test_loading_again_changes_nothing_whatever_the_rules_are_by_now(travel: Travel, written: Path) -> None:
    for text in (YEN, SMALL):
        written.write_text(text, encoding="utf-8")
        async with travel(str(written)) as journey:
            await load_demo(journey.opened)
            assert await points(journey, "anna") == 29 + 29 + 14 + 26
            assert await journey.opened.database.members.count_documents({}) == 3
            await journey.check_books()


@pytest.mark.parametrize("example", examples())
async def test_the_demo_members_live_on_every_example(travel: Travel, example: str) -> None:
    async with travel(example) as journey:
        await load_demo(journey.opened)
        assert await journey.opened.database.activities.count_documents({"kind": "purchase"}) == 7
        await journey.check_books()


def test_the_first_purchase_to_paste_has_the_decimals_of_the_currency() -> None:
    assert 'amount: "29.33", currencyCode: "EUR"' in partner_query("EUR")
    assert 'amount: "2933", currencyCode: "JPY"' in partner_query("JPY")
