"""Members, activities and looks into the database, in few words."""

from engine_programme import PROGRAMME
from master_keys import MASTER_KEYS

from app.clock import Clock
from app.engine.activities import Activity, ConsentChange, Join, Purchase, Return
from app.engine.backend import Backend
from app.engine.collections import DOCUMENTS
from app.engine.join import join
from app.engine.record import Recorded, record
from app.engine.state import MemberState, state_from
from app.errors import Refusal
from app.members.consents import Purpose
from app.members.store import read_member
from app.profile.person import NOBODY, Person
from app.programme.programmes import Programmes
from app.programme.publish import publish
from app.programme.vocabulary import vocabulary
from app.storage.client import Database, Row
from app.storage.indexes import prepare
from app.wheel.store import prepare_stocks
from app.words import Said

AMSTERDAM = "Europe/Amsterdam"


async def backend_on(database: Database, clock: Clock, programme: str = PROGRAMME) -> Backend:
    """What the start of a server does with a database, over again if it was done already."""
    await prepare(database, DOCUMENTS)
    await publish(database, programme, clock.now(), "tests", vocabulary())
    programmes = Programmes(database, vocabulary(), lambda: 0.0)
    await prepare_stocks(database, (await programmes.current()).programme.wheels)
    return Backend(database, clock, programmes, MASTER_KEYS)


async def joined(backend: Backend, name: str = "anna", person: Person = NOBODY) -> str:
    """A new member who signs in under this name."""
    recorded = await join(backend, f"login:{name}", Join(zone=AMSTERDAM, language="en"), f"join-{name}", "app", person)
    return str(recorded["member"])


def purchase(reference: str = "r1", amount: int = 2500) -> Purchase:
    return Purchase(partner="till", reference=reference, amount=amount, currency="EUR")


def bring_back(reference: str = "r1", amount: int | None = None) -> Return:
    return Return(partner="till", reference=reference, amount=amount)


async def does(backend: Backend, member: str, activity: Activity, key: str) -> Recorded:
    return await record(backend, member, activity, key, "test")


def profiling(granted: bool = True) -> ConsentChange:
    """What a member says to profiling."""
    return ConsentChange(purpose=Purpose.PROFILING, granted=granted, text_version="1")


async def tried(backend: Backend, member: str, activity: Activity, key: str) -> Recorded | str:
    """What was recorded, or the code of the refusal."""
    try:
        return await does(backend, member, activity, key)
    except Refusal as refusal:
        return refusal.code


async def state_of(backend: Backend, member: str) -> MemberState:
    document = await read_member(backend.database, member)
    assert document is not None
    return state_from(document)


async def wallet(backend: Backend, member: str) -> dict[str, int]:
    """What the member can spend of each asset."""
    state = await state_of(backend, member)
    return {asset: holding.available for asset, holding in state.wallet.items()}


def reasons_of(recorded: Recorded) -> dict[str, str]:
    """Why rules did not apply, in English."""
    return {one["rule"]: str(Said.from_document(one["reason"])) for one in recorded["reasons"]}


def earned(recorded: Recorded, asset: str) -> str:
    """The id of the transaction in which an activity earned the asset."""
    found = next(one for one in recorded["outcomes"] if one["type"] == "earned" and one["asset"] == asset)
    return str(found["transaction"])


async def everything(database: Database) -> dict[str, list[Row]]:
    """All documents of all collections."""
    return {
        name: await database[name].find().sort("_id", 1).to_list()
        for name in sorted(await database.list_collection_names())
    }
