"""Who sends SMS, by the settings."""

import httpx
from gateways.sms_gateway import ACCOUNT, TOKEN, ScriptedTwilio
from structlog.testing import capture_logs

from app.channels.verdict import Delivered
from app.settings import Settings
from app.sms.from_settings import sms_from
from app.sms.gateway import TextMessage
from app.sms.recording import RecordingSms


def settings(**given: object) -> Settings:
    return Settings.model_validate({"mode": "production", **given})


async def test_the_gateway_that_is_set_sends(sms_gateway: ScriptedTwilio) -> None:
    given = settings(sms_account=ACCOUNT, sms_token=TOKEN, sms_from="Our Shop", sms_url=sms_gateway.url)
    async with httpx.AsyncClient() as client:
        sms = sms_from(given, client)
        assert sms is not None
        assert TOKEN not in repr(sms)
        assert isinstance(await sms.send(TextMessage("row-1", "+31612345678", "Hello")), Delivered)
    assert sms_gateway.received == [{"To": "+31612345678", "From": "Our Shop", "Body": "Hello"}]


async def test_development_records_without_a_gateway_and_says_so() -> None:
    async with httpx.AsyncClient() as client:
        with capture_logs() as logs:
            assert isinstance(sms_from(settings(mode="development"), client), RecordingSms)
    assert [line["event"] for line in logs] == ["sms_is_recorded"]


async def test_production_has_no_sms_without_a_gateway() -> None:
    async with httpx.AsyncClient() as client:
        assert sms_from(settings(), client) is None
