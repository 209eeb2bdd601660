"""Values as CEL writes them."""

import math
import re

from lark import Token

from app.programme.language.attributes import Type
from app.programme.language.nodes import Constant

ESCAPE = re.compile(r"\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-3][0-7]{2})|(.?))", re.DOTALL)
SIMPLE_ESCAPES = {
    "a": "\a", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v",
    "\\": "\\", "'": "'", '"': '"', "`": "`", "?": "?",
}  # fmt: skip


def literal(token: Token, column: int) -> Constant:
    """The value of a token of CEL's grammar. Raises ValueError, in plain words, for one that is not part of ours."""
    match token.type:
        case "INT_LIT":
            return Constant(_whole_number(token), Type.INT, column)
        case "FLOAT_LIT":
            return Constant(_fraction(token), Type.NUMBER, column)
        case "STRING_LIT" | "MLSTRING_LIT":
            return Constant(_text(token), Type.STRING, column)
        case "BOOL_LIT":
            return Constant(token == "true", Type.BOOL, column)
        case "NULL_LIT":
            return Constant(None, Type.NULL, column)
        case "UINT_LIT":
            raise ValueError(f"numbers have no suffix; write {token[:-1]}")
    raise ValueError("texts have no prefix b")


def _whole_number(written: str) -> float:
    """A decimal or hexadecimal whole number, as the nearest double."""
    try:
        return float(int(written, 16 if "x" in written else 10))
    except OverflowError:
        raise ValueError("this number is too large") from None


def _fraction(written: str) -> float:
    value = float(written)
    if math.isinf(value):
        raise ValueError("this number is too large")
    return value


def _text(written: str) -> str:
    """The text between the quotes, its escapes resolved unless it is raw."""
    raw = written[0] in "rR"
    quoted = written[1:] if raw else written
    quotes = 3 if len(quoted) >= 6 and quoted[:3] == quoted[0] * 3 else 1
    content = quoted[quotes:-quotes]
    return content if raw else ESCAPE.sub(_unescaped, content)


def _unescaped(escape: re.Match[str]) -> str:
    hexadecimal = escape[1] or escape[2] or escape[3]
    if hexadecimal or escape[4]:
        code_point = int(hexadecimal, 16) if hexadecimal else int(escape[4], 8)
        if code_point > 0x10FFFF or 0xD800 <= code_point <= 0xDFFF:
            raise ValueError(f"{escape[0]} is not a Unicode character")
        return chr(code_point)
    if escape[5] not in SIMPLE_ESCAPES:
        raise ValueError(f"{escape[0]} means nothing in a text; write \\\\ for a backslash")
    return SIMPLE_ESCAPES[escape[5]]
