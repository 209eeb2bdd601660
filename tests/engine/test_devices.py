"""Devices on a real MongoDB: one owner at a time, at most ten, and none left behind by whoever is erased."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest
from engine_examples import does, joined

from app.clock import FixedClock
from app.devices.documents import device_id
from app.devices.installation import Installation
from app.devices.rules import MOST
from app.devices.store import devices_of, reachable_devices
from app.engine.activities import Visit
from app.engine.backend import Backend
from app.engine.devices import register, remove
from app.engine.erase import erase
from app.members.refusals import NotJoined
from app.programme.model import Platform

PHONE = Installation("fid", "cIs1LqMYTnamZ5SRVPV-_A", Platform.ANDROID, "3.0.1", "en", "Europe/Amsterdam")


def phone(number: int) -> Installation:
    return replace(PHONE, value=f"cIs1LqMYTnamZ5SRVP-{number:03}")


async def devices(backend: Backend, member: str) -> list[str]:
    return [row["_id"] for row in await devices_of(backend.database, member)]


async def test_fifty_parallel_sends_of_one_key_register_once(backend: Backend) -> None:
    member = await joined(backend)
    answers = await asyncio.gather(*(register(backend, member, PHONE, "k1") for _ in range(50)))
    assert set(answers) == {PHONE.id}
    assert await devices(backend, member) == [PHONE.id]
    assert await backend.database.answers.count_documents({}) == 1


async def test_a_repeated_request_does_not_take_the_device_back(backend: Backend) -> None:
    anna, boris = await joined(backend), await joined(backend, "boris")
    await register(backend, anna, PHONE, "k1")
    await register(backend, boris, PHONE, "k1")
    assert await register(backend, anna, PHONE, "k1") == PHONE.id
    assert (await devices(backend, anna), await devices(backend, boris)) == ([], [PHONE.id])


async def test_of_two_members_who_sign_in_on_one_phone_at_once_one_has_it(fleet: list[Backend]) -> None:
    members = [await joined(fleet[0], f"member-{number}") for number in range(4)]
    await asyncio.gather(
        *(register(backend, member, PHONE, "k1") for backend, member in zip(fleet, members, strict=True))
    )
    assert sorted([len(await devices(fleet[0], member)) for member in members]) == [0, 0, 0, 1]


async def test_many_devices_registered_at_once_are_never_more_than_the_most(fleet: list[Backend]) -> None:
    member = await joined(fleet[0])
    installations = [phone(number) for number in range(MOST + 6)]
    await asyncio.gather(
        *(register(fleet[number % 4], member, one, f"k{number}") for number, one in enumerate(installations))
    )
    assert len(await devices(fleet[0], member)) == MOST


async def test_the_device_unseen_for_longest_goes(backend: Backend, clock: FixedClock) -> None:
    member = await joined(backend)
    for number in range(MOST):
        await register(backend, member, phone(number), f"k{number}")
        clock.instant += timedelta(days=1)
    await register(backend, member, phone(0), "again")
    await register(backend, member, phone(99), "one-more")
    left = await devices(backend, member)
    assert phone(1).id not in left
    assert {phone(0).id, phone(2).id, phone(99).id} < {*left}
    assert len(left) == MOST


async def test_a_device_can_be_reached_until_it_was_not_seen_for_thirty_days(
    backend: Backend, clock: FixedClock
) -> None:
    member = await joined(backend)
    await register(backend, member, PHONE, "k1")
    clock.instant += timedelta(days=29)
    found = await reachable_devices(backend.database, [member], clock.now())
    assert [row["value"] for row in found[member]] == [PHONE.value]
    clock.instant += timedelta(days=1)
    assert not await reachable_devices(backend.database, [member], clock.now())


async def test_registering_and_doing_things_at_once_lose_nothing_of_one_another(backend: Backend) -> None:
    member = await joined(backend)
    await asyncio.gather(
        *(register(backend, member, phone(number), f"k{number}") for number in range(5)),
        *(does(backend, member, Visit(), f"visit-{number}") for number in range(5)),
    )
    document = await backend.database.members.find_one({"_id": member})
    assert document is not None
    assert (document["version"], document["beside"], document["stats"]["visits"]) == (6, 5, 5)
    assert len(await devices(backend, member)) == 5


async def test_nothing_is_left_of_somebody_who_registers_while_they_are_erased(fleet: list[Backend]) -> None:
    for attempt in range(5):
        member = await joined(fleet[0], f"member-{attempt}")
        await register(fleet[0], member, phone(0), "k0")
        outcomes = await asyncio.gather(
            erase(fleet[1], f"login:member-{attempt}", "e1", "app"),
            *(register(fleet[number], member, phone(number), f"k{number}") for number in (2, 3)),
            return_exceptions=True,
        )
        assert all(not isinstance(one, BaseException) or isinstance(one, NotJoined) for one in outcomes), outcomes
        assert await devices(fleet[0], member) == []
        assert await fleet[0].database.answers.count_documents({"_id": {"$regex": f"^{member}"}}) == 0


async def test_who_was_erased_registers_nothing(backend: Backend) -> None:
    member = await joined(backend)
    await erase(backend, "login:anna", "e1", "app")
    with pytest.raises(NotJoined):
        await register(backend, member, PHONE, "k1")
    with pytest.raises(NotJoined):
        await remove(backend, member, device_id("fid", PHONE.value), "k2")
    assert await backend.database.devices.count_documents({}) == 0
