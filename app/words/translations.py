"""The files of the translations: what is missing in them, and bringing them up to date with the code."""

from importlib import resources
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po, write_po

from app.words.catalogue import LANGUAGES, SOURCE

TRANSLATED = tuple(language for language in LANGUAGES if language != SOURCE)
LONGEST_LINE = 120


def file_of(language: str) -> Path:
    """The gettext file of a language."""
    return Path(str(resources.files("app.words").joinpath("locale", f"{language}.po")))


def read_translations(language: str) -> Catalog:
    """What is translated into a language."""
    with file_of(language).open("rb") as file:
        return read_po(file, locale=language)


def up_to_date(language: str, found: Catalog) -> Catalog:
    """The translations with every template of the code, in the order of the code; new ones have none yet.

    Those that the code no longer has become obsolete (`#~`): they go on translating what was stored with them.
    """
    catalogue = read_translations(language)
    catalogue.update(found, no_fuzzy_matching=True, update_creation_date=False)
    return catalogue


def untranslated(catalogue: Catalog) -> list[Message]:
    """The templates that have no translation, or lack one of the forms that the language counts with."""
    return [message for message in catalogue if message.id and not _is_translated(message)]


def write_translations(language: str, catalogue: Catalog) -> None:
    """Write the file of a language. The same translations make the same file."""
    with file_of(language).open("wb") as file:
        write_po(file, catalogue, width=LONGEST_LINE, include_lineno=False)


def _is_translated(message: Message) -> bool:
    forms = message.string if isinstance(message.string, list | tuple) else (message.string,)
    return all(forms) and not message.fuzzy
