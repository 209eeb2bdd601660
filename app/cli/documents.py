"""`magpie documents`: keep the documents of an app, for servers that run no others."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from app.cli.running import DataDir, console, run_opened, settings_with, stop
from app.opening import Opened
from graphql_schema.http.documents import Documents
from graphql_schema.http.errors import Rejected
from graphql_schema.http.limits import Limits
from graphql_schema.http.manifests import UnreadableManifest, texts_in
from graphql_schema.http.mongo_documents import MongoDocuments
from graphql_schema.sdl import SCHEMAS

commands = typer.Typer(
    help="Documents: the operations that a server runs with MAGPIE_TRUSTED_DOCUMENTS_ONLY.", no_args_is_help=True
)


class Api(StrEnum):
    """Whose schema documents are of."""

    MEMBER = "member"
    PARTNER = "partner"
    STAFF = "staff"


Files = Annotated[
    list[Path], typer.Argument(help="Files of one document each, or manifests (.json) that the app's tools write.")
]
OfApi = Annotated[Api, typer.Option("--api", help="The API that the documents are for.")]


@commands.command("add")
def add(files: Files, api: OfApi = Api.MEMBER, data_dir: DataDir = None) -> None:
    """Keep documents for ever, and print their ids. All or none: exit status 1 if one does not fit the API."""
    texts = list(dict.fromkeys(text for file in files for text in _read(file)))
    names = [_checked(api, text) for text in texts]

    async def work(opened: Opened) -> None:
        documents = MongoDocuments(opened.database)
        for text, name in zip(texts, names, strict=True):
            console.print(f"sha256:{await documents.keep(text)}  {name}")

    run_opened(settings_with(data_dir=data_dir), work)


def _read(file: Path) -> list[str]:
    try:
        return texts_in(file.read_text(encoding="utf-8"), json=file.suffix == ".json")
    except OSError as problem:
        stop(f"{file}: {problem.strerror}")
    except (UnicodeDecodeError, UnreadableManifest) as problem:
        stop(f"{file}: {problem}", status=1)


def _checked(api: Api, text: str) -> str:
    """The names of the document's operations. Ends the command when a server would refuse the document."""
    try:
        document = Documents(SCHEMAS[api]._schema, Limits(), introspection=True).read(text)
    except Rejected as rejected:
        first = text.strip().partition("\n")[0][:80]
        stop(*(f"{first}: {error['message']}" for error in rejected.errors), status=1)
    return ", ".join(name or document.operations[name].does for name in document.operations)
