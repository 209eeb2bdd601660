"""Newcomers: members whose id, secret, zone and person follow from chance alone."""

from datetime import date, datetime
from random import Random

from app.engine.memory.history import History
from app.members.newcomer import ALPHABET, CODE_LENGTH, new_member
from app.profile.person import Person
from app.programme.model import Programme

ZONES = (
    "Africa/Cairo",
    "America/New_York",
    "America/Sao_Paulo",
    "Asia/Kathmandu",
    "Asia/Tokyo",
    "Australia/Lord_Howe",  # clocks change by half an hour
    "Europe/Amsterdam",
    "Europe/Kyiv",
    "Pacific/Apia",
    "Pacific/Honolulu",
    "Pacific/Kiritimati",
)
REGIONS = ("BE", "BG", "NL", "NL-NH", "UA", "US-NY")


def newcomer(programme: Programme, chance: Random, joined_at: datetime) -> History:
    """A member to whom nothing has happened yet. Most live in the programme's zone."""
    zone = programme.zone if chance.random() < 0.6 else chance.choice(ZONES)
    document = new_member(zone=zone, language=chance.choice(programme.languages), joined_at=joined_at)
    document["_id"] = f"mem_{chance.randbytes(12).hex()}"
    document["code"] = "".join(chance.choice(ALPHABET) for _ in range(CODE_LENGTH))
    document["wheel_root"] = chance.randbytes(32)
    return History(document, _person(chance))


def _person(chance: Random) -> Person:
    """Some tell their date of birth, some where they live."""
    birth_date = date(chance.randrange(1940, 2016), chance.randrange(1, 13), chance.randrange(1, 29))
    region = chance.choice(REGIONS)
    return Person(
        birth_date=birth_date if chance.random() < 0.8 else None,
        region=region if chance.random() < 0.8 else None,
    )
