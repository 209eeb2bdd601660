"""Erasure is real: what personal data there was never reached MongoDB's files or any log but sealed, at any time."""

import io
import logging
import secrets
import string
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import structlog
from engine_examples import backend_on, does
from engine_programme import START
from privacy_world import WITH_EVERYTHING, lives
from question_world import tells

from app.clock import FixedClock
from app.engine.activities import Spin
from app.engine.audit.audit import audit
from app.engine.backend import Backend
from app.engine.erase import erase
from app.engine.export import export
from app.engine.update_profile import update_profile
from app.errors import Refusal
from app.logs import configure_logging
from app.profile.keys import check_master_keys
from app.profile.person import Person
from app.questions.given import Given
from app.settings import Settings
from app.storage.client import connect
from app.storage.embedded import embedded_mongodb


@pytest.fixture
def logged() -> Iterator[io.StringIO]:
    """Everything this process logs, down to the least."""
    root = logging.getLogger()
    before = (root.handlers, root.level)
    stream = io.StringIO()
    configure_logging(Settings(log_format="json", log_level="debug"), stream)
    yield stream
    root.handlers, root.level = before[0], before[1]
    structlog.reset_defaults()


def marker() -> str:
    """A word that occurs nowhere else, and that no compression can make shorter."""
    return "".join(secrets.choice(string.ascii_letters) for _ in range(24))


def found_in(folder: Path, words: list[str]) -> set[str]:
    """Which of these words some file in the folder holds: data, indexes, journal, oplog and the log of the server."""
    found = set()
    for file in (file for file in folder.rglob("*") if file.is_file()):
        content = file.read_bytes()
        found |= {word for word in words if word.encode() in content}
    return found


async def live(backend: Backend, clock: FixedClock, before: list[str], after: list[str]) -> str:
    """Live with all rooms, change the profile, change an answer, be refused, play and be exported."""
    born = date.fromisoformat("1987-03-14")
    person = Person(before[0], f"{before[1]}@example.com", born, "NL-ZH")
    member = await lives(backend, clock, "anna", person, answer=before[2])
    await tells(backend, member, "more", Given(text=after[2]), "a2")
    details = {"name": after[0], "email": f"{after[1]}@example.com", "birth_date": "1988-04-15"}
    await update_profile(backend, member, zone=None, language=None, details=details, key="u1", source="app")
    wrong = {"email": f"{after[1]} is no address", "name": after[0]}
    with pytest.raises(Refusal):
        await update_profile(backend, member, zone=None, language=None, details=wrong, key="u2", source="app")
    await does(backend, member, Spin(wheel="grown-up"), "k9")
    text = b"".join([piece async for piece in export(backend, member)]).decode()
    assert all(word in text for word in after)
    return member


async def test_no_file_and_no_log_ever_holds_a_name_an_address_or_a_birthday(
    tmp_path: Path, logged: io.StringIO
) -> None:
    before, after, control = [marker() for _ in range(3)], [marker() for _ in range(3)], marker()
    clock = FixedClock(START)
    personal = [*before, *after, "1987-03-14", "1988-04-15", "device-of-anna"]
    async with embedded_mongodb(tmp_path) as uri, connect(uri) as client:
        database = client["real"]
        await database.command({"profile": 0, "slowms": -1})  # the server logs every command
        backend = await backend_on(database, clock, WITH_EVERYTHING)
        await database.control.insert_one({"word": control})
        member = await live(backend, clock, before, after)
        await client.admin.command("fsync")
        assert found_in(tmp_path, [control, *personal]) == {control}
        await erase(backend, "login:anna", "e1", "app")
        await client.admin.command("fsync")
        assert found_in(tmp_path, [control, *personal]) == {control}
        for name in await database.list_collection_names():
            for row in await database[name].find().to_list():
                assert name not in ("profiles", "keys"), "no sealed profile is left, and no key that could open one"
                assert not any(word in str(row) for word in personal)
        await check_master_keys(backend.vault)
        assert (await audit(database)).clean
        assert member not in str(await database.aliases.find().to_list())
    assert found_in(tmp_path, [control, *personal]) == {control}
    assert not any(word in logged.getvalue() for word in personal)
