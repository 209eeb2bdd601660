"""The translations that ship with the product: a gettext file per language beside this one."""

from functools import cache
from gettext import GNUTranslations, NullTranslations
from importlib import resources
from io import BytesIO

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LANGUAGES = ("en", "uk", "ru", "zh", "bg")
"""The languages that the product itself speaks; programmes may speak others."""
SOURCE = "en"
"""The language of the templates."""


def translated(template: str, language: str) -> str:
    """The template in the shipped language nearest to this one; as it is where there is no translation."""
    return _translations(nearest_shipped(language)).gettext(template)


def translated_number(one: str, many: str, count: int, language: str) -> str:
    """The form of a template that goes with so many: English has two of them, Ukrainian three, Chinese one."""
    return _translations(nearest_shipped(language)).ngettext(one, many, count)


def nearest_shipped(language: str) -> str:
    """The very language, the same one without its region, or English."""
    return next((one for one in (language, language.partition("-")[0]) if one in LANGUAGES), SOURCE)


def ships(language: str) -> bool:
    """Whether the product speaks this language; English of a country is English."""
    return language.partition("-")[0] in LANGUAGES


def compiled(catalogue: Catalog) -> NullTranslations:
    """The translations of a catalogue, obsolete ones too: what was stored with an older template is read with them."""
    for gone in list(catalogue.obsolete.values()):
        if gone.id not in catalogue:
            catalogue[gone.id] = gone
    file = BytesIO()
    write_mo(file, catalogue)
    file.seek(0)
    return GNUTranslations(file)


@cache
def _translations(language: str) -> NullTranslations:
    if language == SOURCE:
        return NullTranslations()
    with resources.files("app.words").joinpath("locale", f"{language}.po").open("rb") as file:
        return compiled(read_po(file, locale=language))
