"""The list of outcomes is whole."""

from app.engine.outcomes import OUTCOMES
from graphql_schema.outcomes import SHOW


def test_the_outcomes_that_campaigns_can_wait_for_are_those_that_the_apis_show() -> None:
    assert set(SHOW) == OUTCOMES
