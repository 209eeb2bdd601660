"""How many segments a text message is sent and paid as (3GPP TS 23.038 and 23.040)."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
"""The default alphabet of GSM-7: one unit each."""
EXTENDED = frozenset("\f^{}\\[~]|€")
"""Its extension: an escape and a second unit, never in two segments."""


class Encoding(Enum):
    """How a text is encoded, with the units that one segment holds alone, and as one of several."""

    GSM_7 = (160, 153)
    """Units of seven bits; taken when every character has a place in it."""
    UCS_2 = (70, 67)
    """Units of sixteen bits; characters beyond the first 65,536, such as most emoji, take two."""


@dataclass(frozen=True, slots=True)
class Size:
    """What a text takes: in `encoding`, so many `units`, in so many `segments`. An empty text is one segment too."""

    encoding: Encoding
    units: int
    segments: int


def size_of(text: str) -> Size:
    """How large a text is. A single character that GSM-7 lacks makes all of it UCS-2."""
    encoding = Encoding.GSM_7 if all(sign in BASIC or sign in EXTENDED for sign in text) else Encoding.UCS_2
    widths = [_width(sign, encoding) for sign in text]
    alone, together = encoding.value
    units = sum(widths)
    return Size(encoding, units, 1 if units <= alone else _segments(widths, together))


def _width(sign: str, encoding: Encoding) -> int:
    return 2 if (sign in EXTENDED if encoding is Encoding.GSM_7 else ord(sign) > 0xFFFF) else 1


def _segments(widths: Iterable[int], room: int) -> int:
    """How many are filled one after the other, when no character is cut in two."""
    segments, left = 1, room
    for width in widths:
        if width > left:
            segments, left = segments + 1, room
        left -= width
    return segments
