"""Filling a template: each value is made harmless for the place where it stands."""

from html import escape

from app.templates.links import fill_in_link
from app.templates.places import Place, places_in
from app.templates.source import Variable, parse
from app.templates.values import Values, shown


def fill_text(source: str, values: Values, language: str) -> str:
    """A plain text with its values. Raises MistakenSource for a source that was never checked."""
    filled = (part if isinstance(part, str) else _shown(part, values, language) for part in parse(source))
    return "".join(filled)


def fill_html(source: str, values: Values, language: str) -> str:
    """An HTML text with its values, escaped; in a link they are percent-encoded first.

    Where escaping would not help, nothing is put. Raises MistakenSource for a source that was never checked.
    """
    places = iter(places_in(source))
    filled = (
        part if isinstance(part, str) else escape(_at(next(places), part, values, language)) for part in parse(source)
    )
    return "".join(filled)


def _at(place: Place, variable: Variable, values: Values, language: str) -> str:
    match place:
        case Place.TEXT:
            return _shown(variable, values, language)
        case Place.LINK | Place.LINK_START:
            return fill_in_link(variable, values, language, beginning=place is Place.LINK_START)
        case Place.FORBIDDEN:
            return ""


def _shown(variable: Variable, values: Values, language: str) -> str:
    return shown(values.get(variable.name), language) or variable.default
