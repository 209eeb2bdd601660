"""Signing in as the service account, with google-auth's own code against the local OAuth endpoint."""

import asyncio
import time

import pytest
from fcm.answers import UNAVAILABLE, Answer
from fcm.server import FcmServer
from google.oauth2.service_account import Credentials
from push_examples import to

from app.channels.verdict import Delivered, Misconfigured, Retry
from app.push.access_token import FETCH_GAP_S, AccessTokens
from app.push.firebase import FirebasePush
from app.push.firebase_app import SCOPE

pytestmark = pytest.mark.parametrize("fcm", ["http1"], indirect=True)

DELETED = Answer(400, {"error": "invalid_grant", "error_description": "Account not found"})


class Stopwatch:
    """Seconds that pass when a test says so."""

    def __init__(self) -> None:
        self.elapsed_s = 0.0

    def __call__(self) -> float:
        return self.elapsed_s


def credential(fcm: FcmServer) -> Credentials:
    return Credentials.from_service_account_file(str(fcm.credentials), scopes=[SCOPE])


async def test_one_token_is_fetched_for_all_who_wait_for_it(fcm: FcmServer, push: FirebasePush) -> None:
    verdicts = await push.send([to(str(number)) for number in range(200)])
    assert all(isinstance(verdict, Delivered) for verdict in verdicts)
    assert fcm.account.fetched == 1


async def test_fetching_a_token_does_not_hold_up_the_event_loop(fcm: FcmServer, push: FirebasePush) -> None:
    # The server runs on the same event loop: were the loop blocked, it could not even answer.
    longest_s, sending = 0.0, asyncio.create_task(push.send([to("one")]))
    while not sending.done():
        before_s = time.monotonic()
        await asyncio.sleep(0.001)
        longest_s = max(longest_s, time.monotonic() - before_s)
    assert isinstance((await sending)[0], Delivered)
    assert longest_s < 0.5


async def test_a_token_that_expires_soon_is_replaced_before_it_does(fcm: FcmServer) -> None:
    fcm.account.lifetime_s = 60
    stopwatch = Stopwatch()
    tokens = AccessTokens(credential(fcm), stopwatch)
    first = await tokens.current()
    assert await tokens.current() == first  # not asked for again so soon
    stopwatch.elapsed_s += FETCH_GAP_S
    assert await tokens.current() != first


async def test_an_old_token_serves_while_no_new_one_can_be_had(fcm: FcmServer) -> None:
    fcm.account.lifetime_s = 60
    stopwatch = Stopwatch()
    tokens = AccessTokens(credential(fcm), stopwatch)
    first = await tokens.current()
    fcm.account.token_answer = DELETED
    stopwatch.elapsed_s += FETCH_GAP_S
    assert await tokens.current() == first
    assert fcm.account.fetched == 2


async def test_a_refused_token_is_replaced_but_not_more_than_once_in_a_while(fcm: FcmServer) -> None:
    stopwatch = Stopwatch()
    tokens = AccessTokens(credential(fcm), stopwatch)
    first = await tokens.current()
    tokens.refuse(first)
    assert await tokens.current() == first
    stopwatch.elapsed_s += FETCH_GAP_S
    second = await tokens.current()
    assert second != first
    tokens.refuse(first)  # by an answer that was long under way
    stopwatch.elapsed_s += FETCH_GAP_S
    assert await tokens.current() == second


async def test_somebody_who_gives_up_waiting_does_not_end_it_for_the_others(fcm: FcmServer) -> None:
    tokens = AccessTokens(credential(fcm))
    impatient, patient = asyncio.create_task(tokens.current()), asyncio.create_task(tokens.current())
    await asyncio.sleep(0)
    impatient.cancel()
    assert await patient
    assert fcm.account.fetched == 1


async def test_without_a_token_nothing_is_sent_and_the_message_may_be_tried_again(
    fcm: FcmServer, push: FirebasePush
) -> None:
    fcm.account.token_answer = UNAVAILABLE
    verdicts = await push.send([to("one"), to("two")])
    assert verdicts == [Retry(), Retry()]
    assert fcm.tally.summary().requests == 0


async def test_an_account_that_was_deleted_is_a_matter_for_staff(fcm: FcmServer, push: FirebasePush) -> None:
    fcm.account.token_answer = DELETED
    verdicts = await push.send([to(str(number)) for number in range(200)])
    assert {type(verdict) for verdict in verdicts} == {Misconfigured}
    assert fcm.account.fetched == 1  # not once for every message
    assert fcm.tally.summary().requests == 0


async def test_a_revoked_token_is_replaced_but_the_message_is_not_sent_behind_our_back(
    fcm: FcmServer, push: FirebasePush
) -> None:
    await push.send([to("one")])
    fcm.account.revoke()
    assert await push.send([to("two")]) == [Retry()]
    assert fcm.tally.summary().requests == 2
