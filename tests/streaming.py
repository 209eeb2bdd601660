"""A real server in the test's own event loop, and clients that stay: a WebSocket, and an event stream."""

import asyncio
import contextlib
import json
import socket
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from typing import Any

import httpx
import uvicorn
from starlette.types import ASGIApp
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed
from websockets.typing import Subprotocol

PATIENCE_S = 10.0
SUBPROTOCOL = Subprotocol("graphql-transport-ws")

Payload = dict[str, Any]


@contextlib.asynccontextmanager
async def listening(app: ASGIApp) -> AsyncIterator[str]:
    """Serve an application; yields `127.0.0.1:<port>`."""
    server = uvicorn.Server(
        uvicorn.Config(app, log_level="critical", lifespan="off", ws_max_size=1_000_000, timeout_graceful_shutdown=1)
    )
    with socket.create_server(("127.0.0.1", 0)) as bound:
        serving = asyncio.create_task(server.serve(sockets=[bound]))
        try:
            yield f"127.0.0.1:{bound.getsockname()[1]}"
        finally:
            server.should_exit = True
            await serving


class Talk:
    """One socket that speaks graphql-transport-ws, message by message."""

    def __init__(self, connection: ClientConnection) -> None:
        self.connection = connection

    async def say(self, **message: Any) -> None:
        await self.connection.send(json.dumps(message))

    async def hear(self) -> Payload:
        """The next message. Raises ConnectionClosed when there is none any more."""
        text = await asyncio.wait_for(self.connection.recv(), PATIENCE_S)
        message: Payload = json.loads(text)
        return message

    async def init(self, **payload: Any) -> None:
        await self.say(type="connection_init", payload=payload)
        assert await self.hear() == {"type": "connection_ack"}

    async def subscribe(self, query: str, name: str = "1", **variables: Any) -> None:
        await self.say(id=name, type="subscribe", payload={"query": query, "variables": variables})

    async def closed(self) -> tuple[int, str]:
        """How the server closes the socket, whatever it says before."""
        with contextlib.suppress(ConnectionClosed):
            while True:
                await self.hear()
        return self.connection.close_code or 0, self.connection.close_reason or ""


@contextlib.asynccontextmanager
async def talking(address: str, path: str = "/graphql", **options: Any) -> AsyncIterator[Talk]:
    """An open socket that has not said anything yet."""
    settings: Payload = {"subprotocols": [SUBPROTOCOL], "proxy": None, **options}
    async with connect(f"ws://{address}{path}", **settings) as connection:
        yield Talk(connection)


Event = tuple[str, Any]


@contextlib.asynccontextmanager
async def event_stream(
    address: str, query: str, headers: dict[str, str] | None = None, **variables: Any
) -> AsyncIterator[AsyncGenerator[Event, None]]:
    """The events of an operation, comments too: their names and data."""
    async with httpx.AsyncClient(timeout=PATIENCE_S, trust_env=False) as client:
        asked = {"query": query, "variables": variables}
        accept = {"Accept": "text/event-stream", **(headers or {})}
        async with client.stream("POST", f"http://{address}/graphql", json=asked, headers=accept) as response:
            assert response.status_code == 200, await response.aread()
            assert response.headers["content-type"].startswith("text/event-stream")
            async with contextlib.aclosing(_events(response)) as events:
                yield events


async def _events(response: httpx.Response) -> AsyncGenerator[Event, None]:
    name, data = "", ""
    async for line in response.aiter_lines():
        if line.startswith(":"):
            yield "comment", None
        elif not line:
            if name:
                yield name, json.loads(data) if data else None
            name, data = "", ""
        else:
            field, _, value = line.partition(":")
            name, data = (value.strip(), data) if field == "event" else (name, value.strip())


async def told(events: AsyncGenerator[Event, None]) -> Event:
    """The next event that is no comment."""
    while (event := await anext(events))[0] == "comment":
        pass
    return event


async def until(condition: Callable[[], bool]) -> None:
    """Wait until something is so, which nobody tells."""
    async with asyncio.timeout(PATIENCE_S):
        while True:
            if condition():
                return
            await asyncio.sleep(0.01)
