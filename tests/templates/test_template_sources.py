"""The grammar of variables."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.templates.source import MistakenSource, Variable, parse


@pytest.mark.parametrize(
    ("source", "parts"),
    [
        ("plain", ("plain",)),
        ("{{ a }}", (Variable("a", ""),)),
        ("{{a.b_2}}!", (Variable("a.b_2", ""), "!")),
        ("{{ a | dear friend }}", (Variable("a", "dear friend"),)),
        ("{{ a |}}", (Variable("a", ""),)),
        ("{{a}}{{b}}", (Variable("a", ""), Variable("b", ""))),
        ("@media x { p { color: red }} {", ("@media x { p { color: red }} {",)),
        ("", ()),
    ],
)
def test_a_template_is_text_with_variables(source: str, parts: tuple[object, ...]) -> None:
    assert parse(source) == parts


@pytest.mark.parametrize(
    "tried",
    [
        "{{ }}",
        "{{ a",
        "{{{ a }}}",
        "{{ a b }}",
        "{{ A }}",
        "{{ a. }}",
        "{{ a.__class__ }}",
        "{{ a[0] }}",
        "{{ a() }}",
        "{{ #if a }}",
        "{{ a | b | c }}",
        "{{ a | {b} }}",
        "{{ a |\n b }}",
        "{{ 1 + 1 }}",
    ],
)
def test_what_begins_like_a_variable_and_is_none_is_a_mistake_at_its_place(tried: str) -> None:
    with pytest.raises(MistakenSource) as mistake:
        parse(f"ab {tried}")
    assert mistake.value.position == 3
    assert tried.startswith(mistake.value.found)


@given(st.text(alphabet="a.{}| \n_é", max_size=40))
def test_a_source_is_parsed_without_loss_or_is_a_mistake(source: str) -> None:
    try:
        parts = parse(source)
    except MistakenSource:
        assert "{{" in source
        return
    assert all(part in source for part in parts if isinstance(part, str))
    assert source.count("{{") >= sum(isinstance(part, Variable) for part in parts)
    assert all("{{" not in part for part in parts if isinstance(part, str))
