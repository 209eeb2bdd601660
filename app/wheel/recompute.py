"""Whether a recorded spin is the one its seeds lead to."""

from collections.abc import Callable, Mapping
from typing import Any

from app.wheel.draw import RANGE, Snapshot, draw, segment_for, total_of
from app.wheel.export import exported
from app.wheel.seeds import seed_hash

NOT_REVEALED = "the server seed is not revealed yet"


def verify(play: Mapping[str, Any], server_seed: bytes) -> list[str]:
    """Everything that does not hold in a stored spin, computed again from its server seed; nothing when all is well."""
    return verify_exported(exported(play, server_seed))


def verify_exported(spin: Mapping[str, Any]) -> list[str]:
    """Everything that does not hold in a spin as `exported` gives it, each as a sentence; nothing when all is well.

    Needs nothing but the spin itself. Whole numbers may be written as digits in a string. `value` may be left out.
    """
    if "serverSeed" in spin and spin["serverSeed"] is None:
        return [NOT_REVEALED]
    read: dict[str, Any] = {}
    unreadable = []
    for name, reader in READERS.items():
        try:
            read[name] = reader(spin[name])
        except KeyError:
            unreadable.append(f"{name} is missing")
        except (TypeError, ValueError):
            unreadable.append(f"{name} can't be read")
    return unreadable or _differences(read, spin.get("value"))


def _differences(spin: Mapping[str, Any], value: object) -> list[str]:
    snapshot: Snapshot = spin["snapshot"]
    total = total_of(snapshot)
    drawn = draw(spin["serverSeed"], spin["clientSeed"], spin["nonce"], total)
    computed = {
        "serverSeedHash": seed_hash(spin["serverSeed"]),
        "total": total,
        "cursor": drawn.cursor,
        "ticket": drawn.ticket,
        "segment": segment_for(drawn.ticket, snapshot),
    }
    wrong = [f"{name} should be {right}, not {spin[name]}" for name, right in computed.items() if spin[name] != right]
    if value is not None and str(value) != str(drawn.value):
        wrong.append(f"value should be {drawn.value}, not {value}")
    return wrong


def _hash(value: Any) -> str:
    return bytes.fromhex(value).hex()


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError
    value.encode()  # half a surrogate pair, which JSON can hold, has no bytes to draw from
    return value


def _whole(value: Any) -> int:
    if isinstance(value, bool | float):
        raise TypeError
    number = int(value)
    if number < 0:
        raise ValueError
    return number


def _snapshot(value: Any) -> Snapshot:
    parts = tuple((_part(part, "segment", _text), _part(part, "weight", _whole)) for part in value)
    if not 1 <= total_of(parts) <= RANGE:
        raise ValueError
    return parts


def _part(part: Any, name: str, reader: Callable[[Any], Any]) -> Any:
    if not isinstance(part, Mapping):
        raise TypeError
    return reader(part.get(name))


READERS: dict[str, Callable[[Any], Any]] = {
    "serverSeedHash": _hash,
    "serverSeed": bytes.fromhex,
    "clientSeed": _text,
    "nonce": _whole,
    "cursor": _whole,
    "ticket": _whole,
    "total": _whole,
    "snapshot": _snapshot,
    "segment": _text,
}
