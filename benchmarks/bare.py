"""The yardstick: what Starlette does without GraphQL, rules, signing in, or any other care.

Its reads and writes have the number and the shape of Magpie's. The member is named in the path, and nothing is checked.
"""

import random
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import orjson
from pymongo import DESCENDING
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from app.storage.client import Database, Row, Session, connect
from app.storage.transaction import in_transaction

BARE_DATABASE = "bare"
WHEEL = "wheel-of-shiny-things"
PRIZES_OF_TEN = 6
"""Of ten spins, this many win: then the ledger gets two documents rather than one."""
SEGMENTS = (("nothing", 40), ("five", 30), ("twenty", 18), ("again", 8), ("hundred", 3), ("jackpot", 1))


def bare(uri: str) -> Starlette:
    """The application, on its own copy of the members."""
    database = connect(uri)[BARE_DATABASE]

    async def home(request: Request) -> Response:
        member = await _member(database, request)
        first = member["_id"] + ":"
        page = {"_id": {"$gt": first, "$lt": member["_id"] + ";"}}
        rows = await database.ledger.find(page).sort("_id", DESCENDING).limit(11).to_list()
        return _json({"data": {"me": _shown(member, rows[:10])}})

    async def member_alone(request: Request) -> Response:
        return _json({"data": {"me": _shown(await _member(database, request), [])}})

    async def spin(request: Request) -> Response:
        member = await _member(database, request)
        await database.wheel_stocks.find({"_id": {"$regex": f"^{WHEEL}:"}}).to_list()
        return await _spun(database, member, orjson.loads(await request.body())["key"])

    async def two_writes(request: Request) -> Response:
        this, one_more = {"_id": request.path_params["id"]}, {"$inc": {"version": 1, "transactions": 1}}
        member = await database.members.find_one_and_update(this, one_more)
        assert member is not None
        await database.ledger.insert_one(_transaction(member, 1, "bare", datetime.now(UTC)))
        return _json({"data": {"spinWheel": {"spin": {"segment": "five"}}}})

    return Starlette(
        routes=[
            Route("/members/{id}/home", home),
            Route("/members/{id}", member_alone),
            Route("/members/{id}/spins", spin, methods=["POST"]),
            Route("/members/{id}/two-writes", two_writes, methods=["POST"]),
        ]
    )


async def _member(database: Database, request: Request) -> Row:
    member = await database.members.find_one({"_id": request.path_params["id"]})
    assert member is not None
    return member


async def _spun(database: Database, member: Row, key: str) -> Response:
    now = datetime.now(UTC)
    count = 2 if random.randrange(10) < PRIZES_OF_TEN else 1
    transactions = [_transaction(member, number, key, now) for number in range(1, count + 1)]
    play, activity = _play(member, key, now), _activity(member, key, now)
    changes = {
        "version": member["version"] + 1,
        "stats": member["stats"],
        "wallet": member["wallet"],
        "transactions": member["transactions"] + count,
        "due_at": member["due_at"],
        "wheels": {**member["wheels"], WHEEL: {"nonce": member["version"]}},
    }

    async def write(session: Session) -> None:
        this_version = {"_id": member["_id"], "version": member["version"]}
        await database.members.update_one(this_version, {"$set": changes}, session=session)
        await database.activities.insert_one(activity, session=session)
        await database.plays.insert_one(play, session=session)
        await database.ledger.insert_many(transactions, session=session)

    await in_transaction(database.client, write)
    spin = {"segment": "five", "label": "5 points", "prize": {"asset": {"id": "points"}, "amount": 5}}
    wheel = {"freeSpins": 0, "tokens": 100}
    return _json({"data": {"spinWheel": {"spin": spin, "wheel": wheel, "userErrors": []}}})


def _shown(member: Row, rows: list[Row]) -> dict[str, Any]:
    balances = [
        {
            "asset": {"id": asset, "name": asset},
            "available": sum(lot["remaining"] for lot in held["lots"]),
            "pending": 0,
        }
        for asset, held in member["wallet"].items()
    ]
    nodes = [{name: row[name] for name in ("at", "kind", "asset", "amount")} for row in rows]
    wheels = [{"id": wheel, "name": wheel, "freeSpins": 1, "tokens": 100} for wheel in (WHEEL, "golden-feather")]
    wallet = {"balances": balances, "transactions": {"nodes": nodes}}
    return {"code": member["code"], "wallet": wallet, "wheels": wheels}


def _transaction(member: Row, number: int, key: str, now: datetime) -> Row:
    posting = {"account": f"member:{member['_id']}:available", "amount": 5, "debt": 0}
    lot = {"active_at": None, "expires_at": now, "amount": 5}
    return {
        "_id": f"{member['_id']}:{member['transactions'] + number:010}",
        "member": member["_id"],
        "activity": f"{member['_id']}:{key}",
        "recorded_at": now,
        "at": now,
        "kind": "earn",
        "asset": "points",
        "amount": 5,
        "available": 100,
        "pending": 0,
        "postings": [{**posting, "lots": [lot]}, {**posting, "amount": -5, "lots": []}],
        "rule": f"wheel:{WHEEL}",
        "reason": None,
        "author": None,
        "reverses": None,
    }


def _activity(member: Row, key: str, now: datetime) -> Row:
    outcome = {"type": "earned", "rule": f"wheel:{WHEEL}", "asset": "points", "amount": 5, "expires_at": now}
    return {
        "_id": f"{member['_id']}:{key}",
        "member": member["_id"],
        "number": member["version"] + 1,
        "key": key,
        "request": "0" * 64,
        "kind": "spin",
        "at": now,
        "recorded_at": now,
        "source": "app",
        "said": {"wheel": WHEEL},
        "programme_version": 1,
        "outcomes": [outcome, outcome, outcome],
        "reasons": [],
    }


def _play(member: Row, key: str, now: datetime) -> Row:
    return {
        "_id": f"{member['_id']}:{WHEEL}:0:{member['version']}",
        "member": member["_id"],
        "wheel": WHEEL,
        "activity": f"{member['_id']}:{key}",
        "at": now,
        "seed_number": 0,
        "server_seed_hash": "0" * 64,
        "client_seed": "0" * 32,
        "nonce": member["version"],
        "cursor": 0,
        "ticket": 50,
        "value": "12345678901234567890",
        "total": 100,
        "snapshot": [{"segment": segment, "weight": weight} for segment, weight in SEGMENTS],
        "segment": "five",
        "prize": {"asset": "points", "amount": 5},
        "paid_with": "token",
        "programme_version": 1,
    }


def _json(payload: Mapping[str, Any]) -> Response:
    return Response(orjson.dumps(payload), media_type="application/json")
