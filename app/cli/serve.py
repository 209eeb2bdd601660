"""`magpie serve`: the three APIs over HTTP."""

import contextlib
import socket
from collections.abc import Awaitable, Callable
from typing import Annotated

import httpx
import typer
import uvicorn
from starlette.types import ASGIApp

from app.cli.background import background
from app.cli.running import DataDir, keep_for_good, run_opened, settings_with, stop
from app.cli.welcome import welcome
from app.clock import SystemClock
from app.demo import Demo, load_demo
from app.identity.authenticate import Authenticator
from app.identity.development import DevelopmentTokens
from app.identity.firebase import FirebaseTokens
from app.identity.signing_keys import SigningKeys
from app.logs import configure_logging
from app.main import application, streams_of
from app.opening import Opened
from app.settings import Settings

BACKLOG = 2_048
"""Connections that may wait to be accepted."""
GRACE_S = 10
"""How long a stopping server waits for what is under way."""

BeforeStopping = Callable[[], Awaitable[None]]


def serve(
    port: Annotated[int | None, typer.Option(help="Port to listen on. [default: 8000]")] = None,
    host: Annotated[str | None, typer.Option(help="Address to listen on. [default: 127.0.0.1]")] = None,
    data_dir: DataDir = None,
    demo: Annotated[bool, typer.Option("--demo", help="Fill the database with demo members, once.")] = False,
) -> None:
    """Serve the member, partner and staff APIs. Development mode also does what workers do."""
    settings = settings_with(port=port, host=host, data_dir=data_dir)
    configure_logging(settings)

    async def work(opened: Opened) -> None:
        loaded = await load_demo(opened) if demo else None
        async with httpx.AsyncClient() as client:
            await _serve(opened, _authenticator(opened, client), loaded)

    run_opened(settings, work, sending=True)


async def nothing() -> None:
    """Nothing has to be done."""


async def _serve(opened: Opened, authenticator: Authenticator, demo: Demo | None) -> None:
    settings = opened.settings
    streams = streams_of(settings)
    app = await application(opened, authenticator, demo.first_visits if demo else None, streams)
    async with contextlib.AsyncExitStack() as stack:
        if settings.development:
            await stack.enter_async_context(background(opened))
        await listen(app, settings, lambda: welcome(settings, demo) if demo else None, streams.stop)


class Server(uvicorn.Server):
    """Ends what would wait for ever, before it waits for what is under way."""

    def __init__(self, config: uvicorn.Config, before_stopping: BeforeStopping) -> None:
        super().__init__(config)
        self._before_stopping = before_stopping

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Stop serving."""
        await self._before_stopping()
        await super().shutdown(sockets)


async def listen(
    app: ASGIApp,
    settings: Settings,
    when_ready: Callable[[], None] = lambda: None,
    before_stopping: BeforeStopping = nothing,
) -> None:
    """Serve an application until the process is asked to stop."""
    config = uvicorn.Config(
        app,
        host=settings.host,
        port=settings.port,
        log_config=None,
        server_header=False,
        lifespan="off",
        ws_max_size=settings.max_body_bytes,
        timeout_graceful_shutdown=GRACE_S,
    )
    server = Server(config, before_stopping)
    keep_for_good()
    # Bound here and not by uvicorn, which would end the process in the middle of our own cleaning up.
    with _bound(settings) as listening:
        when_ready()
        await server.serve(sockets=[listening])


def _bound(settings: Settings) -> socket.socket:
    try:
        return socket.create_server((settings.host, settings.port), family=_family(settings.host), backlog=BACKLOG)
    except OSError as problem:
        stop(
            f"Can't listen on {settings.host} port {settings.port}: {problem.strerror or problem}. "
            "Choose another with --port or MAGPIE_PORT."
        )


def _family(host: str) -> socket.AddressFamily:
    return socket.AF_INET6 if ":" in host else socket.AF_INET


def _authenticator(opened: Opened, client: httpx.AsyncClient) -> Authenticator:
    # Tokens of the outer world live by the machine's clock, also where the product's own clock was moved.
    clock, settings = SystemClock(), opened.settings
    project = settings.firebase_project
    return Authenticator(
        firebase=FirebaseTokens(project, SigningKeys(client), clock) if project else None,
        development_tokens=DevelopmentTokens(settings.data_dir, mode=settings.mode) if settings.development else None,
        database=opened.database,
        clock=clock,
    )
