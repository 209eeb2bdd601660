"""Letters over SMTP: to a real server, each of whose replies has a verdict."""

import asyncio
import socket
from email.utils import parseaddr

import pytest
from gateways.smtp_server import Drop, Reply, ScriptedSmtp, smtp_listening
from letter_examples import LETTER, SENDER, email_at, letter

from app.channels.verdict import Ambiguous, Delivered, Gone, Misconfigured, Rejected, Retry, Verdict, Wait
from app.email.letter import Letter
from app.email.recording import KEPT, RecordingEmail
from app.email.smtp import LETTERS_PER_CONNECTION, SmtpEmail

TAKEN = Delivered("4XyZ1")


async def verdicts(email: SmtpEmail, *letters: Letter) -> list[Verdict]:
    async with email.batch() as batch:
        return [await batch.send(one) for one in letters]


async def test_a_letter_arrives_as_it_was_written(smtp_server: ScriptedSmtp) -> None:
    assert await verdicts(email_at(smtp_server.port), LETTER) == [TAKEN]
    (arrived,) = smtp_server.taken
    assert (arrived.sender, arrived.recipient) == (SENDER.address, LETTER.to)
    assert parseaddr(str(arrived.message["To"]))[1] == LETTER.to
    text = arrived.message.get_body(("plain",))
    assert text is not None
    assert text.get_content().replace("\r\n", "\n") == LETTER.text


async def test_a_batch_goes_over_one_connection(smtp_server: ScriptedSmtp) -> None:
    assert await verdicts(email_at(smtp_server.port), *(letter(f"row-{n}") for n in range(5))) == [TAKEN] * 5
    assert (smtp_server.connections, len(smtp_server.taken)) == (1, 5)
    assert len({arrived.message["Message-ID"] for arrived in smtp_server.taken}) == 5


async def test_a_batch_without_letters_connects_to_nobody(smtp_server: ScriptedSmtp) -> None:
    assert await verdicts(email_at(smtp_server.port)) == []
    assert smtp_server.connections == 0


async def test_a_long_batch_takes_a_new_connection_before_servers_close_the_old_one(smtp_server: ScriptedSmtp) -> None:
    letters = [letter(f"row-{n}") for n in range(LETTERS_PER_CONNECTION + 1)]
    assert set(await verdicts(email_at(smtp_server.port), *letters)) == {TAKEN}
    assert smtp_server.connections == 2


async def test_a_connection_that_was_idle_too_long_costs_no_letter(smtp_server: ScriptedSmtp) -> None:
    async with email_at(smtp_server.port).batch() as batch:
        assert await batch.send(letter("row-1")) == TAKEN
        smtp_server.drop_connections()
        assert await batch.send(letter("row-2")) == TAKEN
    assert (smtp_server.connections, len(smtp_server.taken)) == (2, 2)


@pytest.mark.parametrize(
    ("step", "reply", "verdict"),
    [
        ("CONNECT", "421 4.3.2 Too many connections", Wait(60.0)),
        ("CONNECT", "450 4.3.0 Later", Retry()),
        ("CONNECT", "554 5.7.1 No service for you", Misconfigured("554 5.7.1 No service for you")),
        ("MAIL", "421 4.7.0 Too much mail", Wait(60.0)),
        ("MAIL", "451 4.3.0 Later", Retry()),
        (
            "MAIL",
            "550 5.7.1 <news@shop.example> is not yours",
            Misconfigured("550 5.7.1 (address) is not yours"),
        ),
        ("RCPT", "421 4.7.0 Closing", Wait(60.0)),
        ("RCPT", "450 4.2.0 Greylisted", Retry()),
        ("RCPT", "452 4.2.2 Mailbox full", Retry()),
        ("RCPT", "550 5.1.1 <anna@mail.example>: no such user", Gone()),
        ("RCPT", "551 5.1.6 Moved", Gone()),
        ("RCPT", "556 5.1.10 Takes no mail", Gone()),
        ("RCPT", "550 5.2.1 Disabled", Gone()),
        ("RCPT", "553 5.1.3 Bad address", Rejected("553 5.1.3 Bad address", target_is_bad=True)),
        ("RCPT", "550 No such user here", Rejected("550 No such user here", target_is_bad=False)),
        ("RCPT", "552 5.2.2 Mailbox full", Rejected("552 5.2.2 Mailbox full", target_is_bad=False)),
        ("RCPT", "550 5.7.1 Blocked", Rejected("550 5.7.1 Blocked", target_is_bad=False)),
        ("RCPT", "550 5.1.8 Sender's domain", Misconfigured("550 5.1.8 Sender's domain")),
        ("RCPT", "530 5.7.0 Sign in first", Misconfigured("530 5.7.0 Sign in first")),
        ("RCPT", "299 What", Retry()),
        ("DATA", "421 4.3.0 Closing", Wait(60.0)),
        ("DATA", "451 4.7.1 Later", Retry()),
        ("DATA", "550 5.1.1 No such user", Gone()),
        ("DATA", "554 5.7.1 Looks like spam", Rejected("554 5.7.1 Looks like spam", target_is_bad=False)),
        ("DATA", "354 What", Ambiguous("354 What")),
    ],
)
async def test_each_reply_has_its_verdict_and_the_next_letter_goes_out(
    smtp_server: ScriptedSmtp, step: str, reply: str, verdict: Verdict
) -> None:
    smtp_server.script(step, Reply(reply))
    assert await verdicts(email_at(smtp_server.port), letter("row-1"), letter("row-2")) == [verdict, TAKEN]
    assert len(smtp_server.taken) == 1


@pytest.mark.parametrize("step", ["CONNECT", "MAIL", "RCPT"])
async def test_a_letter_whose_connection_breaks_before_it_is_handed_over_can_be_sent_again(
    smtp_server: ScriptedSmtp, step: str
) -> None:
    smtp_server.script(step, Drop())
    assert await verdicts(email_at(smtp_server.port), letter("row-1"), letter("row-1")) == [Retry(), TAKEN]
    assert len(smtp_server.received) == 1


async def test_nobody_knows_what_became_of_a_letter_whose_connection_breaks_after_it(
    smtp_server: ScriptedSmtp,
) -> None:
    smtp_server.script("DATA", Drop())
    lost, taken = await verdicts(email_at(smtp_server.port), letter("row-1"), letter("row-2"))
    assert lost == Ambiguous("no reply to the letter: SMTPServerDisconnected")
    assert taken == TAKEN
    assert len(smtp_server.received) == 2


async def test_nobody_knows_what_became_of_a_letter_whose_reply_is_late(smtp_server: ScriptedSmtp) -> None:
    smtp_server.script("DATA", Reply("250 Ok", after_s=1.0))
    lost, taken = await verdicts(email_at(smtp_server.port, timeout_s=0.3), letter("row-1"), letter("row-2"))
    assert lost == Ambiguous("no reply to the letter: SMTPReadTimeoutError")
    assert taken == TAKEN


async def test_a_server_that_is_slow_before_the_letter_is_tried_again(smtp_server: ScriptedSmtp) -> None:
    smtp_server.script("RCPT", Reply("250 Ok", after_s=1.0))
    assert await verdicts(email_at(smtp_server.port, timeout_s=0.3), LETTER) == [Retry()]
    assert smtp_server.received == []


async def test_a_server_that_nobody_reaches_is_tried_again() -> None:
    with socket.create_server(("127.0.0.1", 0)) as bound:
        port = bound.getsockname()[1]
    assert await verdicts(email_at(port), LETTER) == [Retry()]


async def test_a_batch_that_is_cancelled_within_a_letter_ends_at_once(smtp_server: ScriptedSmtp) -> None:
    smtp_server.script("DATA", Reply("250 Ok", after_s=30.0))
    sending = asyncio.create_task(verdicts(email_at(smtp_server.port, timeout_s=60.0), LETTER))
    async with asyncio.timeout(1):
        await smtp_server.arrived.wait()
        sending.cancel()
        with pytest.raises(asyncio.CancelledError):
            await sending


async def test_a_letter_that_is_cancelled_leaves_no_reply_to_the_next_one(smtp_server: ScriptedSmtp) -> None:
    smtp_server.script("DATA", Reply("250 Ok", after_s=0.2))
    async with email_at(smtp_server.port).batch() as batch:
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(batch.send(letter("row-1")), 0.1)
        assert await batch.send(letter("row-2")) == TAKEN
    assert smtp_server.connections == 2


@pytest.mark.parametrize("to", ["анна@mail.example", "anna", "anna@mail.example>\r\nRCPT TO:<bob@mail.example"])
async def test_an_address_that_smtp_cannot_carry_never_reaches_the_server(smtp_server: ScriptedSmtp, to: str) -> None:
    (verdict,) = await verdicts(email_at(smtp_server.port), letter("row-1", to))
    assert isinstance(verdict, Rejected)
    assert verdict.target_is_bad
    assert smtp_server.connections == 0


async def test_an_id_that_the_server_does_not_tell_is_empty() -> None:
    async with smtp_listening() as server:
        server.script("DATA", Reply("250 Ok"), Reply("250 OK id=1tXyZ-000-AB"))
        assert await verdicts(email_at(server.port), LETTER, LETTER) == [Delivered(""), Delivered("1tXyZ-000-AB")]


async def test_the_recorder_keeps_the_last_letters() -> None:
    email = RecordingEmail()
    async with email.batch() as batch:
        for number in range(KEPT + 1):
            assert await batch.send(letter(f"row-{number}")) == Delivered(f"recorded:row-{number}")
    assert (len(email.sent), email.sent[0].row, email.sent[-1].row) == (KEPT, "row-1", f"row-{KEPT}")
