"""Which of a message's languages a member reads, channel by channel."""

from collections.abc import Callable, Iterator
from typing import TypeVar

from app.templates.model import Message, Texts

Channel = TypeVar("Channel")


def choose(
    message: Message, channel: Callable[[Texts], Channel | None], language: str, default: str
) -> tuple[str, Channel] | None:
    """A channel's text with its language: the member's own, it without region or script, the programme's first.

    That is the lookup of RFC 4647, section 3.4. None where the message does not use the channel.
    """
    tags = {tag.lower(): tag for tag in message.languages}
    for wanted in _lookup(language, default):
        tag = tags.get(wanted.lower())
        text = channel(message.languages[tag]) if tag else None
        if tag and text is not None:
            return tag, text
    return None


def _lookup(language: str, default: str) -> Iterator[str]:
    while language:
        yield language
        language = language.rpartition("-")[0]
    yield default
