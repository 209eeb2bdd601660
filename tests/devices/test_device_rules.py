"""Whose a device is, how many a member has, and what can be said of one."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.devices.documents import device_id
from app.devices.installation import Installation
from app.devices.refusals import InvalidDevice
from app.devices.rules import MOST, registered, surplus
from app.errors import Refusal
from app.programme.model import Platform

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
PHONE = Installation("fid", "cIs1LqMYTnamZ5SRVPV-_A", Platform.IOS, "3.0.1", "en", "Europe/Amsterdam")


def test_a_new_device_is_registered_and_seen_now() -> None:
    row = registered(PHONE, "mem_1", None, NOON)
    assert (row["_id"], row["member"], row["quarantined"]) == (PHONE.id, "mem_1", False)
    assert row["registered_at"] == row["last_seen_at"] == NOON


def test_a_device_that_comes_back_keeps_when_it_was_first_registered() -> None:
    before = {**registered(PHONE, "mem_1", None, NOON), "quarantined": True}
    after = registered(replace(PHONE, app_version="3.0.2"), "mem_1", before, NOON + timedelta(days=3))
    assert (after["registered_at"], after["last_seen_at"]) == (NOON, NOON + timedelta(days=3))
    assert (after["app_version"], after["quarantined"]) == ("3.0.2", False)


def test_a_device_on_which_somebody_else_signs_in_keeps_nothing_of_the_one_before() -> None:
    before = registered(PHONE, "mem_1", None, NOON)
    later = NOON + timedelta(days=3)
    assert registered(PHONE, "mem_2", before, later) == registered(PHONE, "mem_2", None, later)


@given(st.integers(1, 25), st.integers(0, 24))
def test_the_devices_unseen_for_longest_go_and_never_the_one_just_registered(count: int, place: int) -> None:
    devices = [{"_id": f"dev_{number}"} for number in range(count)]
    kept = f"dev_{place % count}"
    gone = surplus(devices, kept)
    left = [device["_id"] for device in devices if device["_id"] not in gone]
    assert len(left) == min(count, MOST)
    assert kept in left
    assert [one for one in left if one != kept] == [one["_id"] for one in devices if one["_id"] != kept][: MOST - 1]


def test_a_target_has_one_id_whoever_has_it_and_another_for_each_kind() -> None:
    assert PHONE.id == device_id("fid", PHONE.value) != device_id("token", PHONE.value)
    assert PHONE.value not in PHONE.id
    assert PHONE.value not in str(PHONE.said)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"value": ""}, ("target", "fid")),
        ({"value": PHONE.value + "A"}, ("target", "fid")),
        ({"value": "c" * 21 + "/"}, ("target", "fid")),
        ({"kind": "token", "value": ""}, ("target", "token")),
        ({"kind": "token", "value": "a b"}, ("target", "token")),
        ({"kind": "token", "value": "a\n"}, ("target", "token")),
        ({"kind": "token", "value": "a" * 4097}, ("target", "token")),
        ({"app_version": ""}, ("appVersion",)),
        ({"app_version": "3" * 51}, ("appVersion",)),
        ({"app_version": "three"}, ("appVersion",)),
        ({"app_version": "3.0\n1"}, ("appVersion",)),
    ],
)
def test_what_cant_be_a_device_is_refused(wrong: dict[str, str], field: tuple[str, ...]) -> None:
    with pytest.raises(InvalidDevice) as refused:
        replace(PHONE, **wrong).check()
    assert refused.value.field == field


@pytest.mark.parametrize("wrong", [{"zone": "Mars/Olympus"}, {"language": "no such tongue"}])
def test_a_zone_or_language_that_is_none_is_refused(wrong: dict[str, str]) -> None:
    with pytest.raises(Refusal) as refused:
        replace(PHONE, **wrong).check()
    assert refused.value.field == (*wrong,)


@pytest.mark.parametrize("value", ["a", "a" * 4096, "fG8:APA91bH_x-9"])
def test_any_form_of_token_is_taken(value: str) -> None:
    replace(PHONE, kind="token", value=value).check()
