"""Finding what is wrong with a message before it is kept."""

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from difflib import get_close_matches

from app.errors import Refusal
from app.templates.limits import LONGEST_SMS, NOTICE_BYTES
from app.templates.links import begins_with_variable, is_app_link, is_web_link
from app.templates.model import Message, Texts
from app.templates.places import Place, places_in
from app.templates.refusals import (
    MisplacedVariable,
    MistakenVariable,
    NoDefaultText,
    NoLogic,
    NotALink,
    NoUnsubscribeLink,
    TextTooLong,
    UnknownTextLanguage,
    UnknownVariable,
)
from app.templates.sizes import most_bytes, most_characters
from app.templates.source import MistakenSource, Variable, variables_in

UNSUBSCRIBE = "unsubscribe.link"
"""Known in every e-mail, and needed in both of its parts."""
LOGIC = re.compile(r"\{%[^}\n]{0,40}\}?")
CHANNELS = tuple(Texts.model_fields)


@dataclass(frozen=True, slots=True)
class Known:
    """The variables that a message may name: those that give a text, and those that give an address of the server's."""

    texts: frozenset[str]
    addresses: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class _Part:
    language: str
    channel: str
    part: str
    source: str
    known: Known

    @property
    def named(self) -> tuple[str, str, str]:
        return self.language, self.channel, self.part


def mistakes_in(message: Message, languages: Sequence[str], known: Known) -> list[Refusal]:
    """Everything that is wrong with the message, each about its place. `languages` are the programme's, first first."""
    return [
        *_mistaken_languages(message, languages),
        *(mistake for part in _parts(message, known) for mistake in _mistakes_of(part)),
        *_too_long(message, known),
    ]


def _mistaken_languages(message: Message, languages: Sequence[str]) -> Iterator[Refusal]:
    for language in message.languages:
        if language not in languages:
            yield UnknownTextLanguage(language, tuple(languages)).about("languages", language)
    default = message.languages.get(languages[0], Texts())
    for channel in CHANNELS:
        used = channel == "notice" or any(getattr(texts, channel) for texts in message.languages.values())
        if used and getattr(default, channel) is None:
            yield NoDefaultText(languages[0], channel).about("languages", languages[0], channel)


def _parts(message: Message, known: Known) -> Iterator[_Part]:
    in_email = Known(known.texts, known.addresses | {UNSUBSCRIBE})
    for language, texts in message.languages.items():
        for channel, kept in texts:
            for name, source in kept or ():
                if source is not None:
                    yield _Part(language, channel, name, source, in_email if channel == "email" else known)


def variables_of(message: Message) -> Iterator[tuple[tuple[str, ...], str]]:
    """Every variable that a message names, with its place, each once; none of texts that are mistaken."""
    for part in _parts(message, Known(frozenset())):
        with suppress(MistakenSource):
            for name in dict.fromkeys(variable.name for variable in variables_in(part.source)):
                yield ("languages", *part.named), name


def _mistakes_of(part: _Part) -> Iterator[Refusal]:
    try:
        variables = variables_in(part.source)
    except MistakenSource as mistake:
        yield _about(part, MistakenVariable(*part.named, mistake.position, mistake.found))
        return
    yield from _unknown(part, variables)
    yield from _logic(part)
    check = CHECKS.get((part.channel, part.part))
    if check:
        yield from check(part, variables)


def _unknown(part: _Part, variables: list[Variable]) -> Iterator[Refusal]:
    names = part.known.texts | part.known.addresses
    for name in dict.fromkeys(variable.name for variable in variables):
        if name not in names:
            nearest = get_close_matches(name[:80], sorted(names), n=1)
            yield _about(part, UnknownVariable(*part.named, name, nearest[0] if nearest else None))


def _logic(part: _Part) -> Iterator[Refusal]:
    """What would be logic in other template languages would be sent to the letter here."""
    if found := LOGIC.search(part.source):
        yield _about(part, NoLogic(*part.named, found[0]))


def _mistaken_html(part: _Part, variables: list[Variable]) -> Iterator[Refusal]:
    for variable, place in zip(variables, places_in(part.source), strict=True):
        leads = place is Place.LINK_START
        if place is Place.FORBIDDEN or (leads and not _may_lead(part, variable, is_web_link)):
            yield _about(part, MisplacedVariable(*part.named, variable.name))
    yield from _no_unsubscribing(part, variables)


def _no_unsubscribing(part: _Part, variables: list[Variable]) -> Iterator[Refusal]:
    if all(variable.name != UNSUBSCRIBE for variable in variables):
        yield _about(part, NoUnsubscribeLink(*part.named, UNSUBSCRIBE))


def _mistaken_link(part: _Part, _: list[Variable]) -> Iterator[Refusal]:
    is_link = is_app_link if part.part == "link" else is_web_link
    first = begins_with_variable(part.source)
    if not (is_link(part.source) if first is None else _may_lead(part, first, is_link)):
        yield _about(part, NotALink(*part.named))


def _may_lead(part: _Part, variable: Variable, is_link: Callable[[str], bool]) -> bool:
    return variable.name in part.known.addresses and (not variable.default or is_link(variable.default))


CHECKS = {
    ("notice", "link"): _mistaken_link,
    ("notice", "image"): _mistaken_link,
    ("email", "html"): _mistaken_html,
    ("email", "text"): _no_unsubscribing,
}


def _too_long(message: Message, known: Known) -> Iterator[Refusal]:
    for language, texts in message.languages.items():
        try:
            if texts.notice and (size := most_bytes(texts.notice, known.addresses)) > NOTICE_BYTES:
                yield TextTooLong(language, "notice", size, NOTICE_BYTES, "bytes").about(
                    "languages", language, "notice"
                )
            if texts.sms and (size := most_characters(texts.sms.text, known.addresses)) > LONGEST_SMS:
                yield TextTooLong(language, "sms", size, LONGEST_SMS, "characters").about("languages", language, "sms")
        except MistakenSource:
            continue  # told already, and without its variables it has no size


def _about(part: _Part, refusal: Refusal) -> Refusal:
    return refusal.about("languages", *part.named)
