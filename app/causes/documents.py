"""What is stored of a cause beside the member documents."""

from zlib import crc32

from beanie import Document

SHARDS = 32
"""How many counters a cause has: members give at the same time without waiting for one another."""


class CauseCounter(Document):
    """A part of what all members together gave to a cause: the part of those whose id leads to this counter.

    Its id is `<cause>:<shard>`. It is written in the very transaction that a gift is recorded in.
    """

    id: str  # type: ignore[assignment]  # Beanie declares an ObjectId
    cause: str
    assets: dict[str, int] = {}
    """How much of each asset; one that was never given is left out."""
    worth: int
    """What the brand gives for the assets, in minor units."""
    shared: int
    """What the brand gives of purchases, in minor units."""
    members: int
    """How many members have given anything that was not taken back since."""

    class Settings:
        name = "cause_counters"


def counter_id(cause: str, member: str) -> str:
    """The counter of a cause that a member's gifts are counted in: always the same one."""
    return f"{cause}:{crc32(member.encode()) % SHARDS:02}"
