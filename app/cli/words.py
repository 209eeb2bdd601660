"""`magpie words`: the files of the translations."""

from pathlib import Path
from typing import Annotated

import typer

from app.cli.running import console, stop
from app.words.templates import templates_in
from app.words.translations import TRANSLATED, untranslated, up_to_date, write_translations

ROOT = Path(__file__).parents[2]
PACKAGES = ("app", "graphql_schema")


def words(
    check: Annotated[bool, typer.Option("--check", help="Only say which texts have no translation.")] = False,
) -> None:
    """Add the texts of the code to the files of the translations. With --check, exit status 1 if one has none."""
    found = templates_in(ROOT, PACKAGES)
    missing = []
    for language in TRANSLATED:
        catalogue = up_to_date(language, found)
        if not check:
            write_translations(language, catalogue)
        missing += [f"{language}: {message.id}" for message in untranslated(catalogue)]
    if check and missing:
        stop(*missing, f"{len(missing)} translations are missing: run `magpie words` and write them", status=1)
    console.print(f"{len(found)} texts; {len(missing)} translations are missing.", markup=False)
