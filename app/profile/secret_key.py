"""Secret keys: what is sealed with one can be opened with it alone, and for its own purpose alone."""

import hashlib
import hmac
import secrets
from dataclasses import dataclass, field

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

KEY_BYTES = 32
NONCE_BYTES = 12


@dataclass(frozen=True, slots=True)
class SecretKey:
    """256 bits for AES-256-GCM (NIST SP 800-38D), under a random nonce of 96 bits each time.

    Random nonces are safe for 2^32 sealings under one key. Raises ValueError for any other length.
    """

    key: bytes = field(repr=False)

    def __post_init__(self) -> None:
        if len(self.key) != KEY_BYTES:
            raise ValueError(f"a key has {KEY_BYTES} bytes")

    @property
    def name(self) -> str:
        """What tells this key from others, and gives nothing of it away."""
        return self.derived("name").hex()[:16]

    def seal(self, plain: bytes, about: str) -> bytes:
        """Nonce, ciphertext and tag. It opens only under the same `about`: moved elsewhere, it is worthless."""
        nonce = secrets.token_bytes(NONCE_BYTES)
        return nonce + AESGCM(self.key).encrypt(nonce, plain, about.encode())

    def open(self, sealed: bytes, about: str) -> bytes:
        """What was sealed. Raises cryptography's InvalidTag for another key, another `about` or changed bytes."""
        return AESGCM(self.key).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], about.encode())

    def derived(self, use: str) -> bytes:
        """256 bits for one use, by HMAC-SHA256: they give away neither the key nor those for other uses."""
        return hmac.new(self.key, use.encode(), hashlib.sha256).digest()


def new_secret_key() -> SecretKey:
    """A random key."""
    return SecretKey(secrets.token_bytes(KEY_BYTES))
