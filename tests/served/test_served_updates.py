"""Live updates of two servers beside each other, to real clients."""

import json
import os
import re
import shutil
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from serving import PATIENCE_S, Served, serving
from streaming import talking

ROOT = Path(__file__).parents[2]
CLIENT = ROOT / "playground" / "node_modules" / "graphql-ws" / "dist" / "index.js"
PAGE = (ROOT / "docs" / "live-updates.md").read_text(encoding="utf-8")
UPDATES = re.findall(r"```graphql\n(.*?)\n```", PAGE, re.DOTALL)[0]
SPIN = """mutation Spin($key: UUID!) {
    spinWheel(input: {idempotencyKey: $key, wheel: "wheel-of-shiny-things"}) { userErrors { code } } }"""
NODE = shutil.which("node")

USE = """
const [cursor, spins] = [process.argv[2], Number(process.argv[3])];
const query = process.argv[4];
setTimeout(() => process.exit(2), 30_000);
let told = 0;
follow(query, cursor, (update) => {
  console.log(JSON.stringify(update));
  told += 1;
  if (told === 1) client.terminate(); // as a phone in a tunnel
  if (told === spins) process.exit(0);
}, (problem) => { console.error(problem); process.exit(1); });
"""


@pytest.fixture
def second(served: Served) -> Iterator[Served]:
    """Another server on the data of the first."""
    with serving(Path(served.environment["MAGPIE_DATA_DIR"]).parent, "second.log") as second:
        yield second


class Member:
    """A member with an app, by any server."""

    def __init__(self, served: Served, name: str) -> None:
        self.token = served.magpie("token", "member", name).strip()

    def asks(self, served: Served, query: str, **variables: str) -> dict[str, object]:
        answer = httpx.post(
            f"{served.address}/graphql",
            json={"query": query, "variables": variables},
            headers={"Authorization": f"Bearer {self.token}"},
        ).json()
        assert "errors" not in answer, answer
        data: dict[str, object] = answer["data"]
        return data

    def place(self, served: Served) -> str:
        return str(self.asks(served, "{ me { updatesCursor } }")["me"]["updatesCursor"])  # type: ignore[index]

    def spins(self, served: Served, number: int) -> None:
        spun = self.asks(served, SPIN, key=f"00000000-0000-4000-8000-{number:012}")
        assert spun == {"spinWheel": {"userErrors": []}}


def read(served: Served, path: str) -> str:
    return httpx.get(f"{served.address}{path}").raise_for_status().text


async def test_a_spin_through_one_server_is_told_by_the_other_until_that_stops(served: Served, second: Served) -> None:
    boris = Member(served, "boris")
    place = boris.place(served)
    async with talking(second.address.removeprefix("http://")) as talk:
        await talk.init(Authorization=f"Bearer {boris.token}")
        await talk.subscribe(UPDATES, after=place)
        boris.spins(served, 1)
        update = (await talk.hear())["payload"]["data"]["updates"]
        assert update["activity"]["kind"] == "spin"
        assert 'magpie_open_subscriptions{schema="member"} 1.0' in read(second, "/metrics")
        assert read(second, "/healthz")

        os.kill(second.process, signal.SIGTERM)
        assert await talk.closed() == (1001, "The server stops: connect again and go on from your last cursor")


async def test_a_token_that_is_none_opens_nothing(served: Served) -> None:
    async with talking(served.address.removeprefix("http://")) as talk:
        await talk.say(type="connection_init", payload={"Authorization": "Bearer nonsense"})
        assert (await talk.closed())[0] == 4403


@pytest.mark.skipif(NODE is None or not CLIENT.exists(), reason="no Node.js, or the playground was not built here")
def test_the_example_of_the_page_goes_on_after_a_lost_connection(served: Served, tmp_path: Path) -> None:
    anna = Member(served, "anna")
    place = anna.place(served)
    example = re.findall(r"```js\n(.*?)\n```", PAGE, re.DOTALL)[0]
    script = tmp_path / "example.mjs"
    script.write_text(
        example.replace("'graphql-ws'", json.dumps(CLIENT.as_uri()))
        .replace("wss://your.host", served.address.replace("http", "ws"))
        .replace("await idToken()", json.dumps(anna.token))
        + USE,
        encoding="utf-8",
    )
    assert NODE is not None
    client = subprocess.Popen(
        [NODE, "--experimental-websocket", "--no-warnings", str(script), place, "3", UPDATES],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert client.stdout is not None
    anna.spins(served, 11)
    first = client.stdout.readline()
    anna.spins(served, 12)
    anna.spins(served, 13)
    told = [json.loads(line) for line in (first, *client.stdout)]

    assert client.wait(PATIENCE_S) == 0
    assert len({update["cursor"] for update in told}) == len(told) == 3
    assert {update["activity"]["kind"] for update in told} == {"spin"}
