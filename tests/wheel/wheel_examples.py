"""A programme with a wheel, and the arguments of a spin that nothing speaks against."""

from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from app.programme.model import Programme, Wheel
from app.wheel.rules import SpinResult, spin
from app.wheel.state import WheelState, first_state

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
ROOT = bytes(range(32))
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
FORTUNE = {
    "name": "Wheel of fortune",
    "token": "spins",
    "segments": [
        {"id": "points", "label": "50 points", "weight": 30, "prize": {"asset": "points", "amount": 50}},
        {"id": "mug", "label": "A mug", "weight": 5, "stock": 2, "prize": {"asset": "mugs", "amount": 1}},
        {"id": "again", "label": "Spin again", "weight": 15, "prize": {"asset": "spins", "amount": 1}},
        {"id": "nothing", "label": "Nothing this time", "weight": 50},
    ],
}


def wheel_with(**fields: Any) -> Wheel:
    return Wheel.model_validate(FORTUNE | fields)


USUAL_WHEEL = wheel_with()


def one_segment(**fields: Any) -> list[dict[str, Any]]:
    return [{"id": "mug", "label": "A mug", "weight": 1, "prize": {"asset": "mugs", "amount": 1}} | fields]


def programme_with(wheel: Wheel, zone: str = "Europe/Amsterdam") -> Programme:
    return Programme.model_validate(
        {
            "programme": "shiny-things",
            "name": "Shiny things",
            "languages": ["en"],
            "zone": zone,
            "currency": "EUR",
            "assets": {name: {"name": name} for name in ("points", "spins", "mugs")},
            "wheels": {"fortune": wheel},
        }
    )


def new_state(**fields: Any) -> WheelState:
    return WheelState(**{"client_seed": "lucky magpie"} | fields)


def spin_with(wheel: Wheel = USUAL_WHEEL, **arguments: Any) -> SpinResult:
    """A spin by an adult of North Holland with ten tokens, unless the arguments say otherwise."""
    usual: dict[str, Any] = {
        "programme": programme_with(wheel),
        "wheel_id": "fortune",
        "wheel": wheel,
        "state": first_state("mem_anna"),
        "root": ROOT,
        "token_balance": 10,
        "taken": {},
        "birth_date": date(1990, 5, 17),
        "region": "NL-NH",
        "unmet": None,
        "now": NOON,
        "zone": AMSTERDAM,
    }
    return spin(**usual | arguments)
