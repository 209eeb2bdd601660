"""Where in an HTML text its variables stand: that decides how values are made harmless, or that none can be."""

import re
from enum import Enum, auto
from functools import lru_cache
from html.parser import HTMLParser

from app.templates.source import Variable, parse


class Place(Enum):
    """Where a variable stands."""

    TEXT = auto()
    """In text, or in a quoted attribute that is no link."""
    LINK = auto()
    """Within a link, after its beginning."""
    LINK_START = auto()
    """Where a link begins, so that the value decides where it leads."""
    FORBIDDEN = auto()
    """Where escaping does not help: in tags, comments, scripts, styles and attributes without quotes."""


MARK = re.compile("\ue000([0-9]+)\ue001")
"""A variable while the HTML around it is read; of characters that stand for nothing."""
QUOTED = re.compile(r"""(?<=\s)[^\s"'<>/=]+\s*=\s*(?:"[^"]*"|'[^']*')""")
TAG_OF_VALUE = re.compile("<\ue000[0-9]+\ue001")
"""No tag, but with a value it would be one."""
RAW = frozenset({"script", "style", "iframe", "noembed", "noframes", "plaintext", "xmp"})
"""Elements in which nothing is escaped."""
LINKS = frozenset(
    {"action", "background", "cite", "data", "formaction", "href", "longdesc", "poster", "src", "srcset", "xlink:href"}
)
CODE = frozenset({"srcdoc", "style"})
BEGINNING = re.compile(r"\s*(?:https?://[^/?#\s\ue000]+[/?#]|mailto:|tel:|sms:)", re.IGNORECASE)
"""A whole host, or a scheme that has none: no value can lead elsewhere after it."""


@lru_cache(256)
def places_in(source: str) -> tuple[Place, ...]:
    """The place of each variable of an HTML text, in their order. Raises MistakenSource."""
    parts = parse(source)
    variables = [number for number, part in enumerate(parts) if isinstance(part, Variable)]
    reader = _Reader()
    reader.read("".join(_marked(number, part) for number, part in enumerate(parts)))
    return tuple(reader.places.get(number, Place.FORBIDDEN) for number in variables)


def _marked(number: int, part: str | Variable) -> str:
    return f"\ue000{number}\ue001" if isinstance(part, Variable) else part.replace("\ue000", "").replace("\ue001", "")


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)  # so that nothing but an unfinished tag is left when all was fed
        self.places: dict[int, Place] = {}
        self._raw: str | None = None

    def read(self, html: str) -> None:
        """Note the place of every mark, but for those in comments and the like, which are nowhere."""
        self._note("".join(TAG_OF_VALUE.findall(html)), Place.FORBIDDEN)
        self.feed(html)
        if self.rawdata.startswith("<"):  # browsers and mail programs do not agree on what an unfinished tag is
            self._note(self.rawdata, Place.FORBIDDEN)
        self.close()

    def handle_data(self, data: str) -> None:
        self._note(data, Place.FORBIDDEN if self._raw else Place.TEXT)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._note(QUOTED.sub("", self.get_starttag_text() or ""), Place.FORBIDDEN)
        for name, value in attrs:
            self._note_attribute(name, value or "")
        if self._raw is None and tag in RAW:
            self._raw = tag

    def handle_endtag(self, tag: str) -> None:
        if tag == self._raw:
            self._raw = None

    def _note_attribute(self, name: str, value: str) -> None:
        if name in CODE or name.startswith("on"):
            self._note(value, Place.FORBIDDEN)
        elif name not in LINKS:
            self._note(value, Place.TEXT)
        else:
            self._note_link(value)

    def _note_link(self, value: str) -> None:
        first = MARK.match(value.lstrip())
        if first:
            self._note(first[0], Place.LINK_START)
        begun = first is not None or BEGINNING.match(value) is not None
        self._note(value, Place.LINK if begun else Place.FORBIDDEN)

    def _note(self, text: str, place: Place) -> None:
        """The first place counts: what stands outside of quotes is told before the attributes are."""
        for mark in MARK.finditer(text):
            self.places.setdefault(int(mark[1]), place)
