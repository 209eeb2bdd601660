"""The whole of a programme."""

import json
from collections.abc import Collection, Iterable, Mapping
from decimal import Decimal
from functools import cached_property
from hashlib import sha256
from typing import Any
from zoneinfo import ZoneInfo

from pydantic import Field

from app.programme.conditions import conditions_in
from app.programme.model.activities import DeclaredActivity
from app.programme.model.app import App
from app.programme.model.arms import Arms
from app.programme.model.assets import Asset
from app.programme.model.badges import Badge
from app.programme.model.base import Model
from app.programme.model.causes import Cause
from app.programme.model.declared import Declared, declared_by
from app.programme.model.earning import EarningRule, Stacking
from app.programme.model.experiments import Experiment
from app.programme.model.goals import ActivityGoal
from app.programme.model.mascots import MascotGame
from app.programme.model.messages import Messages
from app.programme.model.offers import Choosing, Offer
from app.programme.model.questions import Question
from app.programme.model.referral import Referral
from app.programme.model.stores import CheckIns, Store
from app.programme.model.streaks import Streak
from app.programme.model.tiers import Membership, Tiers
from app.programme.model.wheels import Wheel
from app.programme.regions import lies_in
from app.programme.values import Amount, Currency, Id, Language, Text, Zone
from app.programme.windows import Word

COUNTED: Mapping[str, Any] = {
    **dict.fromkeys(("of", "when", "starts", "ends", "weekdays", "hours"), True),
    **dict.fromkeys(("within_days", "different", "sum", "streak", "target", "times"), True),
    "levels": {"__all__": {"target"}},
}
"""The fields of badges that decide what counts, and how much of it."""


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
    badges: dict[Id, Badge] = Field(default={}, max_length=100)
    offers: dict[Id, Offer] = Field(default={}, max_length=500)
    choosing: Choosing = Choosing()
    referral: Referral | None = None
    tiers: Tiers | None = None
    memberships: dict[Id, Membership] = Field(default={}, max_length=20)
    goals: dict[Id, ActivityGoal] = Field(default={}, max_length=50)
    experiments: dict[Word, Experiment] = Field(default={}, max_length=20)
    messages: Messages = Messages()
    app: App = App()

    @cached_property
    def conditions(self) -> tuple[str, ...]:
        """Every condition that decides about an activity: all but those of the questions."""
        return tuple(conditions_in(self, apart=("questions",)))

    @cached_property
    def pilots(self) -> Mapping[str, frozenset[str] | None]:
        """The stores at which each experiment runs: those named, and those in its regions; None for everywhere."""
        return {name: self._stores_of(experiment) for name, experiment in self.experiments.items()}

    def _stores_of(self, experiment: Experiment) -> frozenset[str] | None:
        if experiment.stores is None and experiment.regions is None:
            return None
        return self.stores_in(experiment.stores or (), experiment.regions or ())

    def stores_in(self, stores: Iterable[str], regions: Collection[str]) -> frozenset[str]:
        """These stores, and all that lie in these regions."""
        return frozenset((*stores, *(name for name, one in self.stores.items() if lies_in(one.region, regions))))

    @property
    def tz(self) -> ZoneInfo:
        return ZoneInfo(self.zone)

    @cached_property
    def warnings_print(self) -> str:
        """All that decides when members are warned of what expires; empty when they never are."""
        days = {name: asset.warn_days for name, asset in sorted(self.assets.items()) if asset.warn_days}
        return f"{self.zone} {json.dumps(days, separators=(',', ':'))}" if days else ""

    @cached_property
    def arms(self) -> Mapping[str, Arms]:
        """The experiments as conditions and reports see them, by id."""
        return {name: self._arms(name, experiment) for name, experiment in self.experiments.items()}

    def _arms(self, name: str, experiment: Experiment) -> Arms:
        return Arms(
            name=name,
            variants=tuple((variant.id, variant.weight) for variant in experiment.variants),
            starts=experiment.starts.starts(self.tz),
            ends=experiment.ends.ends(self.tz) if experiment.ends else None,
            stores=self.pilots[name],
        )

    @cached_property
    def declared(self) -> Declared:
        """What conditions may ask about beside the product's own attributes."""
        fields_of_kinds = {kind: declared.fields for kind, declared in self.activities.items()}
        questions = {name: question.kind for name, question in self.questions.items()}
        return declared_by(fields_of_kinds, self.streaks, questions, self.arms)

    @cached_property
    def badges_print(self) -> str:
        """A fingerprint of all that decides what counts for badges: equal while every count would be the same."""
        counted = self.model_dump(
            mode="json",
            include={
                "zone": True,
                "currency": True,
                "activities": {"__all__": {"fields"}},
                "badges": {"__all__": COUNTED},
            },
        )
        if regions := {name: store.region for name, store in self.stores.items() if store.region}:
            counted["regions"] = regions
        return sha256(json.dumps(counted, sort_keys=True).encode()).hexdigest()[:16]
