"""A message that uses everything, in two languages, and ways to change it."""

from typing import Any

from app.templates.check import Known
from app.templates.model import Message
from app.templates.render import Reader
from app.templates.values import Link, Values

LANGUAGES = ("en", "uk", "pt-BR")
KNOWN = Known(
    texts=frozenset({"member.first_name", "member.points", "member.likes", "voucher.code", "voucher.until"}),
    addresses=frozenset({"voucher.link"}),
)
UNSUBSCRIBE = Link("https://loyalty.example/unsubscribe/token")
VALUES: Values = {
    "member.first_name": "Anna & Co <b>",
    "member.points": 12_500,
    "voucher.code": "AB 1&2",
    "voucher.link": Link("https://loyalty.example/v?code=1&kind=2"),
    "unsubscribe.link": UNSUBSCRIBE,
}
ANNA = Reader("en", "en")

ENGLISH: dict[str, Any] = {
    "notice": {
        "title": "Hello {{ member.first_name | there }}!",
        "body": "You have {{ member.points | 0 }} points.",
        "link": "magpie://vouchers/{{ voucher.code }}",
        "image": "https://cdn.example/gift.png",
    },
    "email": {
        "subject": "{{ member.first_name | Friend }}, a gift",
        "html": (
            "<p title='{{ member.first_name }}'>Hello {{ member.first_name | there }}!</p>"
            '<a href="{{ voucher.link }}">Gift</a>'
            '<a href="https://shop.example/?code={{ voucher.code }}">Shop</a>'
            '<a href="{{ unsubscribe.link }}">No more of these</a>'
        ),
        "text": "Hello {{ member.first_name | there }}! {{ voucher.link }}\nNo more: {{ unsubscribe.link }}",
    },
    "sms": {"text": "{{ member.first_name | Hello }}, a gift: {{ voucher.code }}"},
}
UKRAINIAN: dict[str, Any] = {
    "notice": {"title": "Вітаємо, {{ member.first_name }}!", "body": "{{ member.points }} балів"}
}


def message(**languages: Any) -> Message:
    return Message.model_validate({"languages": languages or {"en": ENGLISH, "uk": UKRAINIAN}})


def with_part(channel: str, part: str, source: str) -> Message:
    """The English message with one part replaced."""
    return message(en={**ENGLISH, channel: {**ENGLISH[channel], part: source}})
