"""What all parts of a programme share."""

from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field

from app.programme.values import AssetId, Whole


class Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)


class Period(StrEnum):
    """A calendar period in the member's zone; weeks start on Monday (ISO 8601)."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


class Price(Model):
    """What something costs."""

    asset: AssetId
    amount: Whole = Field(ge=1, le=1_000_000)


class Reward(Model):
    """What something pays."""

    earn: AssetId
    amount: Whole = Field(ge=1, le=1_000_000)
