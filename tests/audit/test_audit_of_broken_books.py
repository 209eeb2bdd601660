"""What somebody changes behind the engine's back is found and named."""

from datetime import UTC, datetime
from typing import Any

from app.engine.audit.audit import audit
from app.engine.audit.report import VIOLATIONS_KEPT, AuditReport, Check
from app.storage.client import Database, Row

EARNED = {"kind": "earn", "asset": "stars"}


async def one(database: Database, collection: str, wanted: Row) -> Row:
    """The first document that matches."""
    found = await database[collection].find_one(wanted, sort=[("_id", 1)])
    assert found is not None
    return found


async def change(database: Database, collection: str, document: Row, **values: Any) -> None:
    """Set fields of one document; `__` stands for a dot."""
    values = {name.replace("__", "."): value for name, value in values.items()}
    changed = await database[collection].update_one({"_id": document["_id"]}, {"$set": values})
    assert changed.modified_count == 1


def named(report: AuditReport, kind: Check) -> set[str]:
    """The documents named by the violations of a kind."""
    return {violation.id for violation in report.violations if violation.kind is kind}


async def test_a_changed_posting_no_longer_sums_to_zero(lived_in: Database) -> None:
    row = await one(lived_in, "ledger", EARNED)
    await change(lived_in, "ledger", row, postings__1__amount=-1)
    report = await audit(lived_in)
    assert named(report, Check.UNBALANCED) == {row["_id"]}
    assert named(report, Check.TOTALS) == {"stars"}


async def test_an_amount_changed_on_both_sides_differs_from_the_activity_and_the_balance(lived_in: Database) -> None:
    row = await one(lived_in, "ledger", EARNED)
    more = row["amount"] + 100
    await change(
        lived_in,
        "ledger",
        row,
        amount=more,
        postings__0__amount=more,
        postings__0__lots__0__amount=more,
        postings__1__amount=-more,
    )
    report = await audit(lived_in)
    assert named(report, Check.EFFECT_CHANGED) == {row["_id"]}
    assert named(report, Check.BALANCE) == {row["_id"]}
    assert named(report, Check.TOTALS) == {"stars"}


async def test_an_amount_beside_its_postings_is_found(lived_in: Database) -> None:
    row = await one(lived_in, "ledger", EARNED)
    await change(lived_in, "ledger", row, amount=row["amount"] + 1)
    report = await audit(lived_in)
    assert named(report, Check.UNBALANCED) == {row["_id"]}


async def test_a_deleted_transaction_leaves_a_gap_and_an_effect_without_it(lived_in: Database) -> None:
    row = await one(lived_in, "ledger", EARNED)
    await lived_in.ledger.delete_one({"_id": row["_id"]})
    report = await audit(lived_in)
    number = int(row["_id"].rpartition(":")[2])
    assert named(report, Check.NUMBERS) == {f"{row['member']}:{number + 1:010}"}
    assert named(report, Check.EFFECT_MISSING) == {row["activity"]}
    assert len(named(report, Check.BALANCE)) == 1


async def test_a_deleted_last_transaction_is_missed_by_the_member(lived_in: Database) -> None:
    [row] = await lived_in.ledger.find().sort("_id", -1).limit(1).to_list()
    await lived_in.ledger.delete_one({"_id": row["_id"]})
    report = await audit(lived_in)
    assert named(report, Check.NUMBERS) == {row["member"]}


async def test_a_changed_lot_differs_from_what_the_transactions_lead_to(lived_in: Database) -> None:
    member = await one(lived_in, "members", {"wallet.miles.lots.0": {"$exists": True}})
    await change(lived_in, "members", member, wallet__miles__lots__0__remaining=77)
    report = await audit(lived_in)
    assert named(report, Check.LOTS) == named(report, Check.BALANCE) == {member["_id"]}
    assert named(report, Check.TOTALS) == {"miles"}


async def test_a_lot_that_lasts_longer_than_it_was_earned_for_is_found(lived_in: Database) -> None:
    member = await one(lived_in, "members", {"wallet.miles.lots.0": {"$exists": True}})
    await change(lived_in, "members", member, wallet__miles__lots__0__expires_at=member["joined_at"])
    report = await audit(lived_in)
    assert set(report.found) == {Check.LOTS, Check.DUE}
    assert named(report, Check.LOTS) == {member["_id"]}


async def test_a_forgiven_debt_is_found(lived_in: Database) -> None:
    member = await one(lived_in, "members", {"wallet.stars.debt": {"$gt": 0}})
    await change(lived_in, "members", member, wallet__stars__debt=0)
    report = await audit(lived_in)
    assert named(report, Check.LOTS) == {member["_id"]}


async def test_a_debt_beside_lots_that_could_repay_it_is_found(lived_in: Database) -> None:
    member = await one(lived_in, "members", {"wallet.miles.lots.0": {"$exists": True}})
    await change(lived_in, "members", member, wallet__miles__debt=1)
    report = await audit(lived_in)
    assert named(report, Check.DEBT) == {member["_id"]}


async def test_a_badge_that_no_activity_awarded_is_found(lived_in: Database) -> None:
    member = await one(lived_in, "members", {})
    won = {"regular": [{"times": 1, "at": datetime(2026, 3, 2, tzinfo=UTC), "level": None}]}
    await change(lived_in, "members", member, badges__won=won)
    report = await audit(lived_in)
    assert named(report, Check.BADGE) == {member["_id"]}
    assert "activities awarded it 0 times" in report.violations[0].words


async def test_a_changed_balance_is_found_where_it_changes_and_where_it_goes_on(lived_in: Database) -> None:
    row = await one(lived_in, "ledger", EARNED)
    await change(lived_in, "ledger", row, available=row["available"] + 5)
    report = await audit(lived_in)
    assert set(report.found) == {Check.BALANCE}
    assert row["_id"] in named(report, Check.BALANCE)
    assert report.found[Check.BALANCE] == 2


async def test_spending_more_than_a_lot_has_earned_is_found(lived_in: Database) -> None:
    row = await one(lived_in, "ledger", {"kind": "adjust", "asset": "stars", "amount": {"$lt": 0}})
    first = row["postings"][0]["lots"][0]["amount"] - 1_000
    total = row["amount"] - 1_000
    await change(
        lived_in,
        "ledger",
        row,
        amount=total,
        postings__0__amount=total,
        postings__0__lots__0__amount=first,
        postings__1__amount=-total,
    )
    report = await audit(lived_in)
    assert named(report, Check.OVERSPENT) >= {row["_id"]}


async def test_an_effect_booked_twice_is_explained_by_no_activity(lived_in: Database) -> None:
    row = await one(lived_in, "ledger", EARNED)
    member = await one(lived_in, "members", {"_id": row["member"]})
    again = f"{row['member']}:{member['transactions'] + 1:010}"
    await lived_in.ledger.insert_one({**row, "_id": again})
    report = await audit(lived_in)
    assert named(report, Check.UNEXPLAINED) == {again}
    assert named(report, Check.NUMBERS) == {row["member"]}


async def test_two_outcomes_that_claim_one_transaction_are_found(lived_in: Database) -> None:
    activity = await one(lived_in, "activities", {"kind": "purchase"})
    outcome = next(outcome for outcome in activity["outcomes"] if outcome["type"] == "earned")
    await lived_in.activities.update_one({"_id": activity["_id"]}, {"$push": {"outcomes": outcome}})
    report = await audit(lived_in)
    assert dict(report.found) == {Check.EFFECT_TWICE: 1}
    assert named(report, Check.EFFECT_TWICE) == {activity["_id"]}


async def test_a_second_reversal_is_found(lived_in: Database) -> None:
    reversal = await one(lived_in, "ledger", {"kind": "reverse"})
    [last] = await lived_in.ledger.find({"member": reversal["member"]}).sort("_id", -1).limit(1).to_list()
    await change(lived_in, "ledger", last, reverses=reversal["reverses"])
    report = await audit(lived_in)
    assert dict(report.found) == {Check.REVERSAL: 1}
    assert named(report, Check.REVERSAL) == {last["_id"]}


async def test_a_reversal_of_another_members_transaction_is_found(lived_in: Database) -> None:
    reversal = await one(lived_in, "ledger", {"kind": "reverse"})
    other = await one(lived_in, "ledger", {"member": {"$ne": reversal["member"]}, "kind": "adjust"})
    await change(lived_in, "ledger", reversal, reverses=other["_id"])
    report = await audit(lived_in)
    assert dict(report.found) == {Check.REVERSAL: 1}
    assert named(report, Check.REVERSAL) == {reversal["_id"]}


async def test_a_reversal_that_moves_another_amount_than_what_it_undoes_is_found(lived_in: Database) -> None:
    reversal = await one(lived_in, "ledger", {"kind": "reverse"})
    other = await one(lived_in, "ledger", {"member": reversal["member"], "asset": "spins", "kind": "earn"})
    await change(lived_in, "ledger", reversal, reverses=other["_id"])
    report = await audit(lived_in)
    assert named(report, Check.REVERSAL) == {reversal["_id"]}


async def test_a_missing_activity_leaves_its_transactions_unexplained(lived_in: Database) -> None:
    activity = await one(lived_in, "activities", {"kind": "adjustment"})
    await lived_in.activities.delete_one({"_id": activity["_id"]})
    report = await audit(lived_in)
    assert dict(report.found) == {Check.UNEXPLAINED: 1}
    assert named(report, Check.UNEXPLAINED) == {activity["outcomes"][0]["transaction"]}


async def test_a_transaction_that_belongs_to_nothing_is_found(lived_in: Database) -> None:
    row = await one(lived_in, "ledger", {"kind": "spend"})
    await change(lived_in, "ledger", row, activity=None)
    report = await audit(lived_in)
    assert named(report, Check.EFFECT_CHANGED) == {row["_id"]}


async def test_an_expiry_that_says_an_activity_caused_it_is_found(lived_in: Database) -> None:
    row = await one(lived_in, "ledger", {"kind": "expire"})
    activity = await one(lived_in, "activities", {"member": row["member"]})
    await change(lived_in, "ledger", row, activity=activity["_id"])
    report = await audit(lived_in)
    assert dict(report.found) == {Check.UNEXPLAINED: 1}
    assert named(report, Check.UNEXPLAINED) == {row["_id"]}


async def test_documents_of_a_member_who_does_not_exist_are_found(lived_in: Database) -> None:
    for stranger in ("mem_000000000000000000000000", "mem_zzzzzzzzzzzzzzzzzzzzzzzz"):
        row = await one(lived_in, "ledger", EARNED)
        postings = [{**row["postings"][0], "account": f"member:{stranger}:available"}, row["postings"][1]]
        copy = {**row, "_id": f"{stranger}:0000000001", "member": stranger, "activity": None, "postings": postings}
        await lived_in.ledger.insert_one(copy)
    report = await audit(lived_in)
    assert named(report, Check.FOREIGN) == {"mem_000000000000000000000000:0000000001",
                                            "mem_zzzzzzzzzzzzzzzzzzzzzzzz:0000000001"}  # fmt: skip
    assert report.members == 3


async def test_a_member_who_was_deleted_leaves_foreign_documents(lived_in: Database) -> None:
    member = await one(lived_in, "members", {})
    await lived_in.members.delete_one({"_id": member["_id"]})
    report = await audit(lived_in)
    assert {violation.member for violation in report.violations if violation.kind is Check.FOREIGN} == {member["_id"]}


async def test_a_posting_to_another_members_account_is_found(lived_in: Database) -> None:
    row = await one(lived_in, "ledger", EARNED)
    other = await one(lived_in, "members", {"_id": {"$ne": row["member"]}})
    await change(lived_in, "ledger", row, postings__0__account=f"member:{other['_id']}:available")
    report = await audit(lived_in)
    assert named(report, Check.FOREIGN) == {row["_id"]}


async def test_a_transaction_that_says_it_is_another_members_is_found(lived_in: Database) -> None:
    row = await one(lived_in, "ledger", EARNED)
    await change(lived_in, "ledger", row, member="mem_other")
    report = await audit(lived_in)
    assert dict(report.found) == {Check.FOREIGN: 1}
    assert named(report, Check.FOREIGN) == {row["_id"]}


async def test_an_activity_ahead_of_its_member_is_found(lived_in: Database) -> None:
    activity = await one(lived_in, "activities", {"kind": "visit"})
    await change(lived_in, "activities", activity, number=1_000)
    report = await audit(lived_in)
    assert named(report, Check.ACTIVITY) == {activity["member"]}


async def test_an_activity_under_another_key_is_found(lived_in: Database) -> None:
    activity = await one(lived_in, "activities", {"kind": "visit"})
    await change(lived_in, "activities", activity, key="another")
    report = await audit(lived_in)
    assert dict(report.found) == {Check.ACTIVITY: 1}
    assert named(report, Check.ACTIVITY) == {activity["_id"]}


async def test_a_spin_without_its_play_is_found(lived_in: Database) -> None:
    play = await one(lived_in, "plays", {"segment": {"$ne": "jackpot"}})
    await lived_in.plays.delete_one({"_id": play["_id"]})
    report = await audit(lived_in)
    assert dict(report.found) == {Check.PLAY: 1}
    assert named(report, Check.PLAY) == {play["activity"]}


async def test_a_play_without_its_spin_is_found(lived_in: Database) -> None:
    play = await one(lived_in, "plays", {"segment": {"$ne": "jackpot"}})
    planted = f"{play['member']}:shiny:0:1000"
    await lived_in.plays.insert_one({**play, "_id": planted, "nonce": 1_000})
    report = await audit(lived_in)
    assert dict(report.found) == {Check.PLAY: 1}
    assert named(report, Check.PLAY) == {planted}


async def test_a_play_whose_segment_was_changed_is_found(lived_in: Database) -> None:
    play = await one(lived_in, "plays", {"segment": "jackpot"})
    await change(lived_in, "plays", play, segment="ten")
    report = await audit(lived_in)
    assert named(report, Check.PLAY) == {play["_id"]}
    assert named(report, Check.STOCK) == {"shiny:jackpot"}


async def test_a_stock_that_does_not_match_the_wins_is_found(lived_in: Database) -> None:
    await change(lived_in, "wheel_stocks", {"_id": "shiny:jackpot"}, taken=1)
    report = await audit(lived_in)
    assert dict(report.found) == {Check.STOCK: 1}
    assert named(report, Check.STOCK) == {"shiny:jackpot"}


async def test_a_counter_of_a_cause_that_was_changed_is_found(lived_in: Database) -> None:
    counter = await one(lived_in, "cause_counters", {"cause": "reef"})
    await change(lived_in, "cause_counters", counter, worth=counter["worth"] + 1)
    report = await audit(lived_in)
    assert dict(report.found) == {Check.CAUSE: 1}
    assert named(report, Check.CAUSE) == {"reef"}


async def test_a_counter_of_members_that_was_changed_is_found(lived_in: Database) -> None:
    counter = await one(lived_in, "cause_counters", {"cause": "reef"})
    await change(lived_in, "cause_counters", counter, members=counter["members"] + 1)
    assert named(await audit(lived_in), Check.CAUSE) == {"reef"}


async def test_a_member_who_keeps_more_than_they_gave_is_found(lived_in: Database) -> None:
    member = await one(lived_in, "members", {})
    await change(lived_in, "members", member, causes__given__reef__shared=9_999)
    assert named(await audit(lived_in), Check.CAUSE) == {member["_id"], "reef"}


async def test_a_donation_booked_to_another_cause_is_found(lived_in: Database) -> None:
    row = await one(lived_in, "ledger", {"kind": "donate", "rule": "cause:reef"})
    await change(lived_in, "ledger", row, postings__1__account="cause:trees")
    report = await audit(lived_in)
    assert named(report, Check.CAUSE) == {"cause:reef", "cause:trees"}


async def test_a_share_that_was_changed_in_its_activity_is_found(lived_in: Database) -> None:
    shared = {"outcomes.type": "shared_with_cause"}
    row = await one(lived_in, "activities", shared)
    await lived_in.activities.update_one({"_id": row["_id"], **shared}, {"$inc": {"outcomes.$.amount": 1}})
    report = await audit(lived_in)
    assert named(report, Check.CAUSE) == {row["member"]}


async def test_a_receipt_that_leads_nowhere_is_found(lived_in: Database) -> None:
    await lived_in.receipts.insert_one({"_id": "till:planted", "activity": "mem_x:nothing"})
    report = await audit(lived_in)
    assert dict(report.found) == {Check.RECEIPT: 1}
    assert named(report, Check.RECEIPT) == {"till:planted"}


async def test_a_receipt_of_another_reference_is_found(lived_in: Database) -> None:
    receipt = await one(lived_in, "receipts", {})
    other = await one(lived_in, "receipts", {"_id": {"$ne": receipt["_id"]}})
    await change(lived_in, "receipts", receipt, activity=other["activity"])
    report = await audit(lived_in)
    assert named(report, Check.RECEIPT) == {receipt["_id"]}


async def test_a_purchase_without_a_receipt_is_found(lived_in: Database) -> None:
    receipt = await one(lived_in, "receipts", {})
    await lived_in.receipts.delete_one({"_id": receipt["_id"]})
    report = await audit(lived_in)
    assert dict(report.found) == {Check.RECEIPT: 1}


async def test_a_member_who_is_never_looked_at_again_is_found(lived_in: Database) -> None:
    member = await one(lived_in, "members", {})
    soon = {"active_at": None, "expires_at": member["joined_at"].replace(year=2030), "remaining": 1}
    await change(lived_in, "members", member, wallet__points={"lots": [soon], "debt": 0}, due_at=None)
    report = await audit(lived_in)
    assert named(report, Check.DUE) == {member["_id"]}


async def test_a_document_that_cannot_be_read_is_named_and_does_not_stop_the_audit(lived_in: Database) -> None:
    row = await one(lived_in, "ledger", EARNED)
    await lived_in.ledger.update_one({"_id": row["_id"]}, {"$unset": {"postings": 1}})
    report = await audit(lived_in)
    assert named(report, Check.UNREADABLE) == {row["_id"]}
    assert report.members == 3


async def test_all_violations_are_counted_but_only_the_first_are_kept(lived_in: Database) -> None:
    planted = VIOLATIONS_KEPT + 50
    await lived_in.receipts.insert_many([{"_id": f"till:x{n:05}", "activity": "nothing"} for n in range(planted)])
    report = await audit(lived_in)
    assert report.found[Check.RECEIPT] == planted
    assert len(report.violations) == VIOLATIONS_KEPT
