"""The reports of large campaigns, which are kept: every query of them, and how what was counted is written."""

from collections import Counter
from dataclasses import asdict
from datetime import datetime
from typing import Any

from app.campaigns.reports.tally import Arm, Tally
from app.experiments.statistics import Sample
from app.storage.client import Database, Row


async def read_kept(database: Database, campaign: str) -> Row | None:
    """What is kept of a campaign's report."""
    return await database.campaign_reports.find_one({"_id": campaign})


async def ask_for(database: Database, campaign: str, now: datetime) -> None:
    """Have the report computed anew, unless that is to come anyway."""
    change = [{"$set": {"asked_at": {"$ifNull": ["$asked_at", now]}, "as_of": {"$ifNull": ["$as_of", None]}}}]
    await database.campaign_reports.update_one({"_id": campaign}, change, upsert=True)


async def next_asked_for(database: Database) -> str | None:
    """The campaign whose report was asked for first."""
    wanted = {"asked_at": {"$type": "date"}}
    found = await database.campaign_reports.find_one(wanted, {"_id": 1}, sort=[("asked_at", 1)])
    return found["_id"] if found else None


async def note_counted(database: Database, campaign: str, done: int, of: int) -> None:
    """How far the next report is."""
    await database.campaign_reports.update_one({"_id": campaign}, {"$set": {"done": done, "of": of}})


async def keep(database: Database, campaign: str, tally: Tally, as_of: datetime) -> None:
    """Keep what was counted; nothing more is to come."""
    kept = {"tally": to_document(tally), "as_of": as_of, "asked_at": None, "done": 0, "of": 0}
    await database.campaign_reports.update_one({"_id": campaign}, {"$set": kept}, upsert=True)


def to_document(tally: Tally) -> dict[str, Any]:
    """A tally as it is stored. Sums of squares may be too large for MongoDB's numbers, so they are texts."""
    return {
        "decisions": [[*step, count] for step, count in sorted(tally.decisions.items())],
        "arms": {name: _arm_document(arm) for name, arm in tally.arms.items()},
        **{name: getattr(tally, name) for name in ("sent", "delivered", "opened")},
    }


def from_document(document: dict[str, Any]) -> Tally:
    """The tally that `to_document` has written."""
    return Tally(
        decisions=Counter({(channel, step, decision): n for channel, step, decision, n in document["decisions"]}),
        arms={name: _arm_from(arm) for name, arm in document["arms"].items()},
        **{name: document[name] for name in ("sent", "delivered", "opened")},
    )


def _arm_document(arm: Arm) -> dict[str, Any]:
    samples = {name: asdict(sample) for name, sample in (("spend", arm.spend), ("margin", arm.margin))}
    return {
        "members": arm.members,
        "reached": arm.reached,
        **{name: {**sample, "squares": str(sample["squares"])} for name, sample in samples.items()},
    }


def _arm_from(document: dict[str, Any]) -> Arm:
    spend, margin = (
        Sample(kept["count"], kept["total"], int(kept["squares"])) for kept in (document["spend"], document["margin"])
    )
    return Arm(document["members"], document["reached"], spend, margin)
