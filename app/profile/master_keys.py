"""Master keys: they wrap the keys of members, and lie outside the database."""

import base64
import binascii
import hashlib
from dataclasses import dataclass

from app.identity.secret_file import read_or_create_secret
from app.profile.secret_key import KEY_BYTES, SecretKey
from app.settings import Settings, WrongSettings

SETTING = "MAGPIE_MASTER_KEY"
DEVELOPMENT_FILE = "master-key"


@dataclass(frozen=True, slots=True)
class MasterKeys:
    """The master key that wraps from now on, and former ones whose wrapped keys can still be unwrapped."""

    current: SecretKey
    former: tuple[SecretKey, ...] = ()

    @property
    def names(self) -> list[str]:
        """The names of all of them."""
        return [key.name for key in (self.current, *self.former)]

    def named(self, name: str) -> SecretKey:
        """The master key of this name. Raises LookupError when it is not among them."""
        for key in (self.current, *self.former):
            if key.name == name:
                return key
        raise LookupError(f"{SETTING} does not hold the master key {name}")


def master_keys_of(settings: Settings) -> MasterKeys:
    """The master keys that the settings name; in development, without any, one kept in the data folder.

    Raises WrongSettings when a key is not 32 bytes in base64. That production has one is checked with the settings.
    """
    if settings.master_key is not None:
        current, *former = (_read(text.strip()) for text in settings.master_key.get_secret_value().split(","))
        return MasterKeys(current, tuple(former))
    kept = read_or_create_secret(settings.data_dir / DEVELOPMENT_FILE)
    return MasterKeys(SecretKey(hashlib.sha256(kept).digest()))


def _read(text: str) -> SecretKey:
    try:
        return SecretKey(base64.b64decode(text, validate=True))
    except (binascii.Error, ValueError):
        words = f"{SETTING}: a key is {KEY_BYTES} bytes in base64; `magpie keys new` makes one."
        raise WrongSettings([words]) from None
