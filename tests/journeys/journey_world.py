"""A member's life on an example programme: the three APIs of the real application, and the development clock."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
from documented import check_documented
from pydantic import SecretStr

from app.clock import SystemClock
from app.engine.audit.audit import audit
from app.identity.authenticate import Authenticator
from app.identity.callers import Role
from app.identity.development import DevelopmentTokens
from app.identity.store import create_key
from app.main import MEMBER, PARTNER, STAFF, application
from app.opening import Opened, open_backend
from app.settings import Settings

APIS = {MEMBER: "member", PARTNER: "partner", STAFF: "staff"}


@dataclass
class Journey:
    """A running server, its members, its till and its staff."""

    opened: Opened
    http: httpx.AsyncClient
    tokens: DevelopmentTokens
    partner_key: str

    async def member(self, who: str, query: str, **variables: Any) -> Any:
        """What somebody gets from the member API; GraphQL errors fail the test."""
        return await self._send(MEMBER, self.tokens.issue_member_token(who), query, variables)

    async def till(self, query: str, **variables: Any) -> Any:
        """What the till gets from the partner API."""
        return await self._send(PARTNER, self.partner_key, query, variables)

    async def staff(self, query: str, **variables: Any) -> Any:
        """What an admin gets from the staff API."""
        return await self._send(STAFF, self.tokens.issue_staff_token("sam", [Role.ADMIN]), query, variables)

    async def later(self, by: str) -> None:
        """Move the development clock, as staff do."""
        mutation = "mutation($input: AdvanceClockInput!) { advanceClock(input: $input) { userErrors { code } } }"
        moved = await self.staff(mutation, input={"idempotencyKey": key(), "by": by})
        assert moved["advanceClock"]["userErrors"] == []

    async def check_books(self) -> None:
        """Everything that happened adds up."""
        assert (await audit(self.opened.database)).violations == []

    async def _send(self, path: str, token: str, query: str, variables: dict[str, Any]) -> Any:
        body, headers = {"query": query, "variables": variables}, {"Authorization": f"Bearer {token}"}
        answer = (await self.http.post(path, json=body, headers=headers)).json()
        assert "errors" not in answer, answer["errors"]
        check_documented(APIS[path], query, answer)
        return answer["data"]


@asynccontextmanager
async def travelling(programme: str, uri: str, database: str, folder: Path) -> AsyncIterator[Journey]:
    """A server that runs an example programme in this database."""
    settings = Settings(
        mode="development",
        mongodb_uri=SecretStr(uri),
        mongodb_database=database,
        data_dir=folder,
        programme=programme,
        playground=False,
        cost_capacity=1_000_000,
    )
    async with open_backend(settings) as opened:
        clock = SystemClock()
        tokens = DevelopmentTokens(folder, mode=settings.mode)
        authenticator = Authenticator(firebase=None, development_tokens=tokens, database=opened.database, clock=clock)
        till = await create_key("till", "Till", created_by="tests", now=clock.now())
        transport = httpx.ASGITransport(app=await application(opened, authenticator))
        async with httpx.AsyncClient(transport=transport, base_url="http://magpie.test") as client:
            yield Journey(opened, client, tokens, till.text)


Travel = Callable[[str], AbstractAsyncContextManager[Journey]]
"""Opens a server that runs the example programme of this name."""


def key() -> str:
    """A new idempotency key."""
    return str(uuid4())
