"""The collections and indexes that the rooms' documents declare."""

from collections.abc import Sequence

import beanie
from beanie import Document
from pymongo.errors import OperationFailure

from app.storage.client import Database

NAMESPACE_EXISTS = 48  # MongoDB's error code


async def prepare(database: Database, documents: Sequence[type[Document]]) -> None:
    """Bind the Beanie documents to this database, and create their collections and the indexes they declare.

    Safe to run at every start and by several processes at once: what exists is left alone, nothing is dropped.
    Raises `pymongo.errors.OperationFailure` when an index of the same name differs from the declared one.
    """
    await beanie.init_beanie(database=database, document_models=list(documents))
    # Before anybody needs them: a snapshot can't read a collection that was made a moment ago.
    existing = await database.list_collection_names()
    for document in documents:
        if document.get_collection_name() not in existing:
            await _create(database, document.get_collection_name())


async def _create(database: Database, name: str) -> None:
    try:
        await database.command("create", name)
    except OperationFailure as failure:
        if failure.code != NAMESPACE_EXISTS:
            raise  # otherwise another process has just made it
