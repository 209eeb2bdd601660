"""The translations that ship with the product: a gettext file per language beside this one."""

from functools import cache
from importlib import resources

from babel.messages.pofile import read_po

LANGUAGES = ("en", "uk", "ru", "zh", "bg")
"""The languages that the product itself speaks; programmes may speak others."""
SOURCE = "en"
"""The language of the templates."""


def translated(template: str, language: str) -> str:
    """The template in the shipped language nearest to this one; as it is where there is no translation."""
    return _catalogue(nearest_shipped(language)).get(template, template)


def nearest_shipped(language: str) -> str:
    """The very language, the same one without its region, or English."""
    return next((one for one in (language, language.partition("-")[0]) if one in LANGUAGES), SOURCE)


@cache
def _catalogue(language: str) -> dict[str, str]:
    if language == SOURCE:
        return {}
    with resources.files("app.words").joinpath("locale", f"{language}.po").open("rb") as file:
        messages = read_po(file, locale=language)
    return {str(message.id): str(message.string) for message in messages if message.id and message.string}
