"""Reads YAML text into a tree, or says in plain words where it is not YAML."""

from dataclasses import dataclass, field
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)
from ruamel.yaml.reader import ReaderError

from app.programme.mistakes import Lines, Mistake, Place, ProgrammeMistakes, mistake_at
from app.programme.tree import Node, Scalar, plain_scalar
from app.programme.yaml_words import yaml_words

LARGEST_FILE_BYTES = 1_000_000
DEEPEST = 20
"""Levels of nesting; the model needs fewer than ten."""


def parse(text: str) -> tuple[Node, list[Mistake]]:
    """The tree of a file, and the names given twice in it. Raises ProgrammeMistakes when it cannot be read at all."""
    if len(text.encode("utf-8", "replace")) > LARGEST_FILE_BYTES:
        raise ProgrammeMistakes([Mistake(1, 1, "", "the file is larger than 1 MB; a programme is far smaller")])
    lines = Lines(text)
    builder = _Builder(lines)
    try:
        for event in YAML(typ="safe", pure=True).parse(text):
            builder.take(event)
    except ReaderError as error:
        message = f"the character U+{_code(error.character):04X} cannot stand in a text file; take it out"
        raise ProgrammeMistakes([mistake_at(lines.place(error.position), "", message)]) from None
    except MarkedYAMLError as error:
        index, message = yaml_words(error)
        raise ProgrammeMistakes([mistake_at(lines.place(index), "", message)]) from None
    except (YAMLError, ValueError, IndexError, AttributeError, AssertionError):
        raise ProgrammeMistakes([mistake_at(builder.last, "", "this is not valid YAML from here on")]) from None
    if builder.root is None:
        raise ProgrammeMistakes([Mistake(1, 1, "", "the file is empty; start from one of the examples")])
    return builder.root, builder.mistakes


def decode(content: bytes) -> str:
    """The text of a file's bytes. Raises ProgrammeMistakes when they are too many or not UTF-8."""
    if len(content) > LARGEST_FILE_BYTES:
        raise ProgrammeMistakes([Mistake(1, 1, "", "the file is larger than 1 MB; a programme is far smaller")])
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        place = Lines(content[: error.start].decode("utf-8", "replace")).place(error.start)
        message = "the file is not UTF-8 from this line on; save it as UTF-8 in your editor"
        raise ProgrammeMistakes([Mistake(place.line, 1, "", message)]) from None


def _code(character: int | str | bytes) -> int:
    return character if isinstance(character, int) else ord(character)


@dataclass(slots=True)
class _Open:
    """A mapping or list whose end has not been read yet, with the name the next value belongs to."""

    node: Node
    key: Node | None = None


@dataclass(slots=True)
class _Builder:
    lines: Lines
    root: Node | None = None
    mistakes: list[Mistake] = field(default_factory=list)
    last: Place = field(default_factory=lambda: Place(1, 1))
    _open: list[_Open] = field(default_factory=list)
    _documents: int = 0

    def take(self, event: Any) -> None:
        """Add one event of the parser to the tree."""
        self.last = self.lines.place(event.start_mark.index)
        self._refuse_surprises(event)
        match event:
            case DocumentStartEvent():
                self._documents += 1
            case MappingStartEvent():
                self._begin(event, {})
            case SequenceStartEvent():
                self._begin(event, [])
            case MappingEndEvent() | SequenceEndEvent():
                self._open.pop().node.end = event.end_mark.index
            case ScalarEvent():
                self._place(self._node(event, self._scalar(event)))

    def _refuse_surprises(self, event: Any) -> None:
        if isinstance(event, AliasEvent):
            self._refuse("`*` repeats another part of the file, which is not supported; write it out, "
                         "or put it in quotes if it is a text")  # fmt: skip
        if getattr(event, "ctag", None) is not None or getattr(event, "tag", None):
            self._refuse("`!` starts a YAML tag, which is not supported; put the value in quotes if it is a text")
        if isinstance(event, DocumentStartEvent) and self._documents:
            self._refuse("a second document starts here; a file holds one programme, so take `---` out")
        if len(self._open) > DEEPEST:
            self._refuse("this is nested too deeply; check the brackets and the indentation")

    def _refuse(self, message: str) -> None:
        raise ProgrammeMistakes([*self.mistakes, mistake_at(self.last, "", message)])

    def _begin(self, event: Any, value: dict[str, Node] | list[Node]) -> None:
        node = self._node(event, value)
        self._place(node)
        self._open.append(_Open(node))

    def _place(self, node: Node) -> None:
        """Hang the node under whatever is open: as an item, as a name, or as the value of the last name."""
        if not self._open:
            self.root = node
            return
        parent = self._open[-1]
        if isinstance(parent.node.value, list):
            parent.node.value.append(node)
        elif parent.key is None:
            parent.key = node
        else:
            self._name(parent.node, parent.key, node)
            parent.key = None

    def _name(self, mapping: Node, key: Node, node: Node) -> None:
        if isinstance(key.value, dict | list):
            self.mistakes.append(mistake_at(key.place, "", "a name must be a word; put it in quotes if it is a text"))
            return
        name = str(key.value)
        if name in mapping.keys:
            first = mapping.keys[name].line
            message = f"`{name}` is given twice (first on line {first}); keep one of them"
            self.mistakes.append(mistake_at(key.place, name, message))
            return
        mapping.fields[name] = node
        mapping.keys[name] = key.place

    def _scalar(self, event: Any) -> Scalar:
        text = str(event.value)
        in_key = bool(self._open) and isinstance(self._open[-1].node.value, dict) and self._open[-1].key is None
        return text if in_key or not event.implicit[0] else plain_scalar(text)

    def _node(self, event: Any, value: Any) -> Node:
        return Node(value, self.last, event.start_mark.index, event.end_mark.index)
