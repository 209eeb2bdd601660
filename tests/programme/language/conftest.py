from collections.abc import Iterator
from typing import Any

import pytest
from language_world import corpus
from pymongo import MongoClient
from pymongo.collection import Collection

Members = Collection[dict[str, Any]]


@pytest.fixture(scope="session")
def members(mongodb_uri: str) -> Iterator[Members]:
    """A collection of awkward members with indexes on some of their fields. Tests only read it."""
    with MongoClient[dict[str, Any]](mongodb_uri, tz_aware=True) as client:
        collection = client["language"]["members"]
        collection.insert_many(corpus(400))
        for field in ("tier", "wallet.points", "likes"):
            collection.create_index(field)
        yield collection
        client.drop_database("language")


@pytest.fixture(scope="session")
def scratch(mongodb_uri: str) -> Iterator[Members]:
    """A collection without indexes for tests that bring their own members."""
    with MongoClient[dict[str, Any]](mongodb_uri, tz_aware=True) as client:
        yield client["language_scratch"]["members"]
        client.drop_database("language_scratch")
