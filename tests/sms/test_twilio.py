"""Text messages by Twilio's API, over real HTTP."""

import asyncio
import socket
from collections.abc import AsyncIterator

import httpx
import pytest
from gateways.sms_gateway import ACCOUNT, TOKEN, Answer, HangUp, ScriptedTwilio, refusal

from app.channels.verdict import Ambiguous, Delivered, Gone, Misconfigured, Rejected, Retry, Verdict, Wait
from app.sms.gateway import TextMessage
from app.sms.recording import KEPT, RecordingSms
from app.sms.twilio import TwilioSms

MESSAGE = TextMessage("row-1", "+31612345678", "Привіт & вітання 🎁")


@pytest.fixture
async def client() -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient() as client:
        yield client


@pytest.fixture
def sms(client: httpx.AsyncClient, sms_gateway: ScriptedTwilio) -> TwilioSms:
    return TwilioSms(client, ACCOUNT, TOKEN, "+3197010000000", sms_gateway.url)


async def test_a_message_that_is_queued_is_delivered_with_its_id(sms: TwilioSms, sms_gateway: ScriptedTwilio) -> None:
    assert await sms.send(MESSAGE) == Delivered(f"SM{1:032x}")
    assert sms_gateway.received == [{"To": MESSAGE.to, "From": "+3197010000000", "Body": MESSAGE.text}]


async def test_a_messaging_service_sends_in_its_own_name(
    client: httpx.AsyncClient, sms_gateway: ScriptedTwilio
) -> None:
    service = "MG" + "a" * 32
    await TwilioSms(client, ACCOUNT, TOKEN, service, sms_gateway.url).send(MESSAGE)
    assert sms_gateway.received == [{"To": MESSAGE.to, "MessagingServiceSid": service, "Body": MESSAGE.text}]


@pytest.mark.parametrize(
    ("answer", "verdict"),
    [
        (refusal(21610, message="Attempt to send to unsubscribed recipient"), Gone()),
        (
            refusal(21211, message="The 'To' number +31612345678 is not a valid phone number."),
            Rejected("21211 The 'To' number (number) is not a valid phone number.", target_is_bad=True),
        ),
        (refusal(21614), Rejected("21614", target_is_bad=True)),
        (refusal(21635), Rejected("21635", target_is_bad=True)),
        (
            refusal(21617, message="The concatenated message body exceeds the 1600 character limit"),
            Rejected("21617 The concatenated message body exceeds the 1600 character limit", target_is_bad=False),
        ),
        (refusal(21408), Rejected("21408", target_is_bad=False)),
        (refusal(99999), Rejected("99999", target_is_bad=False)),
        (refusal(20003, status=401, message="Authenticate"), Misconfigured("20003 Authenticate")),
        (refusal(21606), Misconfigured("21606")),
        (refusal(21660), Misconfigured("21660")),
        (refusal(20404, status=404), Misconfigured("20404")),
        (Answer(403, "forbidden"), Misconfigured("403")),
        (Answer(302, "", {"location": "https://elsewhere.example"}), Misconfigured("302")),
        (refusal(20429, status=429), Wait(60.0)),
        (refusal(20429, status=429, retry_after="7"), Wait(7.0)),
        (refusal(20429, status=429, retry_after="Mon, 02 Mar 2026 17:05:00 GMT"), Wait(60.0)),
        (refusal(21611), Wait(60.0)),
        (Answer(429, "slow down"), Wait(60.0)),
        (refusal(20500, status=500), Retry()),
        (refusal(20503, status=503, retry_after="30"), Retry(30.0)),
        (Answer(500, "<html>"), Retry()),
        (Answer(502, "<html>"), Ambiguous("502")),
        (Answer(504, "<html>"), Ambiguous("504")),
        (Answer(201, "not json"), Delivered("")),
        (Answer(201, "[]"), Delivered("")),
    ],
)
async def test_each_answer_has_its_verdict(
    sms: TwilioSms, sms_gateway: ScriptedTwilio, answer: Answer, verdict: Verdict
) -> None:
    sms_gateway.script(answer)
    assert await sms.send(MESSAGE) == verdict
    assert len(sms_gateway.received) == 1


async def test_wrong_credentials_are_the_staffs_to_mend(client: httpx.AsyncClient, sms_gateway: ScriptedTwilio) -> None:
    sms = TwilioSms(client, ACCOUNT, "another token", "+3197010000000", sms_gateway.url)
    assert await sms.send(MESSAGE) == Misconfigured("20003 Authenticate")
    assert sms_gateway.received == []


async def test_nobody_knows_what_became_of_a_message_whose_answer_is_late(
    client: httpx.AsyncClient, sms_gateway: ScriptedTwilio
) -> None:
    sms = TwilioSms(client, ACCOUNT, TOKEN, "+3197010000000", sms_gateway.url, timeout_s=0.2)
    sms_gateway.script(Answer(201, "{}", after_s=0.5))
    assert await sms.send(MESSAGE) == Ambiguous("no answer: ReadTimeout")
    assert len(sms_gateway.received) == 1
    await asyncio.sleep(0.4)


async def test_nobody_knows_what_became_of_a_message_whose_answer_breaks_off(
    sms: TwilioSms, sms_gateway: ScriptedTwilio
) -> None:
    sms_gateway.script(HangUp())
    assert await sms.send(MESSAGE) == Ambiguous("no answer: RemoteProtocolError")
    assert len(sms_gateway.received) == 1


async def test_a_message_that_never_left_can_be_sent_again(client: httpx.AsyncClient) -> None:
    with socket.create_server(("127.0.0.1", 0)) as bound:
        port = bound.getsockname()[1]
    sms = TwilioSms(client, ACCOUNT, TOKEN, "+3197010000000", f"http://127.0.0.1:{port}")
    assert await sms.send(MESSAGE) == Retry()


@pytest.mark.parametrize("number", ["0612345678", "+0612345678", "+31 6 1234 5678", "+316", "", "+31612345678 "])
async def test_a_number_that_is_not_e164_is_never_sent(
    sms: TwilioSms, sms_gateway: ScriptedTwilio, number: str
) -> None:
    verdict = await sms.send(TextMessage("row-1", number, "Hello"))
    assert isinstance(verdict, Rejected)
    assert verdict.target_is_bad
    assert sms_gateway.received == []


async def test_the_recorder_keeps_the_last_messages() -> None:
    sms = RecordingSms()
    for number in range(KEPT + 1):
        assert await sms.send(TextMessage(f"row-{number}", MESSAGE.to, "Hello")) == Delivered(f"recorded:row-{number}")
    assert (len(sms.sent), sms.sent[0].row, sms.sent[-1].row) == (KEPT, "row-1", f"row-{KEPT}")
