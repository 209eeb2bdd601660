"""The decisions of a wheel, with nothing but their arguments to decide from."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Literal
from zoneinfo import ZoneInfo

from app.programme.model import Prize, Programme, Segment, Wheel
from app.programme.periods import Count, count_on, start_of_next
from app.wheel.draw import Snapshot, draw, segment_for, total_of
from app.wheel.entry import refusal_of_entry
from app.wheel.odds import open_segments
from app.wheel.refusals import BadClientSeed, NoSpinLeft, WheelSoldOut
from app.wheel.seeds import seed_hash, server_seed
from app.wheel.state import WheelState
from app.words import Said

LONGEST_CLIENT_SEED = 64

PaidWith = Literal["free", "token"]


@dataclass(frozen=True, slots=True)
class PlayFacts:
    """Everything needed to compute a spin again, but for the server seed, which is revealed later."""

    seed_number: int
    server_seed_hash: str
    client_seed: str
    nonce: int
    cursor: int
    ticket: int
    value: int
    snapshot: Snapshot
    total: int


@dataclass(frozen=True, slots=True)
class SpinResult:
    """What a spin leads to. Nothing has happened until the caller has written all of it in one transaction."""

    state: WheelState
    """The member's state after the spin."""
    paid_with: PaidWith
    segment: str
    prize: Prize | None
    record: PlayFacts


@dataclass(frozen=True, slots=True)
class SpinsAvailable:
    """How many spins a member has now: free ones left in this period, and tokens."""

    free: int
    tokens: int
    next_free_at: datetime | None
    """When free spins come again, once those of this period are used and if the wheel is still open then."""


def spin(
    *,
    programme: Programme,
    wheel_id: str,
    wheel: Wheel,
    state: WheelState,
    root: bytes,
    token_balance: int,
    taken: Mapping[str, int],
    birth_date: date | None,
    region: str | None,
    unmet: Said | None,
    now: datetime,
    zone: ZoneInfo,
    client_seed: str | None = None,
) -> SpinResult:
    """Spin the wheel once, with a free spin before a token.

    `root` is the member's secret, `taken` how often each segment with a stock was won, `unmet` why the wheel's own
    condition does not hold, if it does not, `zone` the member's, and `client_seed` a new client seed from this spin on.
    The same arguments always give the same result. Raises one of `app.wheel.refusals`.
    """
    if client_seed is not None:
        state = replace(state, client_seed=checked_client_seed(client_seed))
    refusal = refusal_of_entry(programme, wheel_id, wheel, birth_date=birth_date, region=region, unmet=unmet, now=now)
    if refusal is not None:
        raise refusal
    today = now.astimezone(zone).date()
    segments = open_segments(wheel, state, taken, today)
    if not segments:
        raise WheelSoldOut(wheel_id)
    available = spins_available(
        programme=programme, wheel=wheel, state=state, token_balance=token_balance, now=now, zone=zone
    )
    if not available.free and not available.tokens:
        raise NoSpinLeft(wheel_id, wheel.token, available.tokens, available.next_free_at)
    record, won = _drawn(segments, wheel_id, state, root)
    return SpinResult(
        state=_after(state, wheel, won, paid_free=available.free > 0, today=today),
        paid_with="free" if available.free else "token",
        segment=won.id,
        prize=won.prize,
        record=record,
    )


def spins_available(
    *, programme: Programme, wheel: Wheel, state: WheelState, token_balance: int, now: datetime, zone: ZoneInfo
) -> SpinsAvailable:
    """The spins a member in `zone` has now, whether or not the wheel's rules let the member take part."""
    tokens = max(0, token_balance) if wheel.token else 0
    if wheel.free is None:
        return SpinsAvailable(0, tokens, None)
    used = count_on(wheel.free.per, state.free_used, now.astimezone(zone).date())
    free = max(0, wheel.free.spins - used.times)
    if free:
        return SpinsAvailable(free, tokens, None)
    next_at = start_of_next(wheel.free.per, used.period, zone)
    ends_on = wheel.rules.ends_on
    closed_by_then = ends_on is not None and next_at.astimezone(programme.tz).date() > ends_on
    return SpinsAvailable(0, tokens, None if closed_by_then else next_at)


def rotate(state: WheelState, client_seed: str | None = None) -> WheelState:
    """Reveal the current server seed at once: the next one takes its place, with a new client seed if given.

    Raises `BadClientSeed`.
    """
    chosen = state.client_seed if client_seed is None else checked_client_seed(client_seed)
    return replace(state, seed_number=state.seed_number + 1, nonce=0, client_seed=chosen)


def checked_client_seed(client_seed: str) -> str:
    """The client seed as given. Raises `BadClientSeed` unless it is 1 to 64 printable ASCII characters, no colon."""
    fits = 1 <= len(client_seed) <= LONGEST_CLIENT_SEED and client_seed.isascii() and client_seed.isprintable()
    if not fits or ":" in client_seed:
        raise BadClientSeed(1, LONGEST_CLIENT_SEED).about("clientSeed")
    return client_seed


def _drawn(segments: tuple[Segment, ...], wheel_id: str, state: WheelState, root: bytes) -> tuple[PlayFacts, Segment]:
    snapshot = tuple((segment.id, segment.weight) for segment in segments)
    total = total_of(snapshot)
    seed = server_seed(root, wheel_id, state.seed_number)
    drawn = draw(seed, state.client_seed, state.nonce, total)
    won = segment_for(drawn.ticket, snapshot)
    record = PlayFacts(
        seed_number=state.seed_number,
        server_seed_hash=seed_hash(seed),
        client_seed=state.client_seed,
        nonce=state.nonce,
        cursor=drawn.cursor,
        ticket=drawn.ticket,
        value=drawn.value,
        snapshot=snapshot,
        total=total,
    )
    return record, next(segment for segment in segments if segment.id == won)


def _after(state: WheelState, wheel: Wheel, won: Segment, *, paid_free: bool, today: date) -> WheelState:
    """The state after a spin: the next nonce, or the next seed when this one has served its number of spins."""
    if wheel.free and paid_free:
        state = replace(state, free_used=_one_more(count_on(wheel.free.per, state.free_used, today)))
    if won.cap:
        count = _one_more(count_on(won.cap.per, state.wins.get(won.id), today))
        state = replace(state, wins={**state.wins, won.id: count})
    if state.nonce + 1 >= wheel.reveal_after:
        return rotate(state)
    return replace(state, nonce=state.nonce + 1)


def _one_more(count: Count) -> Count:
    return count._replace(times=count.times + 1)
