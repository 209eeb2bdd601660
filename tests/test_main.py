"""The application as the composition root puts it together."""

from pathlib import Path

import httpx
from master_keys import MASTER_KEYS

from app.campaigns.desk import Desk
from app.clock import SystemClock
from app.engine.backend import Backend
from app.identity.authenticate import Authenticator
from app.identity.development import DevelopmentTokens
from app.main import application
from app.opening import Opened
from app.programme.programmes import Programmes
from app.programme.vocabulary import vocabulary
from app.settings import Settings
from app.storage.client import Database


async def test_the_playground_is_served_from_the_folder_that_the_settings_name_and_what_is_personal_to_links_alone(
    database: Database, tmp_path: Path
) -> None:
    built = tmp_path / "built"
    built.mkdir()
    (built / "app.js").write_text("// built")
    settings = Settings(mode="development", data_dir=tmp_path, playground_dir=built)
    clock = SystemClock()
    tokens = DevelopmentTokens(tmp_path, mode=settings.mode)
    authenticator = Authenticator(firebase=None, development_tokens=tokens, database=database, clock=clock)
    backend = Backend(database, clock, Programmes(database, vocabulary(), lambda: 0.0), MASTER_KEYS)
    app = await application(Opened(settings, backend, Desk(backend, "tests", {}), None), authenticator)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://magpie") as client:
        assert (await client.get("/playground/app.js")).text == "// built"
        assert (await client.get("/playground/other.js")).status_code == 404
        assert (await client.get("/export?token=mem_1.99.x")).status_code == 404
        assert (await client.post("/unsubscribe/marketing_email.mem_1.x")).status_code == 404
