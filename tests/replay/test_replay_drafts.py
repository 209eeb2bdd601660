"""What a draft changes, and how what it can't know is taken."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from replay_world import MIDDLE, NOW, START, backend_with, draft, lived

from app.clock import FixedClock
from app.engine.activities import (
    Activity,
    InvitationCancellation,
    Invite,
    Join,
    Purchase,
    Reversal,
    RoundFinish,
    RoundStart,
    Visit,
)
from app.engine.backend import Backend
from app.engine.join import join
from app.engine.record import Recorded, record
from app.places.position import Position
from app.programme.examples import example
from app.programme.refusals import AssetsDropped, OtherProgramme
from app.replay.replay import replay
from app.storage.client import Database

DEMO, FRIENDS = example("demo"), example("friends")
JOINED_PAYS_MORE = "    joined: {earn: points, amount: 60}"
WHEEL = DEMO[DEMO.index("  wheel-of-shiny-things:") : DEMO.index("  # A wheel with published rules")]
COIN = """  wheel-of-shiny-things:
    name: A coin
    free: {spins: 100, per: day}
    segments:
      - {id: nothing, label: Heads, weight: 1}
      - {id: ten, label: Tails, weight: 1, prize: {asset: points, amount: 10}}

"""
NEAR = "    near: [{latitude: 52.3731, longitude: 4.8922, radius_m: 150}]\n    asset: points\n    daily_cap: 60"


async def member_of(backend: Backend) -> str:
    recorded = await join(backend, "login:anna", Join(zone="Europe/Amsterdam", language="en"), "join", "app")
    return str(recorded["member"])


async def does(backend: Backend, member: str, activity: Activity, key: str) -> Recorded:
    return await record(backend, member, activity, key, "test")


async def test_what_the_draft_refuses_is_counted_with_its_reason(database: Database, clock: FixedClock) -> None:
    backend = await backend_with(database, clock, DEMO)
    lives = await lived(database, "demo")
    report = await replay(backend, draft(DEMO.replace("    daily_limit: 2\n", "    daily_limit: 1\n"), MIDDLE))
    assert set(report.refused.counted) == {("review", "DAILY_LIMIT_REACHED")}
    assert report.changed.kept == []
    reviews = sum(row["kind"] == "review" for life in lives for row in life.history.activities.values())
    assert 0 < report.refused.counted.total() < reviews
    example_kept = report.refused.kept[0]
    assert example_kept.at >= MIDDLE
    assert example_kept.words.startswith("review counts once a day at most")


async def test_the_odds_of_a_draft_are_drawn_with_the_chance_of_each_recorded_spin(
    database: Database, clock: FixedClock
) -> None:
    backend = await backend_with(database, clock, DEMO)
    lives = await lived(database, "demo")
    report = await replay(backend, draft(DEMO.replace(WHEEL, COIN)))
    plays = [play for life in lives for play in life.history.plays.values() if play["wheel"] == "wheel-of-shiny-things"]
    tails = sum(int(play["value"]) % 2 for play in plays)
    assert report.would.by_rule["points", "wheel:wheel-of-shiny-things"] == 10 * tails
    assert report.would.by_rule["spins", "wheel:wheel-of-shiny-things"] == 0
    free = sum(play["paid_with"] == "token" for play in plays)
    refused = report.refused.counted["spin", "NO_SPIN_LEFT"]  # of other wheels: this one gives no more spins
    assert report.would.by_heading["spins", "spent"] == report.really.by_heading["spins", "spent"] + free + refused


async def test_the_same_draft_gives_the_same_report(database: Database, clock: FixedClock) -> None:
    backend = await backend_with(database, clock, DEMO)
    await lived(database, "demo", members=5)
    tried = draft(DEMO.replace("weight: 40", "weight: 10"))
    one, other = await replay(backend, tried), await replay(backend, tried)
    assert one.to_document() == other.to_document()
    assert one.really != one.would


async def test_a_budget_of_the_draft_pays_no_more_than_it_has(database: Database, clock: FixedClock) -> None:
    backend = await backend_with(database, clock, DEMO)
    await lived(database, "demo")
    report = await replay(backend, draft(DEMO.replace("budget: 1000000", "budget: 37")))
    rule = ("points", "points-for-sharing")
    assert report.really.by_rule[rule] > 37
    assert report.would.by_rule[rule] == 37


async def test_of_a_budget_only_what_was_left_at_the_start_can_be_paid(database: Database, clock: FixedClock) -> None:
    backend = await backend_with(database, clock, DEMO)
    await lived(database, "demo")
    rule = ("points", "points-for-sharing")
    before = (await replay(backend, draft(DEMO, START, MIDDLE))).really.by_rule[rule]
    report = await replay(backend, draft(DEMO.replace("budget: 1000000", f"budget: {before + 10}"), MIDDLE))
    assert before > 0
    assert report.would.by_rule[rule] == 10


async def test_a_stock_of_the_draft_is_never_exceeded(database: Database, clock: FixedClock) -> None:
    backend = await backend_with(database, clock, DEMO)
    await lived(database, "demo")
    scarce = COIN.replace("prize: {asset: points, amount: 10}", "prize: {asset: points, amount: 10}, stock: 3")
    report = await replay(backend, draft(DEMO.replace(WHEEL, scarce)))
    assert report.would.by_rule["points", "wheel:wheel-of-shiny-things"] == 30


async def test_a_reversal_of_what_the_draft_never_paid_is_refused(database: Database) -> None:
    clock = FixedClock(START)
    backend = await backend_with(database, clock, DEMO)
    member = await member_of(backend)
    kept = await does(backend, member, Visit(), "visit-1")
    undone = (await does(backend, member, Visit(), "visit-2"))["outcomes"][0]["transaction"]
    reversal = Reversal(transaction=undone, reason="never came", author="staff:sam")
    await does(backend, member, reversal, "reversal")
    never = DEMO.replace(
        "    on: visit\n    earn: points\n    amount: 5", "    on: share\n    earn: points\n    amount: 5"
    )
    assert never != DEMO
    report = await replay(backend, draft(never))
    assert kept["outcomes"][0]["amount"] == 5
    assert dict(report.refused.counted) == {("reversal", "UNKNOWN_TRANSACTION"): 1}
    assert report.refused.kept[0].words == f"This member has no transaction {undone}."
    same = await replay(backend, draft(DEMO))
    assert (same.really.by_heading["points", "reversed"], same.affected) == (-5, 0)


async def test_what_happened_before_is_decided_as_it_was_however_late_it_was_told(database: Database) -> None:
    clock = FixedClock(MIDDLE + timedelta(days=1))
    backend = await backend_with(database, clock, DEMO)
    member = await member_of(backend)
    late = Purchase(partner="till", reference="1", amount=1000, currency="EUR", at=MIDDLE - timedelta(hours=1))
    await does(backend, member, replace(late, reference="2", at=MIDDLE + timedelta(hours=1)), "after")
    await does(backend, member, late, "before")
    tripled = DEMO.replace("    amount: 1\n    per: 1.00", "    amount: 3\n    per: 1.00")
    report = await replay(backend, draft(tripled, MIDDLE))
    assert report.really.by_heading["points", "issued"] == 10
    assert report.would.by_heading["points", "issued"] == 30
    assert report.really.by_heading["points", "outstanding"] == 20
    assert report.would.by_heading["points", "outstanding"] == 40


async def test_rounds_at_a_place_are_replayed_though_no_place_was_kept(database: Database) -> None:
    clock = FixedClock(START)
    text = DEMO.replace("    asset: points\n    daily_cap: 60", NEAR)
    backend = await backend_with(database, clock, text)
    member = await member_of(backend)
    start = RoundStart(game="catch-the-magpie", near=Position(52.3731, 4.8922))
    started = (await does(backend, member, start, "start"))["outcomes"][0]["round"]
    clock.instant += timedelta(seconds=40)
    await does(backend, member, RoundFinish(round=started, catches=()), "finish")
    report = await replay(backend, draft(text))
    assert (report.changed.kept, report.refused.kept, report.activities) == ([], [], 3)


async def test_only_the_period_counts(database: Database, clock: FixedClock) -> None:
    backend = await backend_with(database, clock, DEMO)
    await lived(database, "demo", members=6)
    long_ago = datetime(2026, 1, 1, tzinfo=UTC)
    whole = (await replay(backend, draft(DEMO, long_ago, NOW))).really
    first = (await replay(backend, draft(DEMO, long_ago, MIDDLE))).really
    second = (await replay(backend, draft(DEMO, MIDDLE, NOW))).really
    assert first.by_rule + second.by_rule == whole.by_rule
    assert second.by_heading["points", "outstanding"] == whole.by_heading["points", "outstanding"]


async def test_a_draft_of_another_programme_is_refused(database: Database, clock: FixedClock) -> None:
    backend = await backend_with(database, clock, DEMO)
    with pytest.raises(OtherProgramme):
        await replay(backend, draft(example("record-club")))


async def test_a_draft_that_drops_an_asset_is_refused(database: Database, clock: FixedClock) -> None:
    backend = await backend_with(database, clock, example("record-club"))
    text = example("record-club")
    without_spins = text[: text.index("  spins:")] + text[text.index("earning:") : text.index("  - id: spin-for-40")]
    with pytest.raises(AssetsDropped):
        await replay(backend, draft(without_spins))


async def test_what_a_draft_pays_for_friends_is_paid_for_the_friends_who_really_came(
    database: Database, clock: FixedClock
) -> None:
    backend = await backend_with(database, clock, FRIENDS)
    lives = await lived(database, "friends", members=20)
    report = await replay(backend, draft(FRIENDS.replace("    joined: {earn: points, amount: 50}", JOINED_PAYS_MORE)))
    rows = [row for life in lives for row in life.history.activities.values()]
    paid = sum(row["kind"] == "friend_joined" for row in rows)
    assert paid > 0
    assert report.changed.kept == []
    assert report.really.by_rule["points", "referral:joined"] == 50 * paid
    assert report.would.by_rule["points", "referral:joined"] == 60 * paid


async def test_friends_cannot_come_by_an_invitation_under_a_draft_without_referral(
    database: Database, clock: FixedClock
) -> None:
    backend = await backend_with(database, clock, FRIENDS)
    await lived(database, "friends", members=20)
    begin, end = FRIENDS.index("referral:"), FRIENDS.index("mascots:")
    report = await replay(backend, draft(FRIENDS[:begin] + FRIENDS[end:]))
    refused = report.refused.counted
    assert refused["invitation_acceptance", "REFERRAL_NOT_OFFERED"] > 0
    assert refused["invitation", "REFERRAL_NOT_OFFERED"] > 0
    assert not any(rule.startswith("referral:") for _, rule in +report.would.by_rule)


async def test_an_invitation_that_a_draft_never_made_is_not_taken_back(database: Database, clock: FixedClock) -> None:
    backend = await backend_with(database, clock, FRIENDS)
    member = await member_of(backend)
    for key in ("first", "second", "a-day-later"):
        if key == "a-day-later":
            clock.instant += timedelta(days=1)
        sent = (await does(backend, member, Invite(), key))["outcomes"]
        code = next(one["invitation"] for one in sent if one["type"] == "invitation_sent")
        if key != "first":
            await does(backend, member, InvitationCancellation(invitation=code), f"not-{key}")
    once_a_day = FRIENDS.replace("  daily_limit: 10", "  daily_limit: 1")
    report = await replay(backend, draft(once_a_day, clock.now() - timedelta(days=2)))
    assert report.changed.kept == []
    assert dict(report.refused.counted) == {
        ("invitation", "INVITATION_LIMIT_REACHED"): 1,
        ("invitation_cancellation", "UNKNOWN_INVITATION"): 1,
    }
