"""Books that only the engine has written are clean, whatever happens meanwhile."""

import asyncio

from app.causes.gifts import Gifts, Total
from app.causes.store import read_totals
from app.engine.activities import Join, Purchase
from app.engine.audit import members as audit_of_members
from app.engine.audit.audit import audit
from app.engine.backend import Backend
from app.engine.join import join
from app.engine.record import record
from app.members.newcomer import new_member
from app.storage.client import Database


async def test_everything_that_real_activities_wrote_adds_up(lived_in: Database) -> None:
    report = await audit(lived_in)
    assert report.violations == []
    assert report.clean
    assert report.members == 3
    assert report.transactions == await lived_in.ledger.count_documents({})
    assert report.activities == await lived_in.activities.count_documents({})
    assert (report.plays, report.receipts, report.purchases) == (9, 6, 6)


async def test_the_history_that_is_audited_holds_every_kind_of_transaction(lived_in: Database) -> None:
    kinds = set(await lived_in.ledger.distinct("kind"))
    assert kinds == {"earn", "spend", "activate", "expire", "donate", "take_back", "adjust", "reverse"}
    assert await lived_in.members.count_documents({"wallet.stars.debt": {"$gt": 0}}) > 0


async def test_totals_are_those_of_the_wallets_and_the_ledger(lived_in: Database) -> None:
    report = await audit(lived_in)
    wallets = [member["wallet"] async for member in lived_in.members.find()]
    for asset, totals in report.totals.items():
        held = sum(lot["remaining"] for wallet in wallets for lot in wallet[asset]["lots"])
        assert totals.outstanding == held - sum(wallet[asset]["debt"] for wallet in wallets)
        assert totals.difference == 0
    expired = [row["amount"] async for row in lived_in.ledger.find({"kind": "expire"})]
    assert sum(totals.expired for totals in report.totals.values()) == -sum(expired) > 0
    assert report.totals["spins"].redeemed == 9
    assert report.totals["stars"].donated == 3 * 2
    assert report.totals["miles"].issued == 3 * (2 + 0)


async def test_what_was_given_to_causes_is_told_by_all_who_know_of_it(lived_in: Database) -> None:
    report = await audit(lived_in)
    reef = Gifts({"stars": 3 * 2}, worth=3 * 20, shared=3 * (125 - 50 + 49))
    assert report.given == {"reef": Total(reef, 3), "trees": Total()}
    assert await read_totals(lived_in) == report.given


async def test_an_empty_database_is_clean(backend: Backend) -> None:
    report = await audit(backend.database)
    assert report.clean
    assert (report.members, report.transactions) == (0, 0)


async def test_progress_ends_at_the_total(lived_in: Database) -> None:
    told: list[tuple[int, int]] = []
    report = await audit(lived_in, lambda done, total: told.append((done, total)))
    assert told[-1] == (report.read, report.read)
    assert [done for done, _ in told] == sorted(done for done, _ in told)


async def test_more_members_than_one_group_are_all_audited(backend: Backend) -> None:
    count = 2 * audit_of_members.AT_ONCE + 1
    newcomers = [new_member(zone="UTC", language="en", joined_at=backend.clock.now()) for _ in range(count)]
    await backend.database.members.insert_many(newcomers)
    report = await audit(backend.database)
    assert report.clean
    assert report.members == count


async def test_a_server_may_go_on_working_meanwhile(backend: Backend) -> None:
    async def work() -> None:
        for name in range(40):
            here = Join(zone="Europe/Amsterdam", language="en")
            member = (await join(backend, f"login:{name}", here, "join", "app"))["member"]
            bought = Purchase(partner="till", reference=f"r{name}", amount=1000, currency="EUR")
            await record(backend, member, bought, "p", "partner:till")

    working = asyncio.create_task(work())
    audits = 0
    while not working.done():
        report = await audit(backend.database)
        assert report.violations == []
        audits += 1
    await working
    assert audits > 1
    assert (await audit(backend.database)).members == 40
