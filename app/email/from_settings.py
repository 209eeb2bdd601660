"""E-mail as the settings say."""

from email.utils import parseaddr
from urllib.parse import unquote

import structlog

from app.clock import Clock
from app.email.letter import Sender
from app.email.recording import RecordingEmail
from app.email.sender import EmailSender
from app.email.smtp import SmtpEmail, SmtpServer
from app.email.unsubscribe import SignedLinks
from app.identity.secret_file import read_or_create_secret
from app.settings import Settings

PORT, TLS_PORT = 587, 465
SECRET_FILE = "link.secret"

log = structlog.get_logger()


def email_from(settings: Settings, clock: Clock) -> EmailSender | None:
    """Who sends e-mail: the SMTP server, else in development one that only records, else nobody. The log says which."""
    if settings.smtp_url is not None:
        return SmtpEmail(_server(settings), _sender(settings), clock)
    if settings.development:
        log.info("email_is_recorded", way_out="set MAGPIE_SMTP_URL to send it")
        return RecordingEmail()
    return None


def links_from(settings: Settings) -> SignedLinks:
    """Who makes the links in letters. Development has a secret in its data folder."""
    if settings.link_secret is not None:
        secret = settings.link_secret.get_secret_value().encode()
    else:
        secret = read_or_create_secret(settings.data_dir / SECRET_FILE)
    return SignedLinks(settings.public_url or f"http://{settings.host}:{settings.port}", secret)


def _server(settings: Settings) -> SmtpServer:
    assert settings.smtp_url is not None
    url = settings.smtp_url.get_secret_value()
    tls = url.scheme == "smtps"
    return SmtpServer(
        host=url.host or "",
        port=url.port or (TLS_PORT if tls else PORT),
        tls=tls,
        user=unquote(url.username) if url.username else None,
        password=unquote(url.password) if url.password else None,
    )


def _sender(settings: Settings) -> Sender:
    name, address = parseaddr(settings.email_from or "")
    reply_to = parseaddr(settings.email_reply_to)[1] if settings.email_reply_to else None
    return Sender(address, name, reply_to)
