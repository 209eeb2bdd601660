"""The desk: what planning and sending work with, put together once at the composition root."""

import os
import secrets
import socket
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from app.campaigns.model import Channel
from app.campaigns.sender import Sender
from app.engine.backend import Backend
from app.storage.client import Database


@dataclass(frozen=True, slots=True)
class Desk:
    """The backend, a sender for each channel there is, and the name under which this process holds leases."""

    backend: Backend
    owner: str
    senders: Mapping[Channel, Sender]

    @property
    def database(self) -> Database:
        """The database everything is in."""
        return self.backend.database

    @staticmethod
    def machine_now() -> datetime:
        """The machine's time, which leases go by: the product's own clock can be moved in development."""
        return datetime.now(UTC)


def owner_name() -> str:
    """A name for this process that no other ever has."""
    return f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(4)}"
