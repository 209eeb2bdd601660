"""The vault: where personal data lies, and what opens it."""

from dataclasses import dataclass

from app.profile.master_keys import MasterKeys
from app.storage.client import Database


@dataclass(frozen=True, slots=True)
class Vault:
    """The database with the sealed profiles and the wrapped keys, and the master keys outside of it."""

    database: Database
    master_keys: MasterKeys
