"""A feed: the rows of a cursor that is sorted by member, handed out member by member."""

from collections.abc import AsyncIterator, Callable

from pymongo.asynchronous.cursor import AsyncCursor

from app.storage.client import Row

BATCH = 2_000


class Feed:
    """Reads a batch at a time: awaiting each single row would cost more than auditing it."""

    def __init__(self, cursor: AsyncCursor[Row], member_of: Callable[[Row], str]) -> None:
        self._cursor = cursor.batch_size(BATCH)
        self._member_of = member_of
        self._rows: list[Row] = []
        self._at = 0

    async def member(self) -> str | None:
        """The member whose rows come next; None at the end."""
        if self._at == len(self._rows):
            self._rows = await self._cursor.to_list(BATCH)
            self._at = 0
        return self._member_of(self._rows[self._at]) if self._rows else None

    async def rows_of(self, member: str) -> AsyncIterator[list[Row]]:
        """The rows of this member, in batches; nothing when another member's come next."""
        while await self.member() == member:
            first = self._at
            while self._at < len(self._rows) and self._member_of(self._rows[self._at]) == member:
                self._at += 1
            yield self._rows[first : self._at]
