"""What is stored of a campaign that was sent, and of what its members did then, in few words."""

from datetime import timedelta
from typing import Any

from campaign_world import START

from app.messages.documents import delivery_row
from app.storage.client import Row


def delivery(member: str, arm: str, **more: Any) -> Row:
    told = {"campaign": "hello", "occurrence": "one", "member": member, "step": 0, "channel": "push", "arm": arm}
    times = dict.fromkeys(("began_at", "due_at", "send_at"), START)
    return delivery_row(**{**told, **times, "priority": 50, "tags": [], "lane": 0, "decision": "sent", **more})


def bought(member: str, number: int, amount: int, days: float = 1.0) -> Row:
    return activity(member, number, days, "purchase", {"reference": f"{member}-r", "amount": amount})


def brought_back(member: str, number: int, amount: int, days: float) -> Row:
    """A return of what the member's first activity bought."""
    returned = {"type": "returned", "purchase": f"{member}:1", "amount": amount}
    return activity(member, number, days, "return", {"reference": f"{member}-r", "amount": amount}, returned)


def activity(member: str, number: int, days: float, kind: str, said: Row, *outcomes: Row) -> Row:
    at, name = START + timedelta(days=days), f"{member}:{number}"
    told = {"kind": kind, "at": at, "said": said, "outcomes": list(outcomes)}
    return {"_id": name, "member": member, "number": number, **told}
