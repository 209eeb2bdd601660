import http.server
import threading
from collections.abc import Iterator

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from app.settings import Settings
from app.tracing import traced

pytest.importorskip("opentelemetry.sdk")


class Collector(http.server.ThreadingHTTPServer):
    """A local OTLP collector that keeps what it is sent."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.received: list[tuple[str, bytes]] = []
        self.arrived = threading.Event()


class _Handler(http.server.BaseHTTPRequestHandler):
    server: Collector

    def do_POST(self) -> None:
        self.server.received.append((self.path, self.rfile.read(int(self.headers["content-length"]))))
        self.send_response(200)
        self.end_headers()
        self.server.arrived.set()

    def log_message(self, *_: object) -> None:
        return


@pytest.fixture
def collector() -> Iterator[Collector]:
    with Collector() as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


async def hello(request: Request) -> PlainTextResponse:
    return PlainTextResponse("hello")


async def test_a_request_becomes_a_span_of_its_callers_trace_without_its_query(
    collector: Collector, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OTEL_BSP_SCHEDULE_DELAY", "50")  # milliseconds
    settings = Settings(mode="development", otel_endpoint=f"http://127.0.0.1:{collector.server_port}")
    application = traced(Starlette(routes=[Route("/hello", hello)]), settings)
    trace_id = "0af7651916cd43dd8448eb211c80319c"
    async with httpx.AsyncClient(transport=httpx.ASGITransport(application), base_url="http://test") as client:
        headers = {"traceparent": f"00-{trace_id}-b7ad6b7169203331-01"}
        assert (await client.get("/hello?variables=private", headers=headers)).text == "hello"

    assert collector.arrived.wait(20)
    path, body = collector.received[0]
    assert path == "/v1/traces"
    assert b"/hello" in body
    assert bytes.fromhex(trace_id) in body
    assert b"private" not in body


def test_without_an_endpoint_the_application_is_left_as_it_is() -> None:
    application = Starlette()
    assert traced(application, Settings(mode="development")) is application
