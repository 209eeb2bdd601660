"""Checking in at stores: where, and how often."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from app.places.check_in import NEVER, CheckInState, check_in
from app.places.position import Position
from app.places.refusals import AlreadyCheckedIn, BadPosition, NoCheckInLeft, NoCheckIns, NotAtStore, UnknownStore
from app.programme.load import load
from app.programme.model import Programme
from app.programme.vocabulary import vocabulary

HEAD = """
programme: places
name: Places
languages: [en]
zone: Europe/Amsterdam
currency: EUR
assets: {points: {name: Points}}
"""
STORES = """
stores:
  dam: {name: Dam, fence: {latitude: 52.3731, longitude: 4.8926, radius_m: 150}}
  west: {name: West, fence: {latitude: 52.3731, longitude: 4.8926, radius_m: 500}}
  kyiv: {name: Kyiv, fence: {latitude: 50.4501, longitude: 30.5234, radius_m: 150}}
"""
DAM = Position(52.3731, 4.8926)
NEAR_DAM = Position(52.3731, 4.8970)
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
AMSTERDAM, TOKYO = ZoneInfo("Europe/Amsterdam"), ZoneInfo("Asia/Tokyo")


def programme(rules: str = "check_ins: {per_day: 2}") -> Programme:
    return load(HEAD + STORES + rules, vocabulary())


def at_dam(
    state: CheckInState = NEVER, at: datetime = NOON, zone: ZoneInfo = AMSTERDAM, store: str = "dam"
) -> CheckInState:
    return check_in(programme(), state, store, DAM, at, zone)


def test_inside_the_fence_a_check_in_counts() -> None:
    assert at_dam() == CheckInState("2026-03-02", ("dam",), NOON)
    assert CheckInState.from_document(at_dam().to_document()) == at_dam()


def test_outside_it_the_member_is_told_how_far_to_go() -> None:
    with pytest.raises(NotAtStore) as refused:
        check_in(programme(), NEVER, "dam", NEAR_DAM, NOON, AMSTERDAM)
    assert (refused.value.facts["missing_m"], refused.value.field) == (149, ("near",))
    assert check_in(programme(), NEVER, "west", NEAR_DAM, NOON, AMSTERDAM).stores == ("west",)


def test_a_store_counts_once_a_day_and_so_many_stores_count() -> None:
    first = at_dam()
    with pytest.raises(AlreadyCheckedIn) as refused:
        at_dam(first, NOON + timedelta(hours=10))
    assert refused.value.facts["next_at"] == datetime(2026, 3, 2, 23, tzinfo=UTC)
    second = at_dam(first, store="west")
    assert at_dam(second, NOON + timedelta(hours=11)).stores == ("dam",)
    crowded = CheckInState("2026-03-02", ("a", "b"), NOON)
    with pytest.raises(NoCheckInLeft):
        at_dam(crowded)


def test_who_flies_west_does_not_get_the_day_twice() -> None:
    in_tokyo = at_dam(at=NOON + timedelta(hours=5), zone=TOKYO)
    assert in_tokyo.day == "2026-03-03"
    with pytest.raises(AlreadyCheckedIn):
        at_dam(in_tokyo, NOON + timedelta(hours=6))
    assert at_dam(in_tokyo, NOON + timedelta(days=2)).day == "2026-03-04"


def test_other_stores_and_programmes_without_check_ins_refuse() -> None:
    with pytest.raises(UnknownStore):
        at_dam(store="lviv")
    with pytest.raises(NoCheckIns):
        check_in(programme(""), NEVER, "dam", DAM, NOON, AMSTERDAM)
    with pytest.raises(BadPosition):
        check_in(programme(), NEVER, "dam", Position(91, 0), NOON, AMSTERDAM)
