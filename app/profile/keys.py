"""Every query of the members' keys."""

from collections.abc import AsyncIterator, Sequence

from app.members.refusals import UnknownMember
from app.profile.master_keys import SETTING
from app.profile.secret_key import SecretKey, new_secret_key
from app.profile.vault import Vault
from app.settings import WrongSettings
from app.storage.client import Row, Session


async def insert_key(vault: Vault, session: Session, member: str) -> None:
    """Give a new member a key."""
    row = {"_id": member, **_wrapped(vault, member, new_secret_key())}
    await vault.database["keys"].insert_one(row, session=session)


async def find_key(vault: Vault, member: str, session: Session | None = None) -> SecretKey | None:
    """The member's key; None when they never joined, or were erased."""
    found = await vault.database["keys"].find_one({"_id": member}, session=session)
    return _unwrapped(vault, found) if found else None


async def find_keys(vault: Vault, members: Sequence[str]) -> dict[str, SecretKey]:
    """The keys of those of the members who have one."""
    found = vault.database["keys"].find({"_id": {"$in": list(members)}})
    return {row["_id"]: _unwrapped(vault, row) async for row in found}


async def read_key(vault: Vault, member: str, session: Session | None = None) -> SecretKey:
    """The member's key. Raises UnknownMember when they never joined, or were erased."""
    key = await find_key(vault, member, session)
    if key is None:
        raise UnknownMember(member).about("member")
    return key


async def check_master_keys(vault: Vault) -> None:
    """Raises WrongSettings when some member's key is wrapped by a master key that is not set."""
    stranger = await vault.database["keys"].find_one({"master": {"$nin": vault.master_keys.names}})
    if stranger is not None:
        words = (
            f"{SETTING}: the database has personal data under the master key {stranger['master']}, which is not set."
        )
        raise WrongSettings([words])


async def rewrap_keys(vault: Vault) -> AsyncIterator[str]:
    """Wrap all keys that are under former master keys with the current one, and say whose it was each time.

    Can be stopped and run again; a server may go on working meanwhile.
    """
    former = [key.name for key in vault.master_keys.former]
    async for row in vault.database["keys"].find({"master": {"$in": former}}):
        anew = _wrapped(vault, row["_id"], _unwrapped(vault, row))
        await vault.database["keys"].update_one({"_id": row["_id"], "master": row["master"]}, {"$set": anew})
        yield row["_id"]


def _wrapped(vault: Vault, member: str, key: SecretKey) -> Row:
    master = vault.master_keys.current
    return {"wrapped": master.seal(key.key, _about(member)), "master": master.name}


def _unwrapped(vault: Vault, row: Row) -> SecretKey:
    return SecretKey(vault.master_keys.named(row["master"]).open(row["wrapped"], _about(row["_id"])))


def _about(member: str) -> str:
    return f"key:{member}"
