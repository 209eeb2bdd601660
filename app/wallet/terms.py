"""The terms under which an amount is earned: from when it can be spent, and until when."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta

from app.programme.model import Asset, Bucket
from app.wallet.lots import Terms


def terms_of(asset: Asset, zone: ZoneInfo, earned_at: datetime) -> Terms:
    """The terms of an amount of `asset` earned at an instant, by the calendar of the programme's `zone`.

    A pending time ends at the next midnight (delays in hours: the next full hour); the time to expiry starts when the
    pending time ends, and runs to the end of its day or month.
    """
    active_at = _active_at(asset, zone, earned_at)
    return Terms(active_at, _expires_at(asset, zone, active_at or earned_at))


def restored_terms(asset: Asset, zone: ZoneInfo, now: datetime) -> Terms:
    """The terms of an amount given back when its own lot has expired: a short new lot."""
    if asset.expires is None:
        return Terms()
    return Terms(None, _end_of(Bucket.DAY, asset.restored_for.after(now, zone), zone))


def _active_at(asset: Asset, zone: ZoneInfo, earned_at: datetime) -> datetime | None:
    if asset.pending is None:
        return None
    due = asset.pending.after(earned_at, zone)
    if asset.pending.by_days:
        return _end_of(Bucket.DAY, due, zone)
    full_hour = due.astimezone(zone).replace(minute=0, second=0, microsecond=0).astimezone(UTC)
    return full_hour if full_hour == due else full_hour + timedelta(hours=1)


def _expires_at(asset: Asset, zone: ZoneInfo, active_at: datetime) -> datetime | None:
    if asset.expires is None:
        return None
    return _end_of(asset.expires_at_end_of, asset.expires.after(active_at, zone), zone)


def _end_of(bucket: Bucket, instant: datetime, zone: ZoneInfo) -> datetime:
    midnight = instant.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0, fold=0)
    if bucket is Bucket.MONTH:
        end = midnight.replace(day=1) + relativedelta(months=1)
    else:
        # Compared in UTC: Python calls instants of two zones unequal where clocks change at that very midnight.
        end = midnight if instant == midnight.astimezone(UTC) else midnight + timedelta(days=1)
    return end.astimezone(UTC)
