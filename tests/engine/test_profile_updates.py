"""Changes of the profile on a real MongoDB: its details are in the profile alone."""

from datetime import date

from engine_examples import joined

from app.engine.activities import Join
from app.engine.backend import Backend
from app.engine.join import join
from app.engine.update_profile import update_profile
from app.profile.person import Person
from app.profile.store import read_person


async def test_joining_again_after_a_change_of_profile_gives_the_first_answer(backend: Backend) -> None:
    said, anna = (
        Join(zone="Europe/Amsterdam", language="en"),
        Person("Anna", "anna@example.com", date(1990, 5, 17), "NL"),
    )
    first = await join(backend, "login:anna", said, "j1", "app", anna)
    details = {"name": "Hanna", "birth_date": None}
    await update_profile(backend, first["member"], zone=None, language=None, details=details, key="u1", source="app")
    assert await join(backend, "login:anna", said, "j1", "app", anna) == first
    assert await read_person(backend.vault, first["member"]) == Person("Hanna", "anna@example.com", None, "NL")


async def test_history_keeps_no_personal_data(backend: Backend) -> None:
    person = Person("Anna Secret", "secret@example.com", date(1990, 5, 17), "NL-ZH")
    member = await joined(backend, "anna", person)
    details = {"name": "Hanna Hidden", "email": "hidden@example.com", "birth_date": "1991-06-18"}
    details |= {"region": "BE-VLG", "phone": "+32470123456"}
    await update_profile(backend, member, zone=None, language=None, details=details, key="u1", source="app")
    stored = str(await backend.database.activities.find().to_list()) + str(
        await backend.database.members.find().to_list()
    )
    for word in ("Secret", "secret@", "1990", "NL-ZH", "Hidden", "hidden@", "1991", "BE-VLG", "+32470123456"):
        assert word not in stored
    assert len({one["said"].get("details") for one in await backend.database.activities.find().to_list()}) == 2
