import asyncio
from typing import Annotated

import pytest
from beanie import Document, Indexed
from pymongo import IndexModel
from pymongo.errors import DuplicateKeyError

from app.storage.client import Database
from app.storage.indexes import prepare


class Nest(Document):
    tree: Annotated[str, Indexed(unique=True)]
    eggs: int

    class Settings:
        name = "nests"
        indexes = [IndexModel([("eggs", -1)], name="eggs")]


class Feather(Document):
    class Settings:
        name = "feathers"


async def test_a_collection_without_indexes_of_its_own_is_there_before_anybody_needs_it(new_database: Database) -> None:
    await asyncio.gather(*(prepare(new_database, [Nest, Feather]) for _ in range(5)))

    assert set(await new_database.list_collection_names()) == {"nests", "feathers"}


async def test_declared_indexes_exist_after_preparing_twice_and_hold(new_database: Database) -> None:
    await prepare(new_database, [Nest])
    await prepare(new_database, [Nest])

    names = set(await new_database.nests.index_information())
    assert names == {"_id_", "tree_1", "eggs"}
    await Nest(tree="oak", eggs=2).insert()
    with pytest.raises(DuplicateKeyError):
        await new_database.nests.insert_one({"tree": "oak", "eggs": 3})
    assert await new_database.nests.count_documents({}) == 1


async def test_processes_that_prepare_at_the_same_time_do_not_disturb_each_other(new_database: Database) -> None:
    await asyncio.gather(*(prepare(new_database, [Nest]) for _ in range(5)))

    assert set(await new_database.nests.index_information()) == {"_id_", "tree_1", "eggs"}


async def test_an_index_somebody_added_by_hand_is_left_alone(new_database: Database) -> None:
    await new_database.nests.create_index("added_by_hand")
    await prepare(new_database, [Nest])

    assert "added_by_hand_1" in await new_database.nests.index_information()
