"""Connections that break: what is not known is said to be unknown, and nothing else is."""

import asyncio
import time
from collections.abc import Sequence

import pytest
from fcm.answers import DROP_AFTER, DROP_BEFORE, GOAWAY, OK, Answer
from fcm.server import FcmServer
from push_examples import HELLO, to

from app.channels.verdict import Ambiguous, Delivered, Retry, Verdict
from app.clock import SystemClock
from app.push.firebase import AT_ONCE, FirebasePush, open_firebase
from app.push.firebase_app import open_app
from app.push.message import PushMessage
from app.push.pace import Pace
from app.push.quota import Quota

DATA = {"data": dict(HELLO.data)}
WINDOW_S, TIMES_FASTER = 2.0, 30
"""A minute of the bucket's passes in two seconds, so that a whole one is seen in little time."""


def assert_no_lies(fcm: FcmServer, messages: Sequence[PushMessage], verdicts: Sequence[Verdict]) -> None:
    """Delivered was taken once, to be tried again was not taken, and nothing was taken twice."""
    for message, verdict in zip(messages, verdicts, strict=True):
        taken = fcm.tally.times_taken(message.target.value, DATA)
        match verdict:
            case Delivered():
                assert taken == 1
            case Retry():
                assert taken == 0
            case Ambiguous():
                assert taken in (0, 1)
            case _:
                raise AssertionError(verdict)


@pytest.mark.parametrize(("answer", "taken"), [(DROP_BEFORE, 0), (DROP_AFTER, 1)])
async def test_a_dropped_connection_leaves_the_message_open_whether_it_was_taken_or_not(
    fcm: FcmServer, push: FirebasePush, answer: Answer, taken: int
) -> None:
    fcm.script.next("one", answer)
    [verdict] = await push.send([to("one")])
    assert isinstance(verdict, Ambiguous)
    assert fcm.tally.summary().taken == taken


@pytest.mark.parametrize("answer", [DROP_BEFORE, DROP_AFTER, GOAWAY], ids=["before", "after", "goaway"])
@pytest.mark.parametrize("at", [0, 20, 150])
async def test_a_break_in_the_middle_of_a_batch_makes_no_lies_of_the_others(
    fcm: FcmServer, push: FirebasePush, answer: Answer, at: int
) -> None:
    fcm.script.otherwise = Answer(delay_s=0.01)
    fcm.script.next(f"{at}", answer)
    messages = [to(str(number)) for number in range(300)]
    verdicts = await push.send(messages)
    assert_no_lies(fcm, messages, verdicts)
    # The rest of the batch goes on, on another connection.
    assert sum(isinstance(verdict, Delivered) for verdict in verdicts) >= 150


async def test_after_a_break_the_next_batch_is_delivered(fcm: FcmServer, push: FirebasePush) -> None:
    fcm.script.next("3", DROP_AFTER)
    await push.send([to(str(number)) for number in range(10)])
    verdicts = await push.send([to(f"next-{number}") for number in range(10)])
    assert all(isinstance(verdict, Delivered) for verdict in verdicts)


@pytest.mark.parametrize("fcm", ["http2"], indirect=True)
async def test_goaway_is_obeyed_again_and_again_without_sending_anything_twice(
    fcm: FcmServer, push: FirebasePush
) -> None:
    for number in range(0, 500, 50):
        fcm.script.next(str(number), GOAWAY)
    messages = [to(str(number)) for number in range(500)]
    assert_no_lies(fcm, messages, await push.send(messages))
    assert fcm.tally.summary().duplicates == 0


@pytest.mark.parametrize("fcm", ["http1"], indirect=True)
async def test_a_server_that_is_not_there_was_sent_nothing(fcm: FcmServer) -> None:
    nobody = "http://127.0.0.1:1"
    async with open_firebase(fcm.credentials, Quota(600_000), endpoint=nobody) as push:
        assert await push.send([to("one")]) == [Retry()]


async def test_one_slow_target_does_not_hold_up_the_others(fcm: FcmServer, push: FirebasePush) -> None:
    fcm.script.next("slow", OK.after(4.0))
    verdicts = await push.send([to("slow"), *(to(str(number)) for number in range(200))])
    assert all(isinstance(verdict, Delivered) for verdict in verdicts)
    times = [received.at_s for received in fcm.tally.last]
    assert max(times) - times[0] < 3


async def test_a_message_that_never_left_is_tried_again_and_not_called_ambiguous(
    fcm: FcmServer, push: FirebasePush
) -> None:
    fcm.script.otherwise = Answer(delay_s=0.05)
    fcm.script.next("0", DROP_AFTER)
    messages = [to(str(number)) for number in range(500)]
    verdicts = await push.send(messages)
    assert_no_lies(fcm, messages, verdicts)
    # No more than were in the air on the connection that broke.
    assert sum(isinstance(verdict, Ambiguous) for verdict in verdicts) <= AT_ONCE


@pytest.mark.parametrize("fcm", ["http1"], indirect=True)
async def test_no_minute_at_fcm_has_more_messages_than_the_quota_wherever_it_begins(fcm: FcmServer) -> None:
    quota = Quota(150)
    pace = Pace(
        quota, 4, lambda: TIMES_FASTER * time.monotonic_ns(), lambda seconds: asyncio.sleep(seconds / TIMES_FASTER)
    )
    async with open_app(fcm.credentials, endpoint=fcm.origin) as app:
        await FirebasePush(app, pace, SystemClock()).send([to(str(number)) for number in range(230)])
    assert fcm.tally.summary().distinct == 230
    assert 0.6 * quota.per_minute <= fcm.tally.busiest(WINDOW_S) <= quota.per_minute
    first, *_ = fcm.tally.windows(WINDOW_S, every_s=WINDOW_S)
    assert first <= 0.6 * quota.per_minute, "the first minute is the ramp"
