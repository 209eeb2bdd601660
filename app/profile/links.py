"""Links to what is a member's own: good for a while, and dead with the member's key."""

import hmac
from datetime import UTC, datetime

from app.profile.keys import find_key, read_key
from app.profile.secret_key import SecretKey
from app.profile.vault import Vault


async def make_link(vault: Vault, member: str, use: str, until: datetime) -> str:
    """A token that stands for the member, for one use, until an instant. Raises UnknownMember."""
    seconds = int(until.timestamp())
    return f"{member}.{seconds}.{_signature(await read_key(vault, member), use, seconds)}"


async def member_of_link(vault: Vault, token: str, use: str, now: datetime) -> str | None:
    """The member a token stands for; None when it is none of ours, its time is over, or the member was erased."""
    member, _, rest = token.partition(".")
    until, _, signature = rest.partition(".")
    if not (until.isascii() and until.isdigit() and len(until) <= len("99999999999")):
        return None
    key = await find_key(vault, member)
    if key is None or not hmac.compare_digest(_signature(key, use, int(until)).encode(), signature.encode()):
        return None
    return member if now < datetime.fromtimestamp(int(until), UTC) else None


def _signature(key: SecretKey, use: str, until: int) -> str:
    return key.derived(f"link:{use}:{until}").hex()
