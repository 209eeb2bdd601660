"""SMS as the settings say."""

import httpx
import structlog

from app.settings import Settings
from app.sms.gateway import SmsGateway
from app.sms.recording import RecordingSms
from app.sms.twilio import TwilioSms

log = structlog.get_logger()


def sms_from(settings: Settings, client: httpx.AsyncClient) -> SmsGateway | None:
    """Who sends SMS: the gateway, else in development one that only records, else nobody. The log says which."""
    if settings.sms_account is not None:
        assert settings.sms_token is not None
        assert settings.sms_from is not None
        token = settings.sms_token.get_secret_value()
        return TwilioSms(client, settings.sms_account, token, settings.sms_from, settings.sms_url)
    if settings.development:
        log.info("sms_is_recorded", way_out="set MAGPIE_SMS_ACCOUNT to send it")
        return RecordingSms()
    return None
