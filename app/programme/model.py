"""A programme as data: the typed model of its YAML file.

Everything a member can earn, spend and play is described here and nowhere else. The models are frozen: a
published version never changes. Amounts of money are written in the programme's currency (`12.50`), durations as
`14d`, `12 months`, `2h`.
"""

from decimal import Decimal
from enum import StrEnum
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field

from app.programme.values import (
    Amount,
    AssetId,
    Currency,
    Day,
    Duration,
    Expression,
    Id,
    KindName,
    Language,
    Latitude,
    Link,
    Longitude,
    MemberExpression,
    Percent,
    Region,
    Span,
    Text,
    Whole,
    Zone,
)
from app.programme.windows import Clock, Factor, Flag, When, Word

BUILT_IN_KINDS = frozenset(
    {
        "adjustment",
        "cause_choice",
        "donation",
        "join",
        "purchase",
        "return",
        "reversal",
        "round_approval",
        "round_finish",
        "round_rejection",
        "round_start",
        "seed_rotation",
        "spin",
        "visit",
    }
)
"""The kinds of activity that the product knows by itself; no programme can declare others by these names."""


class Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)


class ActivityKind(StrEnum):
    """The built-in kinds of activity that can earn. A programme can declare more."""

    PURCHASE = "purchase"
    VISIT = "visit"


class Reporter(StrEnum):
    """Who may report a kind of activity."""

    APP = "app"
    PARTNER = "partner"


class FieldType(StrEnum):
    """What a field of a declared activity holds."""

    STRING = "string"
    INT = "int"
    NUMBER = "number"
    BOOL = "bool"


class ReturnPolicy(StrEnum):
    """What a returned purchase takes back of what it earned."""

    ONLY_PENDING = "only_pending"
    WITHIN_BALANCE = "within_balance"
    MAY_GO_NEGATIVE = "may_go_negative"


class Bucket(StrEnum):
    """To which end of a calendar period, in the programme's zone, an expiry is rounded up: keeps lots few."""

    DAY = "day"
    MONTH = "month"


class Rounding(StrEnum):
    """How a fraction of a point is rounded."""

    DOWN = "down"
    NEAREST = "nearest"
    UP = "up"


class Period(StrEnum):
    """A calendar period in the member's zone; weeks start on Monday (ISO 8601)."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


class Weekday(StrEnum):
    """A day of the week."""

    MON = "mon"
    TUE = "tue"
    WED = "wed"
    THU = "thu"
    FRI = "fri"
    SAT = "sat"
    SUN = "sun"


class Stacking(StrEnum):
    """What several multipliers of one earning come to together."""

    HIGHEST = "highest"
    """The highest one alone."""
    ADD = "add"
    """Each adds its own share: 2 and 3 make 4 times."""
    MULTIPLY = "multiply"
    """One after the other: 2 and 3 make 6 times."""


class SharedBy(StrEnum):
    """Whose purchases share with a cause."""

    CHOOSERS = "choosers"
    EVERYBODY = "everybody"


class Asset(Model):
    """Something a wallet can hold, counted in whole numbers."""

    name: Text
    pending: Span | None = None
    """How long what is earned stays pending; rounded up to the next midnight (delays in hours: the next full hour)."""
    expires: Span | None = None
    """How long after becoming active it lasts; never expires when left out."""
    expires_at_end_of: Bucket = Bucket.MONTH
    on_return: ReturnPolicy = ReturnPolicy.WITHIN_BALANCE
    restored_for: Span = Duration(30, "days")
    """How long an amount lasts that a reversal gives back after its own lot has expired."""


class DeclaredActivity(Model):
    """A kind of activity that the programme declares; for `visit`, who may report it beside the tills."""

    name: Text
    reporters: tuple[Reporter, ...] = Field(alias="from", min_length=1, max_length=2)
    daily_limit: Whole | None = Field(default=None, ge=1, le=1_000)
    """How often one member may do it in a day, in the member's zone, whoever reports it."""
    fields: dict[Word, FieldType] = Field(default={}, max_length=20)
    """What can be said about it. All of it may be left unsaid."""


class EarningCap(Model):
    """How much, and how often, a rule pays one member; without `per`, ever."""

    amount: Whole | None = Field(default=None, ge=1, le=1_000_000_000)
    times: Whole | None = Field(default=None, ge=1, le=1_000_000)
    per: Period | None = None


class ComeBack(Model):
    """What a rule with `decay` pays to a member who comes back within a time."""

    within: Span
    amount: Whole = Field(ge=1, le=1_000_000)


class EarningRule(Model):
    """One way to earn: a fixed amount for each activity, a rate per amount spent, or a multiple of what others earn."""

    id: Id
    name: Text | None = None
    on: KindName
    when: Expression | None = None
    """Earns only if this holds; always when left out."""
    holds_until: Period | None = None
    """Once `when` has held, it goes on holding to the end of this period, in the member's zone."""
    first: Flag = False
    """Earns only for the member's first activity of this kind."""
    starts: When | None = Field(default=None, alias="from")
    """Earns from this day or minute on, in the programme's zone."""
    ends: When | None = Field(default=None, alias="until")
    """Earns to the end of this day, or up to this minute, in the programme's zone."""
    weekdays: tuple[Weekday, ...] | None = Field(default=None, min_length=1, max_length=7)
    """Earns on these days only, in the member's zone."""
    hours: Clock | None = None
    """Earns in these hours only, in the member's zone."""
    earn: AssetId
    amount: Whole | None = Field(default=None, ge=1, le=1_000_000)
    per: Amount | None = None
    """With `per`, `amount` is earned for each `per` of money spent; without it, once for each activity."""
    rounding: Rounding = Rounding.DOWN
    decay: tuple[ComeBack, ...] | None = Field(default=None, min_length=1, max_length=20)
    """Instead of `amount`: amounts by the time since the member's last activity of this kind."""
    multiply: Factor | None = None
    """Instead of `amount`: how many times as much other rules of the same asset earn in the activity."""
    of: tuple[Id, ...] | None = Field(default=None, min_length=1, max_length=500)
    """The rules that are multiplied; all when left out."""
    cap: EarningCap | None = None
    budget: Whole | None = Field(default=None, ge=1, le=1_000_000_000_000)
    """How much the rule pays to all members together, ever."""


class FreeSpins(Model):
    """Spins that cost nothing, per calendar period in the member's zone. They do not add up over periods."""

    spins: Whole = Field(ge=1, le=100)
    per: Period


class WheelRules(Model):
    """The published rules of a wheel, as prize promotions need them."""

    starts_on: Day | None = None
    """First day, in the programme's zone."""
    ends_on: Day | None = None
    """Last day, in the programme's zone."""
    minimum_age: Whole | None = Field(default=None, ge=1, le=120)
    regions: tuple[Region, ...] | None = Field(default=None, max_length=500)
    """ISO 3166 codes of the countries (`NL`) or subdivisions (`NL-NH`) where members may take part."""
    eligible: MemberExpression | None = None
    free_entry: Text | None = None
    """How to take part without buying."""
    text: Text | None = None


class Prize(Model):
    """What a segment pays."""

    asset: AssetId
    amount: Whole = Field(ge=1, le=1_000_000)


class WinCap(Model):
    """How often one member may win a segment; without `per`, ever."""

    times: Whole = Field(ge=1, le=1_000)
    per: Period | None = None


class Segment(Model):
    """One part of a wheel."""

    id: Id
    label: Text
    weight: Whole = Field(ge=1, le=1_000_000_000)
    prize: Prize | None = None
    value: Amount | None = None
    """What the prize is worth in the programme's currency, for the published rules."""
    stock: Whole | None = Field(default=None, ge=0)
    """How often the segment can be won by all members together."""
    cap: WinCap | None = None


class Wheel(Model):
    """A wheel of fortune whose draws can be verified."""

    name: Text
    token: AssetId | None = None
    """The asset one of which a spin costs, once the free spins are used."""
    free: FreeSpins | None = None
    rules: WheelRules = WheelRules()
    reveal_after: Whole = Field(default=50, ge=1, le=10_000)
    """After this many spins under one server seed, the seed is revealed and the next one takes its place."""
    segments: tuple[Segment, ...] = Field(min_length=1, max_length=60)


class Accepted(Model):
    """An asset that members can give to a cause, and the money that the brand gives for it."""

    asset: AssetId
    amount: Whole = Field(ge=1, le=1_000_000)
    worth: Amount
    """What the brand gives for each `amount`, in proportion, rounded down for each donation."""
    smallest: Whole = Field(default=1, ge=1, le=1_000_000)
    """The smallest donation; what is worth less than the smallest coin is always too small."""


class PurchaseShare(Model):
    """The part of purchases that the brand gives to a cause."""

    percent: Percent
    of: SharedBy = SharedBy.CHOOSERS


class Goal(Model):
    """What is to be reached: an amount of money, or of one asset."""

    money: Amount | None = None
    asset: AssetId | None = None
    amount: Whole | None = Field(default=None, ge=1, le=1_000_000_000_000)


class Cause(Model):
    """A good cause that members give to, and that the brand gives to for them."""

    name: Text
    text: Text | None = None
    image: Link | None = None
    starts_on: Day | None = None
    """First day, in the programme's zone."""
    ends_on: Day | None = None
    """Last day, in the programme's zone."""
    goal: Goal | None = None
    """Reaching it closes nothing: members may give on."""
    accepts: tuple[Accepted, ...] = Field(default=(), max_length=50)
    share: PurchaseShare | None = None


class MascotKind(Model):
    """A kind of mascot that can appear in a round."""

    id: Id
    name: Text
    weight: Whole = Field(default=1, ge=1, le=1_000_000_000)
    """How often it appears, measured against the weights of the other kinds."""
    worth: Whole = Field(ge=1, le=1_000_000)
    """What a catch scores, in the game's asset."""


class Fence(Model):
    """A circle on the map."""

    latitude: Latitude
    longitude: Longitude
    radius_m: Whole = Field(ge=10, le=50_000)


class MascotGame(Model):
    """A game in which mascots appear on the screen for a moment, and are caught by a tap."""

    name: Text
    asset: AssetId
    """What catches pay in."""
    round_s: Whole = Field(ge=5, le=600)
    """How long a round lasts."""
    appearances: Whole = Field(ge=1, le=60)
    """How many mascots appear in a round."""
    visible_ms: Whole = Field(ge=300, le=10_000)
    """How long each of them can be caught."""
    hit_radius: Whole = Field(ge=1, le=500)
    """How far from its place a tap still catches it, in thousandths of the playing field."""
    kinds: tuple[MascotKind, ...] = Field(min_length=1, max_length=20)
    daily_cap: Whole = Field(ge=1, le=1_000_000_000)
    """The most that the game pays a member for the rounds of one day in the member's zone."""
    rounds_per_day: Whole | None = Field(default=None, ge=1, le=1_000)
    """How many rounds a member can start in a day; any number when left out."""
    eligible: MemberExpression | None = None
    near: tuple[Fence, ...] | None = Field(default=None, min_length=1, max_length=500)
    """Where a round can be started: inside one of these fences; anywhere when left out."""


class Programme(Model):
    """A whole programme."""

    programme: Id
    name: Text
    languages: tuple[Language, ...] = Field(min_length=1, max_length=50)
    """The first is the default."""
    zone: Zone
    currency: Currency
    largest_purchase: Amount = Decimal(100_000)
    """A purchase above this is refused as a mistake."""
    assets: dict[Id, Asset] = Field(min_length=1, max_length=50)
    activities: dict[Word, DeclaredActivity] = Field(default={}, max_length=50)
    earning: tuple[EarningRule, ...] = Field(default=(), max_length=500)
    stacking: Stacking = Stacking.HIGHEST
    wheels: dict[Id, Wheel] = Field(default={}, max_length=50)
    causes: dict[Id, Cause] = Field(default={}, max_length=50)
    mascots: dict[Id, MascotGame] = Field(default={}, max_length=50)

    @property
    def tz(self) -> ZoneInfo:
        return ZoneInfo(self.zone)
