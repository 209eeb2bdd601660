"""A file that is no YAML, or more than a programme needs of it, is refused in plain words at the right line."""

import pytest
from programme_texts import SMALL, changed, mistakes_in, the_mistake_in

from app.programme.mistakes import ProgrammeMistakes
from app.programme.parse import decode, parse

BROKEN = [
    ("a: 1\n\tb: 2\n", 2, "a tab cannot indent; use spaces"),
    ("a:\n\tb: 2\n", 2, "a tab cannot indent; use spaces"),
    ("a: 1\nb: c: d\n", 2, "this `:` comes unexpectedly"),
    ("a: 1\n  b: 2\n", 2, "check the indentation of this line and the one above"),
    ("a: 'x\nb: 1\n", 1, "the quotes opened here are never closed"),
    ('a: 1\nb: "x\n', 2, "the quotes opened here are never closed"),
    ("a: 1\nb: [1, 2\n", 2, "the bracket `[` opened here is never closed"),
    ("a: 1\nb: {c: 2\n", 2, "the brace `{` opened here is never closed"),
    ("a: [", 1, "the bracket opened here is never closed"),
    ("a: @home\n", 1, "a value cannot start with this character; put it in quotes"),
    ("a: `x`\n", 1, "a value cannot start with this character; put it in quotes"),
    ('a: "\\q"\n', 1, "use single quotes or write"),
    ("a:\n  - 1\n b: 2\n", 3, "this line does not fit the ones above it"),
    ("a: 1\nb\nc: 2\n", 3, "must be followed by `:`"),
    ("a: 1\nb: 'x' y\n", 2, "a quoted text ends where the quotes do"),
    ("a: 1\nb: &\n", 2, "`&` and `*` have a special meaning"),
    ("a: 1\nb: !!python/object/apply:os.system [ls]\n", 2, "`!` starts a YAML tag, which is not supported"),
    ("a: 1\n---\nb: 2\n", 2, "a second document starts here"),
    ("a: &x [1, 2]\nb: *x\n", 2, "`*` repeats another part of the file, which is not supported"),
    ("a: 1\nb: x\0y\n", 2, "the character U+0000 cannot stand in a text file"),
    ("%YAML 3.0\n---\na: 1\n", 1, "this is not valid YAML from here on"),
]


@pytest.mark.parametrize(("text", "line", "words"), BROKEN)
def test_broken_yaml_is_told_in_plain_words(text: str, line: int, words: str) -> None:
    mistake = the_mistake_in(text)
    assert words in mistake.message
    assert mistake.line == line


@pytest.mark.parametrize("text", ["", "\n\n", "# only a comment\n"])
def test_an_empty_file_is_told(text: str) -> None:
    assert the_mistake_in(text).message == "the file is empty; start from one of the examples"


def test_a_name_given_twice_is_told_with_both_lines() -> None:
    mistake = the_mistake_in(changed(("weight: 9", "weight: 9\n        weight: 8")))
    assert mistake.line == 42
    assert mistake.message == "`weight` is given twice (first on line 41); keep one of them"


def test_a_name_given_twice_is_told_also_when_the_file_cannot_be_read_to_its_end() -> None:
    assert [mistake.line for mistake in mistakes_in("a: 1\na: 2\nb: *c\n")] == [2, 3]


def test_a_name_that_is_no_word_is_told() -> None:
    mistakes = mistakes_in(SMALL + "[a, b]: c\n")
    assert [mistake.message for mistake in mistakes] == ["a name must be a word; put it in quotes if it is a text"]


def test_aliases_that_would_grow_a_thousandfold_are_refused_at_the_first_one() -> None:
    levels = "".join(f"l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 9)}]\n" for n in range(1, 10))
    mistake = the_mistake_in("l0: &l0 [x]\n" + levels)
    assert (mistake.line, "write it out" in mistake.message) == (2, True)


def test_deep_nesting_is_refused_without_reading_on() -> None:
    assert "nested too deeply" in the_mistake_in("a: " + "[" * 100_000).message
    assert "nested too deeply" in the_mistake_in("a: " + "[" * 25 + "]" * 25).message
    assert not any("nested too deeply" in told.message for told in mistakes_in("a: " + "[" * 15 + "]" * 15))


def test_a_huge_file_is_refused_unread() -> None:
    assert "larger than 1 MB" in the_mistake_in("a: 1\n" * 250_000).message
    with pytest.raises(ProgrammeMistakes, match="larger than 1 MB"):
        decode(b"x" * 1_000_001)


def test_another_encoding_is_told_with_its_line() -> None:
    with pytest.raises(ProgrammeMistakes) as told:
        decode("name: a\nlabel: é\n".encode("latin-1"))
    assert told.value.mistakes[0].line == 2
    assert "save it as UTF-8" in told.value.mistakes[0].message


def test_utf_16_is_told() -> None:
    with pytest.raises(ProgrammeMistakes, match="UTF-8"):
        decode("name: a\n".encode("utf-16"))


def test_a_byte_order_mark_is_no_mistake() -> None:
    assert decode("name: é".encode("utf-8-sig")) == "name: é"


def test_windows_line_ends_are_no_mistake() -> None:
    assert mistakes_in(SMALL.replace("\n", "\r\n")) == []


def test_yes_and_no_are_texts_and_amounts_keep_their_decimals() -> None:
    tree, _ = parse("a: no\nb: 1.50\nc: 0x1F\nd: 007\ne: '5'\nf: 2027-03-01\ng: null\nh: .inf\n")
    assert {name: str(node.plain) for name, node in tree.fields.items()} == {
        "a": "no", "b": "1.50", "c": "0x1F", "d": "7", "e": "5", "f": "2027-03-01", "g": "None", "h": ".inf",
    }  # fmt: skip


def test_numbers_and_words_can_be_names() -> None:
    tree, _ = parse("1: a\ntrue: b\nnull: c\n")
    assert list(tree.fields) == ["1", "true", "null"]
