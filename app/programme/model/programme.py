"""The whole of a programme."""

from decimal import Decimal
from functools import cached_property
from zoneinfo import ZoneInfo

from pydantic import Field

from app.programme.conditions import conditions_in
from app.programme.model.activities import DeclaredActivity
from app.programme.model.assets import Asset
from app.programme.model.base import Model
from app.programme.model.causes import Cause
from app.programme.model.earning import EarningRule, Stacking
from app.programme.model.mascots import MascotGame
from app.programme.model.questions import Question
from app.programme.model.stores import CheckIns, Store
from app.programme.model.streaks import Streak
from app.programme.model.wheels import Wheel
from app.programme.values import Amount, Currency, Id, Language, Text, Zone
from app.programme.windows import Word


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
    stores: dict[Id, Store] = Field(default={}, max_length=2_000)
    check_ins: CheckIns | None = None
    """Members can check in at the stores; not when left out."""
    mascots: dict[Id, MascotGame] = Field(default={}, max_length=50)
    streaks: dict[Id, Streak] = Field(default={}, max_length=20)
    questions: dict[Word, Question] = Field(default={}, max_length=200)
    """In the order in which they are asked."""

    @cached_property
    def conditions(self) -> tuple[str, ...]:
        """Every condition that decides about an activity: all but those of the questions."""
        return tuple(conditions_in(self, apart=("questions",)))

    @property
    def tz(self) -> ZoneInfo:
        return ZoneInfo(self.zone)
