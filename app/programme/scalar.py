"""Finds a character of a YAML value in the source of the file: behind quotes, escapes and folded lines."""

from app.programme.mistakes import Lines, Place
from app.programme.tree import Node


def place_in(text: str, node: Node, offset: int) -> Place:
    """Where the character at `offset` of the scalar `node` stands in `text`; the end of it for an offset beyond.

    White space may be folded, so only the visible characters are matched, in order. A character written as an
    escape (`\\u00e9`) is not found; then the answer is the start of the value, which is the best that can be said.
    """
    value = str(node.value)
    index = _body(text, node)
    last = index - 1
    for position, character in enumerate(value):
        if character.isspace():
            continue
        found = text.find(character, last + 1, node.end)
        if found < 0:
            return node.place
        last = found
        if position >= offset:
            return Lines(text).place(found)
    return Lines(text).place(min(last + 1, len(text)))


def _body(text: str, node: Node) -> int:
    """The offset behind the line `|` or `>-` that opens a block scalar; else that of the scalar itself."""
    if text[node.start : node.start + 1] in ("|", ">"):
        return text.find("\n", node.start, node.end) + 1 or node.end
    return node.start
