"""An import in a process of its own, to be killed: `import_process.py URI DATABASE FILE`."""

import asyncio
import sys
from pathlib import Path

from importing_world import cdnow_options, opened

from app.engine.importing.import_purchases import import_purchases
from app.storage.client import connect


async def main(uri: str, database: str, file: str) -> None:
    async with connect(uri) as client:
        backend = await opened(client[database])
        print("ready", flush=True)
        print(await import_purchases(backend, Path(file), cdnow_options()), flush=True)


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
