"""A programme without tiers, and one whose levels count money, over the member API."""

import pytest
from member_world import PROGRAMME, World
from test_member_tiers import PAID, PUBLISHED, TIER

MONEY = """
tiers:
  qualify: {by: spent, calendar: year}
  levels: [{id: friend, name: Friend, from: 250.50}]
"""


@pytest.fixture
def programme(request: pytest.FixtureRequest) -> str:
    return PROGRAMME + str(getattr(request, "param", ""))


async def test_without_tiers_there_is_nothing_to_show(world: World) -> None:
    await world.join()
    assert (await world.ask(TIER))["me"]["tier"] is None
    assert (await world.ask(PAID))["me"]["paidMemberships"] == []
    assert (await world.ask(PUBLISHED))["programme"] == {"tiers": None, "memberships": []}


@pytest.mark.parametrize("programme", [MONEY], indirect=True)
async def test_money_that_counts_is_shown_as_money(world: World) -> None:
    await world.join()
    await world.buys(10_000)
    tier = (await world.ask(TIER))["me"]["tier"]
    assert tier["counted"] == {"amount": 10_000, "words": "€100.00", "asset": None, "money": {"amount": "100.00"}}
    assert tier["next"]["missing"] == {"amount": 15_050, "words": "€150.50"}
