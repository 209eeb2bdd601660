"""A letter, and whom it comes from."""

from dataclasses import replace
from datetime import UTC, datetime

from app.clock import MovableClock
from app.email.letter import Letter, Sender
from app.email.smtp import SmtpEmail, SmtpServer

AT = datetime(2026, 3, 2, 17, 5, tzinfo=UTC)
SENDER = Sender("news@shop.example", "Our Shop", "help@shop.example")
LETTER = Letter(
    row="row-1",
    to="anna@mail.example",
    subject="Подарунок для Анни",
    html="<p>Привіт, Анно!</p>\n",
    text="Привіт, Анно!\n",
    unsubscribe="https://loyalty.example/unsubscribe/marketing.mem_1." + "x" * 100,
)


class StoppedClock(MovableClock):
    def now(self) -> datetime:
        return AT


def letter(row: str, to: str = LETTER.to) -> Letter:
    return replace(LETTER, row=row, to=to)


def email_at(port: int, *, timeout_s: float = 5.0, server: SmtpServer | None = None) -> SmtpEmail:
    plain = SmtpServer("127.0.0.1", port, tls=False, timeout_s=timeout_s)
    return SmtpEmail(server or plain, SENDER, StoppedClock())
