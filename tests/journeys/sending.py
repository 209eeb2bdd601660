"""A world that sends: the worker's code, and behind it local servers for push, e-mail and SMS."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from api_world import World
from fcm.server import FcmServer, fcm_server
from gateways.sms_gateway import ACCOUNT, TOKEN, ScriptedTwilio
from gateways.smtp_server import ScriptedSmtp
from life import living, waits

from app.campaigns.working.opening import open_desk
from app.campaigns.working.turns import take_turn, turns_to_take
from app.engine.sweep import sweep
from app.messages.documents import LANES, LISTENING
from app.settings import Settings
from app.storage.client import Database


@dataclass
class Post:
    """The running programme, and what arrived: pushes by device, letters by address, text messages by number."""

    world: World
    fcm: FcmServer
    smtp: ScriptedSmtp
    sms: ScriptedTwilio

    async def works(self) -> None:
        """The worker comes by, and works until nothing is due."""
        await self.world.clock.refresh()
        while await sweep(self.world.backend):
            pass
        await self._take_turns(await turns_to_take(self.world.desk, LANES))
        while await self._take_turns(await self._but_listening()):
            pass

    async def passes(self, *spans: str) -> None:
        """Time passes, and the worker comes by after each of these spans."""
        for span in spans:
            await waits(self.world, span)
            await self.works()

    @property
    def pushed(self) -> list[tuple[str, str]]:
        """To which device, and what its notification is called; in the order in which they arrived."""
        return [(one.target, one.message["notification"]["title"]) for one in self.fcm.tally.last if one.taken]

    @property
    def letters(self) -> list[tuple[str, str]]:
        """To which address, and the subject."""
        return [(one.recipient, str(one.message["Subject"])) for one in self.smtp.taken]

    @property
    def texts(self) -> list[tuple[str, str]]:
        """To which number, and what it says."""
        return [(one["To"], one["Body"]) for one in self.sms.received]

    def pushed_data(self, device: str) -> dict[str, Any]:
        """What the app on a device finds in the latest push."""
        return next(one.message["data"] for one in reversed(self.fcm.tally.last) if one.target == device)

    async def _but_listening(self) -> list[int]:
        """A look at the change stream takes half a second: one is enough for what has happened until now."""
        lanes = await turns_to_take(self.world.desk, LANES + 2)
        await self.world.database.lanes.update_one({"_id": LISTENING}, {"$set": {"asked": None}})
        return [lane for lane in lanes if lane != LISTENING]

    async def _take_turns(self, lanes: list[int]) -> bool:
        return any([await take_turn(self.world.desk, lane, asyncio.Event()) for lane in lanes])


Sending = Callable[[str], AbstractAsyncContextManager[Post]]
"""Opens a world that sends, on the example programme of this name."""


@asynccontextmanager
async def sending(
    programme: str, database: Database, folder: Path, smtp: ScriptedSmtp, sms: ScriptedTwilio
) -> AsyncIterator[Post]:
    """The desk is opened from settings, as the worker opens it: the real Firebase, SMTP and Twilio code."""
    async with living(database, programme) as world, fcm_server(folder, tls=False) as fcm:
        settings = Settings(
            mode="development",
            data_dir=folder,
            smtp_url=f"smtp://127.0.0.1:{smtp.port}",
            email_from="Our Shop <news@shop.test>",
            sms_account=ACCOUNT,
            sms_token=TOKEN,
            sms_from="+31201234567",
            sms_url=sms.url,
            **fcm.settings,
        )
        async with open_desk(settings, world.backend) as world.desk:
            yield Post(world, fcm, smtp, sms)
