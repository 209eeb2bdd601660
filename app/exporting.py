"""Downloading an export."""

from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse

from app.engine.backend import Backend
from app.engine.export import USE, export
from app.profile.links import member_of_link

HEADERS = {
    "Cache-Control": "no-store",
    "Content-Disposition": 'attachment; filename="export.json"',
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


def download(backend: Backend) -> Callable[[Request], Awaitable[Response]]:
    """Everything about the member whose link this is, streamed; 404 for a link that is none, or no longer."""

    async def downloaded(request: Request) -> Response:
        token = request.query_params.get("token", "")
        member = await member_of_link(backend.vault, token, USE, backend.clock.now())
        if member is None:
            return JSONResponse({"error": "This link is not valid, or no longer: ask for another."}, 404, HEADERS)
        return StreamingResponse(export(backend, member), media_type="application/json", headers=HEADERS)

    return downloaded
