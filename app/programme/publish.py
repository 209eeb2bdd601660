"""Makes a programme's text the version in force."""

import asyncio
from datetime import datetime
from hashlib import sha256

from pymongo.errors import DuplicateKeyError

from app.programme import store
from app.programme.documents import ProgrammeVersion
from app.programme.language import Vocabulary
from app.programme.load import load
from app.programme.model import Programme
from app.programme.refusals import AssetsDropped, CurrencyChanged, ExperimentChanged, OtherProgramme
from app.storage.client import Database, Session


async def publish(database: Database, text: str, now: datetime, by: str, vocabulary: Vocabulary) -> ProgrammeVersion:
    """Store `text` under the next number and return the version; the very text in force is not published again.

    Any number of publishers may race: numbers have no gaps and each text gets one of its own. Stores nothing when it
    raises: ProgrammeMistakes when the text is not a valid programme, and as `check_successor` does.
    """
    programme = await asyncio.to_thread(load, text, vocabulary)
    while True:
        try:
            return await put_in_force(database, text, programme, now, by)
        except DuplicateKeyError:
            continue  # somebody else took the number: look again, it may even be the same text


async def put_in_force(
    database: Database, text: str, programme: Programme, now: datetime, by: str, session: Session | None = None
) -> ProgrammeVersion:
    """Publish a text that was loaded already, once. Raises as `check_successor` does.

    Raises DuplicateKeyError when somebody else took the number meanwhile; in a transaction that is a conflict, which
    replays it.
    """
    last = await store.current(database, session)
    digest = sha256(text.encode()).hexdigest()
    if last and last.sha256 == digest:
        return last
    check_successor(last, programme)
    published = ProgrammeVersion(
        id=last.id + 1 if last else 1,
        programme=programme.programme,
        sha256=digest,
        text=text,
        assets=list(programme.assets),
        currency=programme.currency,
        experiments={**(last.experiments if last else {}), **_variants(programme)},
        published_at=now,
        published_by=by,
    )
    await store.insert(database, published, session)
    return published


def check_successor(last: ProgrammeVersion | None, programme: Programme) -> None:
    """Whether members can go on with the programme after the version `last`.

    Raises OtherProgramme, AssetsDropped when the version has an asset that the programme lacks, CurrencyChanged, or
    ExperimentChanged for other variants under a name that was used before.
    """
    if last is None:
        return
    if last.programme != programme.programme:
        raise OtherProgramme(last.programme, programme.programme).about("text")
    if dropped := [asset for asset in last.assets if asset not in programme.assets]:
        raise AssetsDropped(", ".join(dropped)).about("text")
    if last.currency != programme.currency:
        raise CurrencyChanged(last.currency).about("text")
    for name, variants in _variants(programme).items():
        if last.experiments.get(name, variants) != variants:
            raise ExperimentChanged(name).about("text")


def _variants(programme: Programme) -> dict[str, list[str]]:
    return {
        name: [f"{variant.id}={variant.weight}" for variant in experiment.variants]
        for name, experiment in programme.experiments.items()
    }
