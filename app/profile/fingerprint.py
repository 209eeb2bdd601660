"""Fingerprints: they tell equal details from different ones, and without their key nothing else."""

import hashlib
import hmac
from collections.abc import Mapping
from typing import Any

import orjson


def fingerprint(key: bytes, details: Mapping[str, Any]) -> str:
    """The HMAC-SHA256 of these details, in lower-case hexadecimal digits. `key` is the profile's own.

    A plain hash would give away what is as easily guessed as a date of birth.
    """
    canonical = orjson.dumps(details, option=orjson.OPT_SORT_KEYS)
    return hmac.new(key, canonical, hashlib.sha256).hexdigest()
