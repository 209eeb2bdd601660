"""Requests over real sockets: bodies that trickle in, and clients that hang up."""

import asyncio
import socket
import threading
from collections.abc import Iterator

import pytest
import uvicorn
from small_schema import Notebook, small_schema
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.routing import Route

from graphql_schema.http.endpoint import GraphQLEndpoint
from graphql_schema.http.limits import Limits

HEAD = b"POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n"


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    async def context(request: Request) -> Notebook:
        return Notebook()

    endpoint = GraphQLEndpoint(small_schema(), context=context, limits=Limits(deadline_s=0.3))
    with socket.create_server(("127.0.0.1", 0)) as listening:
        server = uvicorn.Server(uvicorn.Config(Starlette(routes=[Route("/graphql", endpoint)]), log_level="warning"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        yield listening.getsockname()[1]
        server.should_exit = True
        thread.join()


async def test_a_body_that_never_ends_gets_408(port: int) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(HEAD + b'{"query": ')
    answer = await asyncio.wait_for(reader.read(), 5)
    assert answer.startswith(b"HTTP/1.1 408 ")
    assert b"DEADLINE_EXCEEDED" in answer
    writer.close()


async def test_the_server_outlives_clients_that_hang_up(port: int) -> None:
    for _ in range(20):
        _, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(HEAD + b"{")
        writer.close()
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    body = b'{"query": "{ hello }"}'
    writer.write(HEAD.replace(b"100", str(len(body)).encode()) + body)
    assert b"Hello, world" in await asyncio.wait_for(reader.readuntil(b"restoreRate"), 5)
    writer.close()
