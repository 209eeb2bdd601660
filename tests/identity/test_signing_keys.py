"""Google's keys: fetched once, kept as long as told, and done without for a while."""

import asyncio
import json
import time

import httpx
import pytest
from identity_world import firebase_claims, later, new_rsa_key, public_jwk, sign

from app.identity.cache_control import fresh_for_s
from app.identity.errors import IdentityUnavailable, Unauthenticated
from app.identity.signing_keys import SigningKeys

MAX_AGE_S = 20_000
DAY_S = 24 * 3600


async def test_fifty_parallel_verifications_make_one_request(firebase, google_key, key_server):
    token = sign(firebase_claims(), google_key)
    key_server.answering.clear()
    waiting = [asyncio.create_task(firebase.verify(token)) for _ in range(50)]
    await asyncio.sleep(0.1)
    assert not any(task.done() for task in waiting)
    key_server.answering.set()
    verified = await asyncio.gather(*waiting)
    assert {token.subject for token in verified} == {"uid-anna"}
    assert key_server.requests == 1


async def test_one_waiting_caller_going_away_does_not_disturb_the_others(firebase, google_key, key_server):
    token = sign(firebase_claims(), google_key)
    key_server.answering.clear()
    first, second = (asyncio.create_task(firebase.verify(token)) for _ in range(2))
    await asyncio.sleep(0.1)
    first.cancel()
    key_server.answering.set()
    assert (await second).subject == "uid-anna"
    assert first.cancelled()
    assert key_server.requests == 1


async def test_keys_are_kept_for_max_age_and_fetched_again_after(signing_keys, key_server, stopwatch):
    await signing_keys.key("one")
    stopwatch.seconds += MAX_AGE_S - 1
    await signing_keys.key("one")
    assert key_server.requests == 1
    stopwatch.seconds += 1
    await signing_keys.key("one")
    assert key_server.requests == 2


async def test_new_key_is_fetched_when_a_token_names_it(firebase, google_key, other_key, key_server, stopwatch):
    await firebase.verify(sign(firebase_claims(), google_key))
    key_server.keys = {"one": google_key, "two": other_key}
    stopwatch.seconds += 60
    tokens = [sign(firebase_claims(sub=f"uid-{number}"), other_key, "two") for number in range(50)]
    verified = await asyncio.gather(*(firebase.verify(token) for token in tokens))
    assert len({token.subject for token in verified}) == 50
    assert key_server.requests == 2


async def test_withdrawn_key_counts_no_longer_once_the_keys_are_fetched_again(
    firebase, google_key, other_key, key_server, stopwatch
):
    token = sign(firebase_claims(), google_key)
    await firebase.verify(token)
    key_server.keys = {"two": other_key}
    stopwatch.seconds += MAX_AGE_S
    with pytest.raises(Unauthenticated, match="unknown key"):
        await firebase.verify(token)


async def test_unknown_keys_are_asked_for_at_most_once_a_minute(signing_keys, key_server, stopwatch):
    await signing_keys.key("one")
    for second in range(180):
        with pytest.raises(Unauthenticated, match="unknown key"):
            await signing_keys.key(f"guess-{second}")
        stopwatch.seconds += 1
    assert key_server.requests == 1 + 2


async def test_known_keys_are_served_while_an_unknown_one_is_being_looked_for(signing_keys, key_server, stopwatch):
    await signing_keys.key("one")
    stopwatch.seconds += 60
    key_server.answering.clear()
    looking = asyncio.create_task(signing_keys.key("guess"))
    await asyncio.sleep(0.05)
    assert await asyncio.wait_for(signing_keys.key("one"), 0.5)
    key_server.answering.set()
    with pytest.raises(Unauthenticated):
        await looking


BROKEN_ANSWERS = {
    "server error": {"status": "503 Service Unavailable"},
    "moved": {"status": "302 Found"},
    "no JSON": {"body": "<html>"},
    "no object": {"body": "[]"},
    "no keys": {"body": '{"keys": []}'},
    "keys that are no list": {"body": '{"keys": 7}'},
    "keys of other kinds only": {"body": '{"keys": [1, {"kid": "one", "kty": "EC"}, {"kty": "RSA"}]}'},
    "a key without numbers": {"body": '{"keys": [{"kid": "one", "kty": "RSA", "n": "!", "e": "AQAB"}]}'},
}


@pytest.mark.parametrize("broken", BROKEN_ANSWERS.values(), ids=BROKEN_ANSWERS.keys())
async def test_stale_keys_are_used_while_the_answers_are_broken_but_not_for_ever(
    signing_keys, key_server, stopwatch, broken
):
    good = await signing_keys.key("one")
    for name, value in broken.items():
        setattr(key_server, name, value)
    stopwatch.seconds += MAX_AGE_S
    assert await signing_keys.key("one") is good
    stopwatch.seconds += DAY_S - 1
    assert await signing_keys.key("one") is good
    stopwatch.seconds += 1
    with pytest.raises(IdentityUnavailable):
        await signing_keys.key("one")
    assert key_server.requests > 2


async def test_endpoint_that_is_down_is_retried_now_and_then_and_recovers(signing_keys, key_server, stopwatch):
    key_server.status = "500 Internal Server Error"
    for _ in range(30):
        with pytest.raises(IdentityUnavailable):
            await signing_keys.key("one")
        stopwatch.seconds += 1
    assert key_server.requests == 3
    key_server.status = "200 OK"
    assert await signing_keys.key("one")


async def test_nobody_listening_is_unavailable_not_unauthenticated(unused_tcp_port, stopwatch):
    async with httpx.AsyncClient() as client:
        keys = SigningKeys(client, f"http://127.0.0.1:{unused_tcp_port}/keys", stopwatch)
        with pytest.raises(IdentityUnavailable):
            await keys.key("one")


async def test_unknown_key_while_keys_are_stale_is_unavailable_since_it_may_be_a_new_one(
    signing_keys, key_server, stopwatch
):
    await signing_keys.key("one")
    key_server.status = "500 Internal Server Error"
    stopwatch.seconds += MAX_AGE_S
    with pytest.raises(IdentityUnavailable):
        await signing_keys.key("two")


async def test_caller_with_a_stale_key_does_not_wait_long_for_a_silent_endpoint(signing_keys, key_server, stopwatch):
    good = await signing_keys.key("one")
    stopwatch.seconds += MAX_AGE_S
    key_server.answering.clear()
    started = time.perf_counter()
    assert await signing_keys.key("one") is good
    assert time.perf_counter() - started < 2


async def test_wall_clock_leaps_make_no_key_stale_or_fresh(firebase, google_key, key_server, clock, stopwatch):
    await firebase.verify(sign(firebase_claims(), google_key))
    for instant in (later(days=400), later(days=-400)):
        clock.instant = instant
        await firebase.verify(sign(firebase_claims(instant), google_key))
    assert key_server.requests == 1
    stopwatch.seconds += MAX_AGE_S
    await firebase.verify(sign(firebase_claims(clock.instant), google_key))
    assert key_server.requests == 2


async def test_keys_for_other_uses_and_weak_keys_are_left_out(signing_keys, key_server, google_key):
    entry = public_jwk("one", google_key)
    others = [
        {**entry, "kid": "for encryption", "use": "enc"},
        {**entry, "kid": "of another algorithm", "alg": "RS512"},
        public_jwk("weak", new_rsa_key(1024)),
        {"kid": "symmetric", "kty": "oct", "k": "c2VjcmV0", "alg": "HS256"},
    ]
    key_server.body = json.dumps({"keys": [*others, entry]})
    assert await signing_keys.key("one")
    for other in others:
        with pytest.raises(Unauthenticated):
            await signing_keys.key(other["kid"])


@pytest.mark.parametrize(
    ("headers", "fresh_s"),
    [
        ({"cache-control": "public, max-age=19845, must-revalidate, no-transform"}, 19845),
        ({"cache-control": "MAX-AGE=600", "age": "100"}, 500),
        ({"cache-control": "s-maxage=900, max-age=600"}, 600),
        ({"cache-control": "max-age=600", "age": "soon"}, 600),
        ({"cache-control": "max-age=0"}, 60),
        ({"cache-control": "max-age=100", "age": "5000"}, 60),
        ({"cache-control": "max-age=999999999"}, 86400),
        ({"cache-control": "no-store"}, 3600),
        ({}, 3600),
    ],
)
def test_freshness_follows_max_age_and_age_within_bounds(headers, fresh_s):
    assert fresh_for_s(headers) == fresh_s
