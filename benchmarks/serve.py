"""A measured server: `python -m benchmarks.serve magpie|bare URI DATA_DIR PORT CORE`.

Magpie runs as `magpie serve` runs it in production, but for development tokens, limits that throttle nobody, and no
other work in the process.
"""

import sys
from dataclasses import replace
from pathlib import Path

import uvicorn
from starlette.types import ASGIApp

from app.cli.running import run_opened
from app.cli.serve import listen
from app.clock import SystemClock
from app.identity.authenticate import Authenticator
from app.identity.development import DevelopmentTokens
from app.logs import configure_logging
from app.main import application
from app.opening import Opened
from app.settings import Settings
from benchmarks.bare import bare
from benchmarks.members import settings_for
from benchmarks.servers import keep_to


def main(kind: str, uri: str, data_dir: Path, port: int) -> None:
    if kind == "bare":
        uvicorn.run(bare(uri), port=port, log_config=None, access_log=False, server_header=False)
        return
    settings = settings_for(uri, data_dir, port)
    configure_logging(settings)

    async def work(opened: Opened) -> None:
        await listen(await _magpie(opened, settings), settings)

    run_opened(settings, work)


async def _magpie(opened: Opened, settings: Settings) -> ASGIApp:
    clock = SystemClock()
    authenticator = Authenticator(
        firebase=None,
        development_tokens=DevelopmentTokens(settings.data_dir, mode=settings.mode),
        database=opened.database,
        clock=clock,
    )
    # A clock that can be moved is read from the database for each request: only development has one.
    as_in_production = replace(opened, backend=replace(opened.backend, clock=clock), development_clock=None)
    return await application(as_in_production, authenticator)


if __name__ == "__main__":
    kind, uri, data_dir, port, core = sys.argv[1:]
    keep_to(int(core))
    main(kind, uri, Path(data_dir), int(port))
