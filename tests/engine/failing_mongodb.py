"""A MongoDB that fails on demand, by the server's own fail points."""

import contextlib
from collections.abc import AsyncIterator
from typing import Any

from app.storage.client import Client

FAIL_ON_DEMAND = ("--setParameter", "enableTestCommands=1")
"""The options of a mongod that has fail points."""


@contextlib.asynccontextmanager
async def failing(
    client: Client, command: str, how: dict[str, Any], *, times: int, on: str | None
) -> AsyncIterator[None]:
    """The next `times` runs of a command, on one collection if `on` names it, fail as `how` says.

    Whoever leaves finds that they did: a test in which nothing failed proves nothing.
    """
    data = {"failCommands": [command], **how, **({"namespace": on} if on else {})}
    before = await client.admin.command({"configureFailPoint": "failCommand", "mode": {"times": times}, "data": data})
    try:
        yield
    finally:
        after = await client.admin.command({"configureFailPoint": "failCommand", "mode": "off"})
    assert after["count"] - before["count"] == times
