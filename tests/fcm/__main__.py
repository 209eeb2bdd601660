"""The server in a process of its own: `python -m fcm FOLDER [--tls]`, until its standard input is closed."""

import argparse
import asyncio
import json
import sys
from pathlib import Path

from fcm.server import fcm_server


async def serve(folder: Path, *, tls: bool) -> None:
    """Serve, after one line of JSON that says where."""
    async with fcm_server(folder, tls=tls) as server:
        files = {"credentials": str(server.credentials), "certificate": str(server.certificate)}
        print(json.dumps({"origin": server.origin, **files}), flush=True)
        await asyncio.to_thread(sys.stdin.read)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--tls", action="store_true")
    arguments = parser.parse_args()
    asyncio.run(serve(arguments.folder, tls=arguments.tls))
