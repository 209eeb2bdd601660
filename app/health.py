"""Whether this process lives, and whether it can serve."""

import asyncio
from collections.abc import Awaitable, Callable

import structlog
from pymongo.errors import PyMongoError
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from app.engine.backend import Backend
from app.errors import Refusal
from app.metrics import exposition
from app.programme.mistakes import ProgrammeMistakes

PATIENCE_S = 2.0

log = structlog.get_logger()


async def healthz(request: Request) -> Response:
    """The process answers."""
    return JSONResponse({"status": "ok"})


def readyz(backend: Backend) -> Callable[[Request], Awaitable[Response]]:
    """The database has a primary that takes writes, and a programme is published; 503 otherwise."""

    async def ready(request: Request) -> Response:
        try:
            async with asyncio.timeout(PATIENCE_S):
                hello = await backend.database.command("hello")
                published = await backend.programmes.current()
        except (PyMongoError, TimeoutError, Refusal, ProgrammeMistakes) as problem:
            log.warning("not_ready", problem=type(problem).__name__)
            return JSONResponse({"status": "unavailable"}, status_code=503)
        if not hello.get("isWritablePrimary"):
            return JSONResponse({"status": "unavailable"}, status_code=503)
        return JSONResponse({"status": "ready", "programmeVersion": published.number})

    return ready


async def metrics(request: Request) -> Response:
    """What Prometheus reads."""
    text, content_type = exposition()
    return Response(text, headers={"Content-Type": content_type})
