"""What is stored of an activity is read back as the activity that was said."""

from datetime import UTC, datetime

import pytest

from app.engine.activities import Activity, RoundStart, request_hash, said
from app.engine.decide import DECISIONS
from app.engine.recorded import activity_of
from app.places.position import Position
from app.programme.examples import example, examples
from app.simulate.circle import live_together
from app.simulate.life import Life
from app.simulate.plan import CIRCLE, START, Plan
from app.simulate.world import published_by, world_of


def test_every_recorded_activity_is_read_back_as_the_very_request() -> None:
    rows = [row for name in examples() for life in lived(name) for row in life.history.activities.values()]
    assert {type(activity_of(row)) for row in rows} == set(DECISIONS)
    for row in rows:
        assert request_hash(activity_of(row)) == row["request"]


def lived(name: str) -> list[Life]:
    """Some members who have done all there is to do on an example."""
    plan = Plan(example(name), CIRCLE, 250, 11)
    return live_together(world_of(plan, 0, published_by(plan)), range(CIRCLE))


@pytest.mark.parametrize("at", [None, datetime(2027, 3, 1, tzinfo=UTC)])
def test_a_position_is_never_read_back(at: datetime | None) -> None:
    start = RoundStart(game="near-the-shop", near=Position(52.0, 4.0), at=at)
    assert activity_of(row_of(start)) == RoundStart(game="near-the-shop", at=at)


def row_of(activity: Activity) -> dict[str, object]:
    return {"kind": activity.kind, "said": said(activity), "at": START}
