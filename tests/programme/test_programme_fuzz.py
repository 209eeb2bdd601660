"""Whatever is done to a programme's text, reading it either works or tells mistakes in plain words."""

from hypothesis import given, settings
from hypothesis import strategies as st
from programme_texts import FULL, SMALL

from app.programme.examples import example
from app.programme.load import load
from app.programme.mistakes import ProgrammeMistakes
from app.programme.report import report
from app.programme.vocabulary import vocabulary

DEMO = example("demo").splitlines(keepends=True)
LINES = SMALL.splitlines(keepends=True)
FULL_LINES = FULL.splitlines(keepends=True)
SIGNS = ["*a", "&a ", "!!x ", "\t", ":", ": ", "- ", "#", "|\n", ">-\n", "?", "? ", "[", "]", "{", "}", "'", '"']
WORDS = ["0", "-1", "1e9", "null", "true", "''", "[]", "{}", "en", "---\n", "...\n", "%YAML 1.1\n"]
CHARACTERS = ["\0", "\ud800", "\u2028", "\x85", "\ufeff", "\r"]
PARTS = st.sampled_from(SIGNS + WORDS + CHARACTERS) | st.text(max_size=8)


@st.composite
def mutated(draw: st.DrawFn, lines: list[str]) -> str:
    """The text with some lines moved, lost or doubled, and some characters replaced."""
    lines = lines[:]
    for _ in range(draw(st.integers(0, 3))):
        line = lines.pop(draw(st.integers(0, len(lines) - 1)))
        for _ in range(draw(st.integers(0, 2))):
            lines.insert(draw(st.integers(0, len(lines))), line)
    text = "".join(lines)
    for _ in range(draw(st.integers(0, 4))):
        start = draw(st.integers(0, len(text)))
        text = text[:start] + draw(PARTS) + text[start + draw(st.integers(0, 6)) :]
    return text


@settings(max_examples=150, deadline=None)
@given(mutated(LINES))
def test_a_mutated_small_programme_never_fails_otherwise(text: str) -> None:
    _only_mistakes(text)


@settings(max_examples=150, deadline=None)
@given(mutated(FULL_LINES))
def test_a_mutated_programme_with_all_kinds_of_rules_never_fails_otherwise(text: str) -> None:
    _only_mistakes(text)


@settings(max_examples=25, deadline=None)
@given(mutated(DEMO))
def test_a_mutated_demo_programme_never_fails_otherwise(text: str) -> None:
    _only_mistakes(text)


@settings(max_examples=300, deadline=None)
@given(st.lists(PARTS, max_size=30).map("".join))
def test_any_text_never_fails_otherwise(text: str) -> None:
    _only_mistakes(text)


VALUES = st.recursive(
    st.sampled_from(["0", "-1", "2.5", "true", "null", "''", "a", "'5'", "1e300", "2027-01-01"]),
    lambda inner: (
        st.lists(inner, max_size=2).map(lambda items: f"[{', '.join(items)}]")
        | st.tuples(st.sampled_from(["id", "en", "a"]), inner).map(lambda pair: f"{{{pair[0]}: {pair[1]}}}")
    ),
    max_leaves=3,
)


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_a_value_of_any_other_type_never_fails_otherwise(data: st.DataObject) -> None:
    lines = data.draw(st.sampled_from([LINES, FULL_LINES]))[:]
    for _ in range(data.draw(st.integers(1, 3))):
        index = data.draw(st.integers(0, len(lines) - 1))
        name, colon, _ = lines[index].partition(":")
        if colon:
            lines[index] = f"{name}: {data.draw(VALUES)}\n"
    _only_mistakes("".join(lines))


def _only_mistakes(text: str) -> None:
    """Reading either works, or tells mistakes that stand inside the file."""
    wrong = _wrong_with(text)
    if wrong:
        assert wrong.mistakes
        assert all(1 <= mistake.line <= text.count("\n") + 1 and mistake.column >= 1 for mistake in wrong.mistakes)
        assert all(mistake.message for mistake in wrong.mistakes)
        assert report(wrong, text, "x.yaml")


def _wrong_with(text: str) -> ProgrammeMistakes | None:
    try:
        load(text, vocabulary())
    except ProgrammeMistakes as wrong:
        return wrong
    return None
