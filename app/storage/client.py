"""The connection to MongoDB, with the promises every room relies on."""

from typing import Any

from pymongo import AsyncMongoClient
from pymongo.asynchronous.client_session import AsyncClientSession
from pymongo.asynchronous.collection import AsyncCollection
from pymongo.asynchronous.database import AsyncDatabase

Row = dict[str, Any]
Client = AsyncMongoClient[Row]
Database = AsyncDatabase[Row]
Collection = AsyncCollection[Row]
Session = AsyncClientSession

SELECT_TIMEOUT_MS = 5_000
CONNECT_TIMEOUT_MS = 5_000
SOCKET_TIMEOUT_MS = 60_000  # a cut connection is noticed, a long index build is not cut off


def connect(uri: str) -> Client:
    """A client that acknowledges a write only when a majority has it in its journal, and reads instants as aware UTC.

    Opens no connection before the first command. Close it, or use it as `async with connect(uri) as client`.
    """
    return AsyncMongoClient(
        uri,
        appname="magpie",
        tz_aware=True,
        uuidRepresentation="standard",
        w="majority",
        journal=True,
        retryWrites=True,
        serverSelectionTimeoutMS=SELECT_TIMEOUT_MS,
        connectTimeoutMS=CONNECT_TIMEOUT_MS,
        socketTimeoutMS=SOCKET_TIMEOUT_MS,
    )
