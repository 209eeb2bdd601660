"""The audit over the API."""

from api_world import World, key

from app.engine.activities import Purchase, Visit
from app.engine.record import record
from app.identity.callers import Role

AUDIT = """{ auditLedger {
  clean members transactions postings activities violationCount
  totals { asset issued redeemed expired outstanding difference }
  violations { kind memberId document message }
} }"""


async def test_an_audit_counts_and_finds_the_books_right(world: World) -> None:
    member = await world.joined()
    purchase = Purchase(partner="till", reference="r1", amount=2500, currency="EUR")
    await record(world.backend, member, purchase, key(), "partner:till")
    audit = (await world.staff(AUDIT, Role.FINANCE))["auditLedger"]
    assert (audit["clean"], audit["violationCount"], audit["violations"]) == (True, 0, [])
    assert (audit["members"], audit["transactions"], audit["activities"]) == (1, 3, 2)
    points = next(total for total in audit["totals"] if total["asset"] == "points")
    assert (points["issued"], points["outstanding"], points["difference"]) == (25, 25, 0)


async def test_an_audit_names_what_does_not_add_up(world: World) -> None:
    member = await world.joined()
    await record(world.backend, member, Visit(), key(), "app")
    await world.database.ledger.update_one({"member": member}, {"$set": {"amount": 6}})
    audit = (await world.staff(AUDIT, Role.FINANCE))["auditLedger"]
    assert audit["clean"] is False
    assert audit["violationCount"] == len(audit["violations"]) >= 1
    assert "unbalanced" in {violation["kind"] for violation in audit["violations"]}
    assert all(violation["message"] for violation in audit["violations"])
