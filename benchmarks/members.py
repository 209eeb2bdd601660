"""The members that are asked about: with a history, many tokens to spin with, and a token to sign in with."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from pydantic import SecretStr

from app.engine.activities import Adjustment, Join, Purchase, Visit
from app.engine.backend import Backend
from app.engine.collections import DOCUMENTS
from app.engine.join import known_or_new
from app.engine.record import record
from app.engine.record_all import record_all
from app.identity.development import ISSUER, DevelopmentTokens
from app.members.aliases import login_alias
from app.opening import open_backend
from app.settings import Settings
from app.storage.client import Database
from app.storage.indexes import prepare
from benchmarks.bare import BARE_DATABASE

PURCHASES = 12
SPINS = 5_000
AT_ONCE = 8
AGO = timedelta(days=40)
UNLIMITED = 10**9


@dataclass(frozen=True, slots=True)
class Someone:
    """A member to ask about, and the token they sign in with."""

    id: str
    token: str


def settings_for(uri: str, data_dir: Path, port: int = 0) -> Settings:
    """Development settings, for its tokens, under which nobody is throttled."""
    return Settings(
        mode="development",
        mongodb_uri=SecretStr(uri),
        mongodb_database="magpie",
        data_dir=data_dir,
        port=port,
        cost_capacity=UNLIMITED,
        cost_restore_per_s=UNLIMITED,
        log_level="warning",
    )


async def make_members(uri: str, data_dir: Path, count: int) -> list[Someone]:
    """Make members through the engine, and copy them to the database that the bare server works on."""
    settings = settings_for(uri, data_dir)
    tokens = DevelopmentTokens(settings.data_dir, mode=settings.mode)
    made: list[Someone] = []
    async with open_backend(settings) as opened:
        numbers = iter(range(count))

        async def make_some(numbers: Iterator[int]) -> None:
            for number in numbers:
                subject = f"member-{number}"
                member = await _make(opened.backend, login_alias(ISSUER, subject), number)
                made.append(Someone(member, tokens.issue_member_token(subject)))

        async with asyncio.TaskGroup() as tasks:
            for _ in range(AT_ONCE):
                tasks.create_task(make_some(numbers))
        await _copy(opened.database)
    return made


async def _make(backend: Backend, alias: str, number: int) -> str:
    joined_at = backend.clock.now() - AGO
    join = Join(zone="Europe/Amsterdam", language="en", at=joined_at)
    member = await known_or_new(backend, [alias], join)
    history: list[tuple[Join | Purchase | Visit, str]] = [(join, "join")]
    for day in range(PURCHASES):
        purchase = Purchase(
            partner="shop",
            reference=f"{number}-{day}",
            amount=1_995 + 137 * day,
            currency="EUR",
            at=joined_at + timedelta(days=3 * day),
        )
        history.append((purchase, f"purchase-{day}"))
    history.append((Visit(at=joined_at + timedelta(days=20)), "visit"))
    await record_all(backend, member, history, "import:benchmark")
    gift = Adjustment(asset="spins", amount=SPINS, reason="for the benchmark", author="benchmark")
    await record(backend, member, gift, "gift", "staff:benchmark")
    return member


async def _copy(database: Database) -> None:
    """The bare server writes the same documents to collections of its own, with the same indexes."""
    bare = database.client[BARE_DATABASE]
    await prepare(bare, DOCUMENTS)
    for name in ("members", "ledger", "activities", "plays", "wheel_stocks"):
        to_there = {"$merge": {"into": {"db": BARE_DATABASE, "coll": name}}}
        await (await database[name].aggregate([to_there])).to_list()
