"""Chance as it was: what was drawn for a recorded activity is drawn again, whatever a draft refused before it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from app.engine.memory.history import History
from app.mascot.state import GameState, mascot_state_from
from app.storage.client import Row
from app.wheel.state import state_on


def with_recorded_chance(life: History, row: Row, plays: Mapping[str, Row]) -> None:
    """Put a life where the recorded one stood when it drew: at the same seed and nonce, or at the same round.

    The draw itself follows the odds, or the plan, of the programme that decides.
    """
    for outcome in row["outcomes"]:
        if outcome["type"] == "spun":
            _at_spin(life, plays[outcome["play"]])
        elif outcome["type"] == "round_started":
            _at_round(life, outcome["game"], int(outcome["round"].rpartition(":")[2]))


def _at_spin(life: History, play: Row) -> None:
    wheels, wheel = life.document["wheels"], play["wheel"]
    kept = state_on(wheels, wheel, life.document["_id"]).to_document()
    drawn = {name: play[name] for name in ("seed_number", "nonce", "client_seed")}
    life.document = {**life.document, "wheels": {**wheels, wheel: {**kept, **drawn}}}


def _at_round(life: History, game: str, number: int) -> None:
    state = mascot_state_from(life.document["mascots"])
    counted = state.games.get(game) or GameState(day=date.min)
    mascots = state.with_game(game, replace(counted, next_number=number)).to_document()
    life.document = {**life.document, "mascots": mascots}
