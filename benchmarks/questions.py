"""What is asked of the servers, as bytes."""

from collections.abc import Callable, Iterator, Mapping
from uuid import uuid4

import httpx
import orjson

from benchmarks.bare import WHEEL
from benchmarks.members import Someone

HOME = """query Home {
  me {
    code
    wallet {
      balances { asset { id name } available pending }
      transactions(first: 10) { nodes { at kind asset amount } }
    }
    wheels { id name freeSpins tokens }
  }
}"""
SPIN = """mutation Spin($input: SpinWheelInput!) {
  spinWheel(input: $input) {
    spin { segment label prize { asset { id } amount } }
    wheel { freeSpins tokens }
    userErrors { code message }
  }
}"""
NOTHING = "{ __typename }"

Question = Callable[[], bytes]
"""Makes the bytes of one request, about the next member: so no two requests under way meet at one member."""


def graphql(members: Iterator[Someone], body: Mapping[str, object]) -> Question:
    """A GraphQL request of a signed-in member."""
    encoded = orjson.dumps(body)
    return lambda: _post("/graphql", encoded, next(members).token)


def spin(members: Iterator[Someone]) -> Question:
    """A spin, each with a key of its own."""

    def request() -> bytes:
        variables = {"input": {"idempotencyKey": str(uuid4()), "wheel": WHEEL}}
        return _post("/graphql", orjson.dumps({"query": SPIN, "variables": variables}), next(members).token)

    return request


def bare_read(members: Iterator[Someone], what: str) -> Question:
    """A read of the bare server."""
    return lambda: f"GET /members/{next(members).id}{what} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode()


def bare_write(members: Iterator[Someone], what: str) -> Question:
    """A write of the bare server, each with a key of its own."""
    return lambda: _post(f"/members/{next(members).id}{what}", orjson.dumps({"key": str(uuid4())}), "none")


def register(port: int, member: Someone, text: str, document_id: str) -> str:
    """Have a document persisted, as Apollo's clients do, and return the `documentId` it can be named by."""
    link = {"persistedQuery": {"version": 1, "sha256Hash": document_id}}
    headers = {"Authorization": f"Bearer {member.token}"}
    answer = httpx.post(f"http://127.0.0.1:{port}/graphql", json={"query": text, "extensions": link}, headers=headers)
    answer.raise_for_status()
    return f"sha256:{document_id}"


def _post(path: str, body: bytes, token: str) -> bytes:
    head = (
        f"POST {path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {token}\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body
