"""Which member an alias leads to, remembered.

An alias leads to somebody else only once its member was erased. So whoever reads by this remembers to `forget` what
leads to nobody; whoever changes something asks the database.
"""

from collections import OrderedDict

from app.members.store import member_known_as
from app.storage.client import Database

MOST = 100_000
"""How many aliases are remembered: a few tens of megabytes."""


class KnownMembers:
    """The members asked for last, by alias. An alias that leads to nobody is asked for anew each time."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._members: OrderedDict[str, str] = OrderedDict()

    async def find(self, database: Database, alias: str) -> str | None:
        """The id of the member known as `alias`; None when there is none yet."""
        member = self._members.get(alias) or await member_known_as(database, alias)
        if member is not None:
            self._remember(alias, member)
        return member

    def forget(self, alias: str) -> bool:
        """Ask anew the next time, and say whether there was something to forget."""
        return self._members.pop(alias, None) is not None

    def remembered(self, alias: str) -> str | None:
        """The same as far as it is known without asking the database."""
        return self._members.get(alias)

    def _remember(self, alias: str, member: str) -> None:
        self._members[alias] = member
        self._members.move_to_end(alias)
        if len(self._members) > self._most:
            self._members.popitem(last=False)
