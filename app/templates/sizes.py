"""How large a message can become, before anybody's values are known."""

import json

from app.templates.limits import ENCODED_VALUE_BYTES, LONGEST_ADDRESS, LONGEST_VALUE, VALUE_BYTES
from app.templates.model import Notice
from app.templates.source import Variable, parse


def most_bytes(notice: Notice, addresses: frozenset[str]) -> int:
    """The most bytes that a notice takes in JSON. `addresses` are the variables that are links of the server's own."""
    texts = sum(_text_bytes(source, addresses) for source in (notice.title, notice.body))
    return texts + sum(_link_bytes(source) for source in (notice.link, notice.image) if source)


def most_characters(source: str, addresses: frozenset[str]) -> int:
    """The most characters that a plain text can have."""
    return sum(len(part) if isinstance(part, str) else _characters(part, addresses) for part in parse(source))


def _text_bytes(source: str, addresses: frozenset[str]) -> int:
    return sum(_json_bytes(part) if isinstance(part, str) else _bytes(part, addresses) for part in parse(source))


def _link_bytes(source: str) -> int:
    return sum(
        _json_bytes(part) if isinstance(part, str) else max(ENCODED_VALUE_BYTES, _json_bytes(part.default))
        for part in parse(source)
    )


def _bytes(variable: Variable, addresses: frozenset[str]) -> int:
    longest = LONGEST_ADDRESS if variable.name in addresses else VALUE_BYTES
    return max(longest, _json_bytes(variable.default))


def _characters(variable: Variable, addresses: frozenset[str]) -> int:
    longest = LONGEST_ADDRESS if variable.name in addresses else LONGEST_VALUE
    return max(longest, len(variable.default))


def _json_bytes(text: str) -> int:
    return len(json.dumps(text, ensure_ascii=False).encode()) - len('""')
