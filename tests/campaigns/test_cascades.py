"""Push, then e-mail, then SMS: through a real SMTP server and a real gateway, until the member reacts."""

from collections.abc import AsyncIterator
from datetime import timedelta

import httpx
import pytest
from campaign_world import PROGRAMME, Verdicts, decisions, started, with_phone, work
from gateways.sms_gateway import ACCOUNT, TOKEN, ScriptedTwilio
from gateways.smtp_server import ScriptedSmtp

from app.campaigns.desk import Desk
from app.campaigns.model import Channel
from app.campaigns.sending.email_sender import LetterSender
from app.campaigns.sending.push_sender import PushSender
from app.campaigns.sending.sms_sender import SmsSender
from app.campaigns.steering.edit import draft
from app.campaigns.steering.estimate import estimate
from app.channels.verdict import Gone
from app.clock import FixedClock
from app.email.letter import Sender
from app.email.smtp import SmtpEmail, SmtpServer
from app.email.unsubscribe import SignedLinks, Unsubscribing, read_unsubscribe_token
from app.engine.activities import Purchase
from app.engine.backend import Backend
from app.engine.publishing import publish
from app.engine.record import record
from app.profile.store import update_person
from app.sms.twilio import TwilioSms
from app.storage.transaction import in_transaction

SECRET = b"a secret for links"
CASCADE = """\
campaign: cascade
name: A surprise in three ways
timing: {at: 2027-03-01 12:00}
holdout: 0
channels: [{channel: push}, {channel: email, after: 2h}, {channel: sms, after: 1d}]
limits: {stale_after: 3d}
goal: {of: purchase, within: 7d}
variants:
  - id: only
    message:
      languages:
        en:
          notice: {title: Hello, body: "A surprise for {{ member.first_name | you }}"}
          email:
            subject: "A surprise for {{ member.first_name | you }}"
            html: '<p>Hello <a href="{{ unsubscribe.link }}">no more</a></p>'
            text: "Hello. No more: {{ unsubscribe.link }}"
          sms: {text: "A surprise for {{ member.first_name | you }}"}
"""


@pytest.fixture
async def desk(
    backend: Backend, push: Verdicts, smtp_server: ScriptedSmtp, sms_gateway: ScriptedTwilio
) -> AsyncIterator[Desk]:
    """A desk with all three channels, and room for one message a week."""
    narrow = PROGRAMME.replace("{messages: 2, days: 7}", "{messages: 1, days: 7}")
    await publish(backend.database, narrow, backend.clock.now(), "tests")
    smtp = SmtpServer("127.0.0.1", smtp_server.port, tls=False)
    email = SmtpEmail(smtp, Sender("news@shop.test", "Our Shop"), backend.clock)
    async with httpx.AsyncClient(trust_env=False) as client:
        gateway = TwilioSms(client, ACCOUNT, TOKEN, "+31201234567", sms_gateway.url)
        yield Desk(
            backend,
            "this-worker",
            {
                Channel.PUSH: PushSender(backend.database, backend.clock, push),
                Channel.EMAIL: LetterSender(email, SignedLinks("https://shop.test", SECRET)),
                Channel.SMS: SmsSender(gateway),
            },
        )


@pytest.fixture
async def anna(desk: Desk, backend: Backend) -> str:
    """A member with a phone, an address and a number, who has agreed to everything."""
    member = await with_phone(backend, "anna")
    yes = {"granted": True, "since": backend.clock.now(), "text_version": "1"}
    consents = {f"consents.marketing_{way}": yes for way in ("email", "sms")}
    await backend.database.members.update_one({"_id": member}, {"$set": consents})
    details = {"name": "Anna de Vries", "email": "anna@example.com", "phone": "+31612345678"}
    await in_transaction(
        backend.database.client, lambda session: update_person(backend.vault, session, member, details)
    )
    return member


async def hours_later(desk: Desk, clock: FixedClock, *hours: int) -> None:
    """Work after each of these many hours."""
    for each in hours:
        clock.instant += timedelta(hours=each)
        await work(desk)


async def test_who_does_not_react_is_tried_by_one_channel_after_the_other(
    desk: Desk, clock: FixedClock, anna: str, push: Verdicts, smtp_server: ScriptedSmtp, sms_gateway: ScriptedTwilio
) -> None:
    name = await started(desk, CASCADE)
    await hours_later(desk, clock, 2)
    assert (push.to, smtp_server.received, sms_gateway.received) == (["anna"], [], [])
    await hours_later(desk, clock, 1)
    assert smtp_server.received == []
    await hours_later(desk, clock, 1, 23)
    [letter] = smtp_server.taken
    assert letter.recipient == "anna@example.com"
    assert letter.message["Subject"] == "A surprise for Anna"
    assert sms_gateway.received == []
    await hours_later(desk, clock, 1, 24, 24)
    assert [(sms["To"], sms["Body"]) for sms in sms_gateway.received] == [("+31612345678", "A surprise for Anna")]
    assert (len(push.sent), len(smtp_server.received)) == (1, 1)
    assert list((await decisions(desk, name)).values()) == ["sent"] * 3
    assert await desk.database.inbox.count_documents({}) == 1


async def test_every_part_of_a_letter_says_how_to_get_no_more_of_them(
    desk: Desk, clock: FixedClock, anna: str, smtp_server: ScriptedSmtp
) -> None:
    await started(desk, CASCADE)
    await hours_later(desk, clock, 2, 2)
    [letter] = smtp_server.taken
    link = letter.message["List-Unsubscribe"].strip("<>")
    token = link.removeprefix("https://shop.test/unsubscribe/")
    assert read_unsubscribe_token(SECRET, token) == Unsubscribing(anna, "marketing_email")
    parts = [part.get_content() for part in letter.message.iter_parts()]
    assert len(parts) == 2
    assert all(link in part for part in parts)


async def test_opening_the_push_stops_the_cascade(
    desk: Desk, clock: FixedClock, anna: str, smtp_server: ScriptedSmtp, sms_gateway: ScriptedTwilio
) -> None:
    name = await started(desk, CASCADE)
    await hours_later(desk, clock, 2)
    opened = {"$set": {"opened_at": clock.now()}}
    await desk.database.deliveries.update_one({"campaign": name, "step": 0}, opened)
    await hours_later(desk, clock, 2, 24, 24)
    assert list((await decisions(desk, name)).values()) == ["sent", "opened"]
    assert (smtp_server.received, sms_gateway.received) == ([], [])


async def test_reaching_the_goal_stops_the_cascade(
    desk: Desk, clock: FixedClock, anna: str, smtp_server: ScriptedSmtp, sms_gateway: ScriptedTwilio
) -> None:
    name = await started(desk, CASCADE)
    await hours_later(desk, clock, 2, 2)
    bought = Purchase(partner="till", reference="1", amount=500, currency="EUR")
    await record(desk.backend, anna, bought, "1", "test")
    await hours_later(desk, clock, 24, 24)
    assert list((await decisions(desk, name)).values()) == ["sent", "sent", "goal_reached"]
    assert (len(smtp_server.received), sms_gateway.received) == (1, [])


async def test_a_phone_that_is_gone_is_followed_by_the_next_channel_at_once(
    desk: Desk, clock: FixedClock, anna: str, push: Verdicts, smtp_server: ScriptedSmtp
) -> None:
    push.answer = lambda message: Gone()
    name = await started(desk, CASCADE)
    await hours_later(desk, clock, 2, 0)
    assert list((await decisions(desk, name)).values())[:2] == ["no_channel", "sent"]
    assert len(smtp_server.taken) == 1
    assert await desk.database.devices.count_documents({}) == 0


@pytest.mark.parametrize("channel", [Channel.PUSH, Channel.EMAIL, Channel.SMS])
async def test_opting_out_between_planning_and_sending_sends_nothing_by_that_channel(
    desk: Desk,
    clock: FixedClock,
    anna: str,
    channel: Channel,
    push: Verdicts,
    smtp_server: ScriptedSmtp,
    sms_gateway: ScriptedTwilio,
) -> None:
    name = await started(desk, CASCADE)
    clock.instant += timedelta(hours=1, minutes=50)
    await work(desk)
    assert list((await decisions(desk, name)).values()) == ["planned"]
    purpose = desk.senders[channel].purpose.value
    await desk.database.members.update_one({"_id": anna}, {"$set": {f"consents.{purpose}.granted": False}})
    await hours_later(desk, clock, 1, 2, 24, 24)
    sent = {Channel.PUSH: push.sent, Channel.EMAIL: smtp_server.received, Channel.SMS: sms_gateway.received}
    assert {one for one, messages in sent.items() if not messages} == {channel}
    assert sorted((await decisions(desk, name)).values()) == ["no_consent", "sent", "sent"]


async def test_the_estimate_knows_who_can_be_reached_by_one_of_the_channels(
    desk: Desk, backend: Backend, anna: str
) -> None:
    await with_phone(backend, "ben")
    await backend.database.devices.delete_many({})
    record = await (await draft(backend, CASCADE, "mia")).carry_out(backend.database)
    found = await estimate(desk, record)
    assert (found.audience, found.no_channel, found.reached) == (2, 1, 1)
