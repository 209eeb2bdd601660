"""Who may open a WebSocket at all."""

from urllib.parse import urlsplit

from starlette.types import Receive, Scope, Send
from starlette.websockets import WebSocket

from app.logs import lines_with
from graphql_schema.http.ending import CloseCode
from graphql_schema.http.request_id import HEADER, request_id_from
from graphql_schema.http.service import Service
from graphql_schema.http.socket import Socket
from graphql_schema.http.socket_messages import SUBPROTOCOL


class Sockets:
    """An ASGI application for the sockets of one schema. `origins` are those whose pages may open one, or `*`."""

    def __init__(self, service: Service, origins: tuple[str, ...]) -> None:
        self._service = service
        self._origins = origins

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one socket, or refuse it."""
        websocket = WebSocket(scope, receive, send)
        if not self._welcome(websocket):
            await websocket.receive()
            await websocket.close()  # before it is accepted: the client gets status 403
        elif SUBPROTOCOL not in scope["subprotocols"]:
            await websocket.accept()
            await websocket.close(CloseCode.WRONG_SUBPROTOCOL, f"Speak {SUBPROTOCOL}")
        else:
            request_id = request_id_from(websocket.headers.get(HEADER))
            with lines_with(request_id=request_id):
                await Socket(websocket, self._service, request_id).serve()

    def _welcome(self, websocket: WebSocket) -> bool:
        """Browsers ask nobody before they open a socket to elsewhere, so it is checked here; apps send no origin."""
        origin = websocket.headers.get("origin")
        if origin is None or "*" in self._origins or origin in self._origins:
            return True
        own = urlsplit(origin).netloc.lower()
        return bool(own) and own == websocket.headers.get("host", "").lower()
