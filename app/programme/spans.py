"""Durations that are limited in what they can be."""

from datetime import timedelta
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, PlainSerializer

from app.programme.values import Duration, parse_duration


def _by_days(value: Duration) -> Duration:
    if not value.by_days:
        raise ValueError("must be in days, weeks, months or years, for example 30d")
    return value


def _within_two_weeks(value: Duration) -> Duration:
    if {"days": 1, "weeks": 7}.get(value.unit, 15) * value.count > 14:
        raise ValueError("must be from 1 to 14 days, for example 3d")
    return value


def _within_a_day(value: Duration) -> Duration:
    if value.by_days or timedelta(**{value.unit: value.count}) >= timedelta(days=1):
        raise ValueError("must be less than 24 hours, for example 4h")
    return value


Days = Annotated[Duration, BeforeValidator(parse_duration), AfterValidator(_by_days), PlainSerializer(str)]
"""A duration of whole days."""
TwoWeeks = Annotated[Duration, BeforeValidator(parse_duration), AfterValidator(_within_two_weeks), PlainSerializer(str)]
"""A duration of 1 to 14 days."""
DayStart = Annotated[Duration, BeforeValidator(parse_duration), AfterValidator(_within_a_day), PlainSerializer(str)]
"""A duration of less than a day."""
