"""A message as it is kept: in a campaign, or in a programme's file."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from app.templates.limits import LONGEST_BODY, LONGEST_EMAIL, LONGEST_LINE, LONGEST_LINK, LONGEST_SMS

LanguageTag = Annotated[str, Field(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$")]
"""As the programme writes its own languages, for example `en` or `pt-BR`."""


class _Kept(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class Notice(_Kept):
    """What a push shows and the inbox keeps."""

    title: str = Field(min_length=1, max_length=LONGEST_LINE)
    body: str = Field(min_length=1, max_length=LONGEST_BODY)
    link: str | None = Field(default=None, min_length=1, max_length=LONGEST_LINK)
    """Where a tap leads: `https://...`, or a scheme of the app's own."""
    image: str | None = Field(default=None, min_length=1, max_length=LONGEST_LINK)
    """`https://...`"""


class Email(_Kept):
    """An e-mail. Every mail program shows either `html` or `text`, so both say the same."""

    subject: str = Field(min_length=1, max_length=LONGEST_LINE)
    html: str = Field(min_length=1, max_length=LONGEST_EMAIL)
    text: str = Field(min_length=1, max_length=LONGEST_EMAIL)


class Sms(_Kept):
    """A text message."""

    text: str = Field(min_length=1, max_length=LONGEST_SMS)


class Texts(_Kept):
    """A message in one language. A channel without a text here falls back to another language.

    Each field is a channel, each field of a channel one of its parts: that is how mistakes name their place.
    """

    notice: Notice | None = None
    email: Email | None = None
    sms: Sms | None = None


class Message(_Kept):
    """A message in all its languages."""

    languages: dict[LanguageTag, Texts] = Field(min_length=1, max_length=50)
