"""From source to the parse tree of CEL's grammar, within bounds."""

import re
from functools import cache
from importlib.resources import files

from lark import Lark, Token, Tree
from lark.exceptions import UnexpectedCharacters, UnexpectedToken
from lark.lexer import PatternRE, TerminalDef

from app.programme.language.mistakes import Unreadable

MAX_CHARACTERS = 2_000
MAX_TOKENS = 800
MAX_BRACKETS = 30
OPENING, CLOSING = frozenset({"LPAR", "LSQB", "LBRACE"}), frozenset({"RPAR", "RSQB", "RBRACE"})
SHORT_TEXT = r"""(?:[rR]?"(?:[^"\\\r\n]|\\.)*"|[rR]?'(?:[^'\\\r\n]|\\.)*')"""
LONG_TEXT = r"""(?:[rR]?\"{3}(?:[^"\\]|\\[\s\S]|"(?!""))*\"{3}|[rR]?'{3}(?:[^'\\]|\\[\s\S]|'(?!''))*'{3})"""
TEXT_PATTERNS = {"STRING_LIT": SHORT_TEXT, "MLSTRING_LIT": LONG_TEXT, "BYTES_LIT": f"[bB](?:{LONG_TEXT}|{SHORT_TEXT})"}
MEANT = {"and": "&&", "or": "||", "not": "!", "=": "==", "&": "&&", "|": "||", "is": "=="}


def parse(source: str) -> Tree[Token]:
    """The parse tree of a condition. Raises Unreadable for a source that is too long, too nested or no CEL."""
    if len(source) > MAX_CHARACTERS:
        raise Unreadable(f"a condition has at most {MAX_CHARACTERS:,} characters", MAX_CHARACTERS + 1)
    if surrogate := re.search("[\ud800-\udfff]", source):
        raise Unreadable("this is half a Unicode character", surrogate.start() + 1)
    tokens: list[Token] = []
    try:
        return _tree(source, tokens)
    except UnexpectedCharacters as unexpected:
        raise Unreadable(_about_character(unexpected.char), (unexpected.pos_in_stream or 0) + 1) from None
    except UnexpectedToken as unexpected:
        raise _about_token(source, tokens, unexpected.token) from None


def _tree(source: str, tokens: list[Token]) -> Tree[Token]:
    """Parse token by token, so that a hostile source is refused before its tree is built."""
    parser = _grammar().parse_interactive(source)
    depth = 0
    for token in parser.iter_parse():
        tokens.append(token)
        depth += (token.type in OPENING) - (token.type in CLOSING)
        if len(tokens) > MAX_TOKENS:
            raise Unreadable(f"a condition has at most {MAX_TOKENS} words and signs", column_of(token))
        if depth > MAX_BRACKETS:
            raise Unreadable(f"brackets are nested more than {MAX_BRACKETS} deep", column_of(token))
    if not tokens:
        raise Unreadable("the condition is empty", 1)
    tree: Tree[Token] = parser.feed_eof(tokens[-1])  # type: ignore[no-untyped-call]
    return tree


def column_of(part: Tree[Token] | Token) -> int:
    """Where a part of the source starts, counted in characters from 1."""
    start = part.start_pos if isinstance(part, Token) else part.meta.start_pos
    return (start or 0) + 1


@cache
def _grammar() -> Lark:
    """CEL's grammar as cel-python ships it, with its options and two repairs.

    Its patterns for texts try each backslash in two ways, which takes exponential time for a hostile source; and
    `true` and `false` lose their positions.
    """
    return Lark(
        files("celpy").joinpath("cel.lark").read_text("utf-8"),
        parser="lalr",
        start="expr",
        g_regex_flags=re.MULTILINE,
        lexer_callbacks={"IDENT": _true_or_false},
        propagate_positions=True,
        maybe_placeholders=False,
        priority="invert",
        edit_terminals=_with_linear_pattern,
    )


def _with_linear_pattern(terminal: TerminalDef) -> None:
    if pattern := TEXT_PATTERNS.get(terminal.name):
        terminal.pattern = PatternRE(pattern)


def _true_or_false(name: Token) -> Token:
    return name.update(type="BOOL_LIT") if name in ("true", "false") else name


def _open_brackets(tokens: list[Token]) -> list[Token]:
    still_open: list[Token] = []
    for token in tokens:
        if token.type in OPENING:
            still_open.append(token)
        elif token.type in CLOSING:
            still_open.pop()
    return still_open


def _about_character(character: str) -> str:
    if character in "\"'":
        return "this text has no closing quote"
    if meant := MEANT.get(character):
        return f"{character} means nothing here; did you mean {meant}?"
    return f"the character {character!r} means nothing here"


def _about_token(source: str, tokens: list[Token], unexpected: Token) -> Unreadable:
    before = tokens[:-1] if tokens and tokens[-1] is unexpected else tokens
    if unexpected.type == "$END":
        if unclosed := _open_brackets(before):
            return Unreadable("this bracket is never closed", column_of(unclosed[-1]))
        return Unreadable("the condition stops before it is complete", len(source.rstrip()) + 1)
    for word in (unexpected, *before[-1:]):
        if meant := MEANT.get(word.lower()):
            return Unreadable(f"{word} means nothing here; did you mean {meant}?", column_of(word))
    if unexpected.type in CLOSING and not _open_brackets(before):
        return Unreadable("this bracket was never opened", column_of(unexpected))
    return Unreadable(f"{unexpected} is not expected here", column_of(unexpected))
