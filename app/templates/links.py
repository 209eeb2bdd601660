"""Links in templates: where they may lead, and how values get into them."""

import re
from urllib.parse import quote

from app.templates.limits import LONGEST_IN_LINK
from app.templates.source import Variable, parse
from app.templates.values import Link, Values, shown

WEB = re.compile(r"https://[^/?#\s]+([/?#]\S*)?")
APP = re.compile(r"(?!(?:javascript|data|vbscript|file|http|blob):)[a-z][a-z0-9+.-]*://\S*")
"""A scheme of the app's own, or https. Browsers run what begins with some of the others."""
SPACED = "%20"


def is_web_link(source: str) -> bool:
    """Whether it begins as an https address does, and no variable decides about the host."""
    return WEB.fullmatch(_rest_assumed(source)) is not None


def is_app_link(source: str) -> bool:
    """Whether it is an https address, or begins with a scheme of an app's own."""
    return is_web_link(source) or (not source.startswith("https:") and APP.fullmatch(_rest_assumed(source)) is not None)


def begins_with_variable(source: str) -> Variable | None:
    """The variable that decides where the link leads, if one does. Raises MistakenSource."""
    first = next(iter(parse(source)), None)
    return first if isinstance(first, Variable) else None


def fill_link(source: str, values: Values, language: str) -> str:
    """The link with its values, each percent-encoded but for an address at the beginning. Raises MistakenSource."""
    filled = [
        part if isinstance(part, str) else fill_in_link(part, values, language, beginning=number == 0)
        for number, part in enumerate(parse(source))
    ]
    return "".join(filled)


def fill_in_link(variable: Variable, values: Values, language: str, *, beginning: bool) -> str:
    """What a variable puts into a link. At its beginning that is an address, its default, or nothing."""
    value = values.get(variable.name)
    if beginning:
        return value.address if isinstance(value, Link) else variable.default
    return quote((shown(value, language) or variable.default)[:LONGEST_IN_LINK], safe="")


def _rest_assumed(source: str) -> str:
    """The literal beginning; variables stand for something without a meaning of its own in an address."""
    parts = parse(source)
    if len(parts) > 1 and isinstance(parts[0], str) and not re.match(r"[^:]+://[^/?#]*[/?#]", parts[0]):
        return ""  # a variable would complete the host
    return "".join(part if isinstance(part, str) else SPACED for part in parts)
