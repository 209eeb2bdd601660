"""A spin as a member gets it: the JSON from which anyone can compute it again."""

from collections.abc import Mapping
from typing import Any


def exported(play: Mapping[str, Any], server_seed: bytes | None) -> dict[str, Any]:
    """The stored spin as the API shows it and `docs/verify-a-spin.md` reads it.

    `server_seed` is None until the seed is revealed.
    """
    return {
        "id": play["_id"],
        "wheel": play["wheel"],
        "serverSeedHash": play["server_seed_hash"],
        "serverSeed": server_seed.hex() if server_seed else None,
        "clientSeed": play["client_seed"],
        "nonce": play["nonce"],
        "cursor": play["cursor"],
        "ticket": play["ticket"],
        "value": play["value"],
        "total": play["total"],
        "snapshot": [{"segment": part["segment"], "weight": part["weight"]} for part in play["snapshot"]],
        "segment": play["segment"],
    }
