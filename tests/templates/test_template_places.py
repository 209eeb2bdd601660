"""Where in an HTML text a variable may stand."""

import pytest

from app.templates.places import Place, places_in


@pytest.mark.parametrize(
    ("html", "place"),
    [
        ("<p>{{ a }}</p>", Place.TEXT),
        ("{{ a }}", Place.TEXT),
        ("1 < 2 {{ a }}", Place.TEXT),
        ("<title>{{ a }}</title>", Place.TEXT),
        ("<style>p{}</style><p>{{ a }}", Place.TEXT),
        ('<img alt="{{ a }}">', Place.TEXT),
        ("<img alt = '{{ a }}' />", Place.TEXT),
        ('<a href="https://shop.example/{{ a }}">', Place.LINK),
        ('<a href="https://shop.example?x={{ a }}">', Place.LINK),
        ("<a href='mailto:{{ a }}'>", Place.LINK),
        ('<a href="{{ a }}">', Place.LINK_START),
        ('<img src=" {{ a }}">', Place.LINK_START),
    ],
)
def test_values_can_stand_in_text_and_in_quotes(html: str, place: Place) -> None:
    assert places_in(html) == (place,)


@pytest.mark.parametrize(
    "html",
    [
        "<img alt={{ a }}>",
        "<img alt=x{{ a }}>",
        "<img {{ a }}>",
        '<img {{ a }}="x">',
        "<{{ a }}>",
        "</{{ a }}>",
        '<img x=y="{{ a }}">',
        '<img alt="a b="{{ a }}"">',
        "<img title=don't alt=x{{ a }} class='c'>",
        "<!-- {{ a }} -->",
        "<!-- <p>{{ a }}</p> -->",
        "<!doctype {{ a }}>",
        "<?{{ a }}>",
        "<script>{{ a }}</script>",
        "<SCRIPT>var x = '{{ a }}'</SCRIPT>",
        "<style>p { color: {{ a }} }</style>",
        '<p style="color: {{ a }}">',
        "<p onclick=\"f('{{ a }}')\">",
        '<iframe srcdoc="{{ a }}">',
        '<a href="javascript:{{ a }}">',
        '<a href="https://{{ a }}/">',
        '<a href="https://shop.example{{ a }}">',
        '<a href="//{{ a }}">',
        '<a href="{{ a }}',
        "<p {{ a }}",
    ],
)
def test_no_value_can_stand_where_escaping_does_not_help(html: str) -> None:
    assert places_in(html) == (Place.FORBIDDEN,)


def test_the_second_variable_of_a_link_is_within_it() -> None:
    assert places_in('<a href="{{ a }}?x={{ b }}">{{ c }}') == (Place.LINK_START, Place.LINK, Place.TEXT)


def test_a_marker_in_the_text_itself_is_no_variable() -> None:
    assert places_in("\ue0001\ue001<script>{{ a }}</script>") == (Place.FORBIDDEN,)
