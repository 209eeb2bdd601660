"""What a condition knows of a member is the same in Python, for one member, and in MongoDB, for all of them."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import available_timezones

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.programme.language import NotStored, predicate, query
from app.programme.model import FieldType, QuestionKind
from app.programme.model.declared import declared_by
from app.programme.values import valid_zone
from app.programme.vocabulary import facts_of, vocabulary
from app.storage.client import Database

NOON = datetime(2027, 3, 15, 12, tzinfo=UTC)
ZONES = ["UTC", "Europe/Amsterdam", "America/New_York", "Pacific/Kiritimati", "Pacific/Pago_Pago", "Asia/Kathmandu"]
INSTANTS = st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC)).map(
    lambda instant: instant.replace(microsecond=instant.microsecond // 1000 * 1000)
)
MEMBERS = st.fixed_dictionaries(
    {
        "joined_at": INSTANTS,
        "zone": st.sampled_from(ZONES),
        "language": st.sampled_from(["en", "uk"]),
        "stats": st.fixed_dictionaries(
            {
                "purchases": st.integers(0, 10_000),
                "spent": st.integers(-(10**6), 10**12),
                "visits": st.integers(0, 10_000),
                "last_purchase_at": st.none() | INSTANTS,
                "last_visit_at": st.none() | INSTANTS,
            }
        ),
    }
)
SHARES = st.fixed_dictionaries({"times": st.integers(1, 1_000), "last": INSTANTS})
EARNING = st.fixed_dictionaries({}, optional={"done": st.fixed_dictionaries({}, optional={"share": SHARES})})
TIERS = st.fixed_dictionaries(
    {"level": st.none() | st.sampled_from(["silver", "gold"]), "held": st.lists(st.just("card"), max_size=1)}
)
RHYTHMS = st.just({}) | st.fixed_dictionaries({"last": INSTANTS, "gap": st.none() | st.integers(1, 3_000)})
DECLARED = declared_by({"share": {"network": FieldType.STRING}, "review": {"stars": FieldType.INT}}, ["day-after-day"])
RUNS = st.fixed_dictionaries({"length": st.integers(0, 10_000)}, optional={"due_at": st.none() | INSTANTS})
STREAKS = st.dictionaries(st.just("day-after-day"), RUNS)

BADGES = st.just({}) | st.lists(st.sampled_from(["regular", "explorer"]), unique=True).map(lambda ids: {"earned": ids})


def member(**stats: Any) -> Mapping[str, Any]:
    return {
        "joined_at": NOON - timedelta(days=100),
        "zone": "Europe/Amsterdam",
        "language": "en",
        "stats": {"purchases": 0, "spent": 0, "visits": 0, "last_purchase_at": None, "last_visit_at": None, **stats},
    }


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    people=st.lists(
        st.builds(dict, MEMBERS, earning=EARNING, streaks=STREAKS, badges=BADGES, tiers=TIERS, rhythm=RHYTHMS)
        | MEMBERS,
        min_size=1,
        max_size=20,
    ),
    now=INSTANTS,
    exponent=st.sampled_from([0, 2, 3]),
)
async def test_mongodb_and_python_agree_to_the_last_bit(
    database: Database, people: list[dict[str, Any]], now: datetime, exponent: int
) -> None:
    members = database["members"]
    await members.delete_many({})
    await members.insert_many([{"_id": number, **person} for number, person in enumerate(people)])
    stored = list(vocabulary(exponent, DECLARED).stored())
    columns = {attribute.name.replace(".", "_"): attribute.expression(now) for attribute in stored}
    rows = await members.aggregate([{"$sort": {"_id": 1}}, {"$project": columns}])
    compared = 0
    async for row in rows:
        compared += 1
        facts = facts_of(people[row["_id"]], None, now, exponent, DECLARED)
        for attribute in stored:
            assert row.get(attribute.name.replace(".", "_")) == facts[attribute.name], attribute.name
    assert compared == len(people)


async def test_members_in_every_zone_can_be_searched(database: Database) -> None:
    zones = [zone for zone in sorted(available_timezones()) if _is_zone(zone)]
    visited = member(last_visit_at=NOON)
    await database["members"].insert_many([{**visited, "zone": zone} for zone in zones])
    days = next(word for word in vocabulary() if word.name == "member.days_since_visit")
    rows = await database["members"].aggregate(
        [{"$group": {"_id": days.expression(NOON + timedelta(days=2)), "members": {"$sum": 1}}}]
    )
    assert await rows.to_list() == [{"_id": 2, "members": len(zones)}]


def _is_zone(name: str) -> bool:
    try:
        return valid_zone(name) == name
    except ValueError:
        return False


def test_every_attribute_can_be_computed() -> None:
    facts = facts_of(member(), {"kind": "visit"}, NOON, 2)
    assert set(facts) == {attribute.name for attribute in vocabulary()}
    assert facts["activity.kind"] == "visit"
    assert facts["activity.store"] is None


def test_declared_activities_have_attributes_of_their_own() -> None:
    known = {attribute.name for attribute in vocabulary(2, DECLARED)} - {attribute.name for attribute in vocabulary()}
    assert known == {
        "activity.fields.network", "activity.fields.stars", "member.times.share", "member.times.review",
        "member.days_since.share", "member.days_since.review", "member.streak.day_after_day",
        "member.streak_hours_left.day_after_day",
    }  # fmt: skip
    shared = {**member(), "earning": {"done": {"share": {"times": 3, "last": NOON - timedelta(days=2)}}}}
    facts = facts_of(shared, {"kind": "share", "fields": {"network": "mastodon"}}, NOON, 2, DECLARED)
    assert (facts["member.times.share"], facts["member.days_since.share"], facts["activity.fields.network"]) == (
        3, 2, "mastodon",
    )  # fmt: skip
    assert (facts["member.times.review"], facts["member.days_since.review"], facts["activity.fields.stars"]) == (
        0, None, None,
    )  # fmt: skip


def test_a_streak_is_as_long_as_the_document_says_and_0_before_it_is_begun() -> None:
    begun = {**member(), "streaks": {"day-after-day": {"length": 7}, "other": {"length": 9}}}
    assert facts_of(begun, None, NOON, 2, DECLARED)["member.streak.day_after_day"] == 7
    assert facts_of(member(), None, NOON, 2, DECLARED)["member.streak.day_after_day"] == 0


@pytest.mark.parametrize(
    ("due_at", "hours"),
    [(NOON + timedelta(hours=5, minutes=59), 5), (NOON + timedelta(minutes=1), 0), (NOON, None), (None, None)],
)
def test_the_hours_that_a_streak_has_left_are_whole_and_unknown_once_it_is_late(
    due_at: datetime | None, hours: int | None
) -> None:
    running = {**member(), "streaks": {"day-after-day": {"length": 7, "due_at": due_at}}}
    assert facts_of(running, None, NOON, 2, DECLARED)["member.streak_hours_left.day_after_day"] == hours
    assert facts_of(member(), None, NOON, 2, DECLARED)["member.streak_hours_left.day_after_day"] is None


def test_equal_declarations_share_one_vocabulary() -> None:
    again = declared_by({"review": {"stars": FieldType.INT}, "share": {"network": FieldType.STRING}}, ["day-after-day"])
    assert vocabulary(2, again) is vocabulary(2, DECLARED)
    other = declared_by({"share": {"network": FieldType.INT}})
    assert vocabulary(2, other) is not vocabulary(2, DECLARED)


def test_money_is_in_major_units() -> None:
    euros = facts_of(member(spent=1250, purchases=2), {"kind": "purchase", "amount": 1999}, NOON, 2)
    assert (euros["member.spent"], euros["member.average_receipt"], euros["activity.amount"]) == (12.5, 6.25, 19.99)
    assert facts_of(member(spent=1250), None, NOON, 0)["member.spent"] == 1250.0


def test_before_the_first_purchase_there_is_no_average_receipt() -> None:
    assert facts_of(member(), None, NOON, 2)["member.average_receipt"] is None


def test_without_an_activity_nothing_is_known_about_one() -> None:
    facts = facts_of(member(), None, NOON, 2)
    assert {name: facts[name] for name in facts if name.startswith("activity.") and facts[name] is not None} == {}


@pytest.mark.parametrize(
    ("hours_ago", "zone", "days"),
    [(13, "Europe/Amsterdam", 0), (14, "Europe/Amsterdam", 1), (13, "UTC", 1), (37, "Europe/Amsterdam", 1)],
)
def test_days_are_counted_on_the_members_calendar(hours_ago: int, zone: str, days: int) -> None:
    visited = {**member(last_visit_at=NOON - timedelta(hours=hours_ago)), "zone": zone}
    assert facts_of(visited, None, NOON, 2)["member.days_since_visit"] == days


def test_a_day_of_23_hours_is_a_day() -> None:
    after = datetime(2027, 3, 28, 22, 30, tzinfo=UTC)  # 00:30 on Monday 29 March: the clock went forward on the 28th
    before = datetime(2027, 3, 27, 23, 30, tzinfo=UTC)  # 00:30 on Sunday 28 March
    assert facts_of(member(last_visit_at=before), None, after, 2)["member.days_since_visit"] == 1


def test_a_condition_decides_about_a_receipt_above_the_members_average() -> None:
    holds = predicate("activity.amount >= 1.5 * member.average_receipt", vocabulary(2))
    regular = member(spent=200_000, purchases=2)
    assert holds(facts_of(regular, {"kind": "purchase", "amount": 150_000}, NOON, 2)) is True
    assert holds(facts_of(regular, {"kind": "purchase", "amount": 149_999}, NOON, 2)) is False
    assert holds(facts_of(member(), {"kind": "purchase", "amount": 150_000}, NOON, 2)) is False


def test_members_cannot_be_searched_by_an_activity() -> None:
    assert all(attribute.name.startswith("member.") for attribute in vocabulary().stored())


BORN = date(1990, 3, 16)
TOLD = {"birth_date": BORN, "answers": {"hair": "red", "brands": ("a", "b"), "height": 180}, "likes": ("red",)}
ASKED = declared_by(
    {},
    questions={
        "hair": QuestionKind.ONE,
        "brands": QuestionKind.MANY,
        "height": QuestionKind.NUMBER,
        "more": QuestionKind.TEXT,
    },
)


def test_what_was_told_can_be_asked_for_and_what_was_not_is_absent() -> None:
    facts = facts_of({**member(), "told": TOLD}, None, NOON, 2, ASKED)
    assert (facts["member.age"], facts["member.birthday_in_days"]) == (36, 1)
    assert facts["member.days_since_birthday"] == 364
    assert (facts["member.answers.hair"], facts["member.answers.height"], facts["member.answers.more"]) == (
        "red", 180, None,
    )  # fmt: skip
    words = vocabulary(2, ASKED)
    assert predicate('"b" in member.answers.brands && "red" in member.likes', words)(facts)
    assert not predicate('"red" in member.dislikes || member.answers.more != null', words)(facts)
    nothing = facts_of(member(), None, NOON, 2, ASKED)
    assert not predicate('member.age >= 0 || "red" in member.likes || member.answers.hair != null', words)(nothing)


def test_the_birthday_is_on_the_calendar_of_the_members_zone() -> None:
    kiritimati = {**member(), "zone": "Pacific/Kiritimati", "told": TOLD}  # noon in UTC is two in the morning there
    facts = facts_of(kiritimati, None, NOON, 2)
    assert (facts["member.birthday_in_days"], facts["member.age"]) == (0, 37)


def test_members_cannot_be_searched_by_what_they_told() -> None:
    words = vocabulary(2, ASKED)
    personal = [word.name for word in words if word.personal]
    assert {"member.age", "member.likes", "member.answers.hair"} <= set(personal)
    assert not {word.name for word in words.stored()} & set(personal)
    with pytest.raises(NotStored, match=r"member\.answers\.height is not stored with the member"):
        query("member.visits > 1 && member.answers.height > 170", words, NOON)


def test_being_away_is_measured_against_the_members_own_rhythm() -> None:
    weekly = {**member(), "rhythm": {"last": NOON - timedelta(days=10), "gap": 7}}
    facts = facts_of(weekly, None, NOON, 2)
    assert (facts["member.days_away"], facts["member.usual_gap_days"], facts["member.overdue"]) == (10, 7, 142)


def test_without_a_rhythm_nobody_is_overdue_and_days_away_count_from_what_is_known() -> None:
    facts = facts_of(member(), None, NOON, 2)
    assert (facts["member.days_away"], facts["member.usual_gap_days"], facts["member.overdue"]) == (100, None, None)
    shopped = member(last_purchase_at=NOON - timedelta(days=9), last_visit_at=NOON - timedelta(days=4))
    assert facts_of(shopped, None, NOON, 2)["member.days_away"] == 4
    assert not predicate("member.overdue >= 0", vocabulary())(facts)


async def test_members_are_found_by_their_level_and_memberships(database: Database) -> None:
    people: list[dict[str, Any]] = [
        {"_id": "anna", "tiers": {"level": "gold", "held": ["card"]}},
        {"_id": "boris", "tiers": {"level": None, "held": []}},
        {"_id": "carl"},
    ]
    await database["members"].insert_many(people)
    for condition, found in {
        'member.tier in ["gold", "silver"]': ["anna"],
        "member.tier == null": ["boris", "carl"],
        '"card" in member.memberships': ["anna"],
        '!("card" in member.memberships)': ["boris", "carl"],
    }.items():
        rows = await database["members"].find(query(condition, vocabulary(), NOON)).sort("_id", 1).to_list()
        assert [row["_id"] for row in rows] == found
        holds = predicate(condition, vocabulary())
        assert [person["_id"] for person in people if holds(facts_of(person, None, NOON, 2))] == found
