"""What one member reads, per channel. Never raises for a message in which `check` found no mistake."""

from dataclasses import dataclass

from app.templates.choose import choose
from app.templates.fill import fill_html, fill_text
from app.templates.links import fill_link
from app.templates.model import Message
from app.templates.values import Values


@dataclass(frozen=True, slots=True)
class Reader:
    """Whose languages count: the member's own, and the programme's first."""

    language: str
    default: str


@dataclass(frozen=True, slots=True)
class ReadNotice:
    """What a push shows and the inbox keeps, in `language`. A link without a value is none."""

    language: str
    title: str
    body: str
    link: str | None
    image: str | None


@dataclass(frozen=True, slots=True)
class ReadEmail:
    """An e-mail in `language`; `subject` is one line."""

    language: str
    subject: str
    html: str
    text: str


@dataclass(frozen=True, slots=True)
class ReadSms:
    """A text message in `language`."""

    language: str
    text: str


def notice_for(message: Message, reader: Reader, values: Values) -> ReadNotice | None:
    """The notice as the reader gets it; None when the message has none."""
    chosen = choose(message, lambda texts: texts.notice, reader.language, reader.default)
    if chosen is None:
        return None
    language, notice = chosen
    return ReadNotice(
        language,
        title=_line(notice.title, values, language),
        body=fill_text(notice.body, values, language).strip(),
        link=_link(notice.link, values, language),
        image=_link(notice.image, values, language),
    )


def email_for(message: Message, reader: Reader, values: Values) -> ReadEmail | None:
    """The e-mail as the reader gets it; None when the message has none."""
    chosen = choose(message, lambda texts: texts.email, reader.language, reader.default)
    if chosen is None:
        return None
    language, email = chosen
    return ReadEmail(
        language,
        subject=_line(email.subject, values, language),
        html=fill_html(email.html, values, language),
        text=fill_text(email.text, values, language),
    )


def sms_for(message: Message, reader: Reader, values: Values) -> ReadSms | None:
    """The text message as the reader gets it; None when the message has none."""
    chosen = choose(message, lambda texts: texts.sms, reader.language, reader.default)
    if chosen is None:
        return None
    language, sms = chosen
    return ReadSms(language, fill_text(sms.text, values, language).strip())


def _line(source: str, values: Values, language: str) -> str:
    return " ".join(fill_text(source, values, language).split())


def _link(source: str | None, values: Values, language: str) -> str | None:
    return (source and fill_link(source, values, language)) or None
