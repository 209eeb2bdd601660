"""A draft that changes nothing makes no difference, whatever members have done."""

from datetime import datetime

import pytest
from replay_world import MIDDLE, NOW, START, backend_with, draft, lived

from app.clock import FixedClock
from app.engine.state import state_from
from app.programme.examples import example, examples
from app.replay.replay import replay
from app.storage.client import Database
from app.wallet.settle import settled


@pytest.mark.parametrize("name", examples())
async def test_replaying_the_programme_in_force_makes_no_difference(
    database: Database, clock: FixedClock, name: str
) -> None:
    backend = await backend_with(database, clock, example(name))
    lives = await lived(database, name, members=8, days=200)
    for since, until in ((START, None), (MIDDLE, datetime(2027, 9, 1, tzinfo=MIDDLE.tzinfo))):
        report = await replay(backend, draft(example(name), since, until))
        assert report.changed.kept == []
        assert report.refused.kept == []
        assert report.affected == 0
        assert report.really == report.would
        assert report.members_by_rule.total() == 0
        assert report.members == len(lives)


async def test_what_really_happened_is_what_the_ledger_and_the_wallets_say(
    database: Database, clock: FixedClock
) -> None:
    backend = await backend_with(database, clock, example("demo"))
    lives = await lived(database, "demo")
    report = await replay(backend, draft(example("demo"), datetime(2026, 1, 1, tzinfo=START.tzinfo)))
    held = [holding for life in lives for holding in state_from(life.history.document).wallet.values()]
    for asset in ("points", "spins"):
        now_held = sum(one.available + one.pending for holding in held if (one := settled(holding, NOW)).asset == asset)
        assert report.really.by_heading[asset, "outstanding"] == now_held
    paid = [row async for row in database.ledger.find({"kind": "earn"})]
    for asset, rule in report.really.by_rule:
        amounts = [row["amount"] for row in paid if (row["asset"], row["rule"]) == (asset, rule)]
        assert report.really.by_rule[asset, rule] == sum(amounts)


async def test_a_replay_writes_nothing(database: Database, clock: FixedClock) -> None:
    backend = await backend_with(database, clock, example("demo"))
    await lived(database, "demo", members=4, days=60)
    before = await everything(database)
    await replay(backend, draft(example("demo").replace("amount: 5\n", "amount: 6\n")))
    assert await everything(database) == before


async def everything(database: Database) -> dict[str, list[object]]:
    names = sorted(await database.list_collection_names())
    return {name: list(await database[name].find().sort("_id", 1).to_list()) for name in names}
