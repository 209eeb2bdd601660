"""What must hold of the mascot games."""

from collections.abc import Iterator

from app.simulate.step import Step


def daily_caps_are_kept(step: Step) -> Iterator[str]:
    """No game pays more for one day's rounds than its cap, and no more rounds are started than it allows."""
    for game_id, state in step.after["mascots"].get("games", {}).items():
        game = step.programme.mascots[game_id]
        if state["paid"] > game.daily_cap:
            yield f"{game_id} has paid {state['paid']} on {state['day']}; its cap is {game.daily_cap}"
        if game.rounds_per_day is not None and state["rounds"] > game.rounds_per_day:
            yield f"{state['rounds']} rounds of {game_id} on {state['day']}; {game.rounds_per_day} are allowed"


def days_never_go_back(step: Step) -> Iterator[str]:
    """The day that a game counts for is never an earlier one than before, wherever the member travels."""
    after = step.after["mascots"].get("games", {})
    for game_id, before in step.before["mascots"].get("games", {}).items():
        if after[game_id]["day"] < before["day"]:
            yield f"the day of {game_id} went from {before['day']} back to {after[game_id]['day']}"
