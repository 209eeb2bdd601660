"""A random secret in a file that only its owner can read."""

import os
import secrets
import tempfile
from contextlib import suppress
from pathlib import Path

SECRET_BYTES = 48
SHORTEST_SECRET = 43
"""Characters: 256 bits in base64."""


def read_or_create_secret(path: Path) -> bytes:
    """The secret kept at `path`, made on the first call (file mode 0600, missing folders too).

    Several processes may call this at once: all get the same secret, and none sees half of one. Raises ValueError when
    the file holds something too short to be a secret.
    """
    if not path.exists():
        _create(path)
    secret = path.read_bytes().strip()
    if len(secret) < SHORTEST_SECRET:
        raise ValueError(f"{path} holds no usable secret; delete it and a new one will be made")
    return secret


def _create(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, draft = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")  # made with mode 0600
    try:
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_urlsafe(SECRET_BYTES))
        with suppress(FileExistsError):  # another process was first: its secret counts
            Path(path).hardlink_to(draft)
    finally:
        Path(draft).unlink()
