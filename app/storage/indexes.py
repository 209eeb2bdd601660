"""The collections and indexes that the rooms' documents declare."""

from collections.abc import Sequence

import beanie
from beanie import Document

from app.storage.client import Database


async def prepare(database: Database, documents: Sequence[type[Document]]) -> None:
    """Bind the Beanie documents to this database and create the indexes they declare.

    Safe to run at every start and by several processes at once: an index that exists is left alone, none is dropped.
    Raises `pymongo.errors.OperationFailure` when an index of the same name differs from the declared one.
    """
    await beanie.init_beanie(database=database, document_models=list(documents))
