import asyncio
import time

from app.push.pace import Pace
from app.push.quota import Quota


async def test_no_more_are_in_the_air_than_allowed() -> None:
    pace, in_the_air, most = Pace(Quota(600_000), at_once=5), 0, 0

    async def send() -> None:
        nonlocal in_the_air, most
        async with pace.turn():
            in_the_air += 1
            most = max(most, in_the_air)
            await asyncio.sleep(0.005)
            in_the_air -= 1

    await asyncio.gather(*(send() for _ in range(50)))
    assert most == 5


async def test_senders_wait_for_the_quota() -> None:
    pace = Pace(Quota(6_000), at_once=100)
    began_s = time.monotonic()

    async def send() -> float:
        async with pace.turn():
            return time.monotonic() - began_s

    times_s = sorted(await asyncio.gather(*(send() for _ in range(10))))
    # A tenth of 100 a second in the beginning: one every tenth of a second.
    assert times_s[0] < 0.1
    assert times_s[-1] > 0.8


async def test_a_sender_who_fails_or_gives_up_gives_its_slot_back() -> None:
    pace = Pace(Quota(600_000), at_once=1)

    async def fail() -> None:
        async with pace.turn():
            raise RuntimeError

    async def hang() -> None:
        async with pace.turn():
            await asyncio.sleep(60)

    await asyncio.gather(fail(), return_exceptions=True)
    hanging = asyncio.create_task(hang())
    await asyncio.sleep(0.05)
    hanging.cancel()
    async with asyncio.timeout(1), pace.turn():
        pass
