"""The master keys that the tests share."""

from app.profile.master_keys import MasterKeys
from app.profile.secret_key import SecretKey

MASTER_KEYS = MasterKeys(SecretKey(bytes(range(32))))
