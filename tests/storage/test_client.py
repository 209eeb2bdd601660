from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest

from app.settings import Settings
from app.storage.client import Database, open_database
from app.storage.mongod import MongodUnavailable


async def test_instants_come_back_aware_and_uuids_as_uuids(database: Database) -> None:
    row = {
        "_id": UUID("0189d6f0-0000-7000-8000-000000000001"),
        "at": datetime(2026, 3, 29, 1, 30, 0, 123000, tzinfo=UTC),
    }
    await database.rows.insert_one(row)

    assert await database.rows.find_one() == row


async def test_a_named_mongodb_is_used_and_no_embedded_one_is_started(mongodb_uri: str, tmp_path: Path) -> None:
    settings = Settings(mode="development", mongodb_uri=mongodb_uri, data_dir=tmp_path, mongodb_database="chosen")
    async with open_database(settings) as database:
        assert database.name == "chosen"
        assert (await database.command("ping"))["ok"] == 1
    assert list(tmp_path.iterdir()) == []


async def test_the_database_name_is_the_setting_else_in_the_uri_else_the_default(mongodb_uri: str) -> None:
    in_the_uri = mongodb_uri.replace("/?", "/from_uri?")
    async with open_database(Settings(mongodb_uri=in_the_uri)) as database:
        assert database.name == "from_uri"
    async with open_database(Settings(mongodb_uri=in_the_uri, mongodb_database="chosen")) as database:
        assert database.name == "chosen"
    async with open_database(Settings(mongodb_uri=mongodb_uri), default_name="magpie_demo") as database:
        assert database.name == "magpie_demo"


async def test_production_never_starts_an_embedded_mongodb(tmp_path: Path) -> None:
    with pytest.raises(MongodUnavailable, match="MONGODB_URI"):
        async with open_database(Settings(mode="production", data_dir=tmp_path)):
            pass
    assert list(tmp_path.iterdir()) == []
