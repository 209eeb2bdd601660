"""Each documented answer of FCM leads to its reaction, through the real firebase-admin, over both transports."""

from datetime import timedelta
from email.utils import format_datetime

import pytest
from fcm.answers import (
    BAD_FIELD,
    BAD_GATEWAY,
    BAD_TOKEN,
    GATEWAY_TIMEOUT,
    INTERNAL,
    INVALID_ARGUMENT,
    NO_SUCH_PROJECT,
    PERMISSION_DENIED,
    QUOTA_EXCEEDED,
    SENDER_ID_MISMATCH,
    THIRD_PARTY_AUTH_ERROR,
    UNAUTHENTICATED,
    UNAVAILABLE,
    UNREGISTERED,
    UNSPECIFIED_ERROR,
    Answer,
)
from fcm.server import FcmServer
from push_examples import HELLO, to

from app.channels.verdict import (
    Ambiguous,
    Delivered,
    Gone,
    Misconfigured,
    Quarantine,
    Rejected,
    Retry,
    Verdict,
    Wait,
)
from app.clock import SystemClock
from app.push.firebase import FirebasePush
from app.push.message import MAX_TTL_S, Content

A_PROXYS_400 = Answer(400, "<html><title>400 Bad Request</title></html>")

REACTIONS = {
    "UNREGISTERED removes the target": (UNREGISTERED, Gone()),
    "SENDER_ID_MISMATCH sets the target aside": (SENDER_ID_MISMATCH, Quarantine()),
    "QUOTA_EXCEEDED waits a minute": (QUOTA_EXCEEDED, Wait(60.0)),
    "QUOTA_EXCEEDED waits as told": (QUOTA_EXCEEDED.retry_after("7"), Wait(7.0)),
    "INTERNAL is tried again": (INTERNAL, Retry()),
    "UNAVAILABLE is tried again": (UNAVAILABLE, Retry()),
    "UNAVAILABLE is tried again when told": (UNAVAILABLE.retry_after("30"), Retry(30.0)),
    "an unreadable Retry-After is as good as none": (UNAVAILABLE.retry_after("soon"), Retry()),
    "a refused access token is no fault of the message": (UNAUTHENTICATED, Retry()),
    "an unknown error is ambiguous": (UNSPECIFIED_ERROR, Ambiguous("HTTP 409")),
    "a proxy's error is ambiguous": (BAD_GATEWAY, Ambiguous("HTTP 502")),
    "a proxy's impatience is ambiguous": (GATEWAY_TIMEOUT, Ambiguous("HTTP 504")),
}


@pytest.mark.parametrize(("answer", "verdict"), REACTIONS.values(), ids=REACTIONS)
async def test_fcm_says(fcm: FcmServer, push: FirebasePush, answer: Answer, verdict: Verdict) -> None:
    fcm.script.next("bad", answer)
    verdicts = await push.send([to("good-1"), to("bad"), to("good-2")])
    assert verdicts[1] == verdict
    assert [type(verdicts[0]), type(verdicts[2])] == [Delivered, Delivered]
    assert fcm.tally.summary().requests == 3  # and nothing was tried again behind our back


@pytest.mark.parametrize(
    "answer", [Answer(200, "<html>"), Answer(400, {"error": "text"}), Answer(404, {"error": "text"})]
)
async def test_an_answer_that_is_not_googles_is_ambiguous_and_takes_no_other_with_it(
    fcm: FcmServer, push: FirebasePush, answer: Answer
) -> None:
    fcm.script.next("bad", answer)
    before, bad, after = await push.send([to("good-1"), to("bad"), to("good-2")])
    assert isinstance(bad, Ambiguous)
    assert [type(before), type(after)] == [Delivered, Delivered]


@pytest.mark.parametrize("answer", [THIRD_PARTY_AUTH_ERROR, PERMISSION_DENIED, NO_SUCH_PROJECT])
async def test_what_only_staff_can_mend_is_told_and_keeps_the_target(
    fcm: FcmServer, push: FirebasePush, answer: Answer
) -> None:
    fcm.script.next("bad", answer)
    [verdict] = await push.send([to("bad")])
    assert isinstance(verdict, Misconfigured)
    assert answer.body["error"]["message"] in verdict.reason
    assert fcm.tally.summary().requests == 1


@pytest.mark.parametrize(
    ("answer", "target_is_bad"),
    [(BAD_TOKEN, True), (INVALID_ARGUMENT, True), (BAD_FIELD, False), (A_PROXYS_400, False)],
)
async def test_an_invalid_argument_is_never_retried_and_blames_the_target_only_when_the_content_is_not_to_blame(
    fcm: FcmServer, push: FirebasePush, answer: Answer, target_is_bad: bool
) -> None:
    fcm.script.next("bad", answer)
    [verdict] = await push.send([to("bad")])
    assert isinstance(verdict, Rejected)
    assert verdict.target_is_bad == target_is_bad
    assert verdict.reason.startswith("INVALID_ARGUMENT: ")
    assert fcm.tally.summary().requests == 1


async def test_an_instant_in_retry_after_is_counted_from_now(fcm: FcmServer, push: FirebasePush) -> None:
    in_two_minutes = format_datetime(SystemClock().now() + timedelta(minutes=2), usegmt=True)
    fcm.script.next("bad", QUOTA_EXCEEDED.retry_after(in_two_minutes))
    [verdict] = await push.send([to("bad")])
    assert isinstance(verdict, Wait)
    assert 110 < verdict.after_s <= 120


async def test_verdicts_are_given_in_the_order_of_the_messages(fcm: FcmServer, push: FirebasePush) -> None:
    fcm.script.always("gone", UNREGISTERED)
    fcm.script.always("slow", Answer(delay_s=0.05))
    names = [("gone", "slow", "good")[number % 3] for number in range(300)]
    verdicts = await push.send([to(f"{name}-{number}") for number, name in enumerate(names)])
    assert [isinstance(verdict, Gone) for verdict in verdicts] == [name == "gone" for name in names]
    ids = [verdict.provider_id for verdict in verdicts if isinstance(verdict, Delivered)]
    assert len(set(ids)) == 200
    assert all(name.startswith("projects/magpie-test/messages/") for name in ids)


async def test_more_than_500_messages_are_refused_and_none_is_sent(fcm: FcmServer, push: FirebasePush) -> None:
    with pytest.raises(ValueError, match="500"):
        await push.send([to(str(number)) for number in range(501)])
    assert fcm.tally.summary().requests == 0


@pytest.mark.parametrize(
    "content",
    [
        Content("x" * 4096, ""),
        Content("x", "", ttl_s=MAX_TTL_S + 1),
        Content("x", "", {"google.x": "1"}),
        Content("x", "", collapse_id="x" * 65),
    ],
    ids=["size", "ttl", "data", "collapse id"],
)
async def test_content_that_nobody_would_take_is_not_sent_and_its_target_is_kept(
    fcm: FcmServer, push: FirebasePush, content: Content
) -> None:
    refused, taken = await push.send([to("one", content), to("two", HELLO)])
    assert isinstance(refused, Rejected)
    assert not refused.target_is_bad
    assert isinstance(taken, Delivered)
    assert fcm.tally.summary().requests == 1
