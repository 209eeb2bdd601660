"""The member document as the engine works on it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from app.badges.state import NO_BADGES, BadgesState
from app.causes.state import CausesState
from app.earning.state import NOTHING_DONE, EarningState
from app.mascot.state import MascotState, mascot_state_from
from app.members.consents import NO_CONSENT, ConsentsState
from app.members.rhythm import NO_RHYTHM, Rhythm
from app.offers.state import NO_OFFERS, OffersState
from app.offers.taste import UNKNOWN_TASTE, Taste
from app.places.check_in import NEVER, CheckInState
from app.programme.model import Streak
from app.questions.state import NEVER_ASKED, QuestionsState
from app.referrals.state import NOTHING_REFERRED, ReferralState, referral_state_from
from app.streaks.state import StreakState
from app.streaks.state import state_from as streak_from
from app.tiers.state import NO_TIER, TierState
from app.wallet.lots import Holding, holding_document, holding_from
from app.wallet.warnings import NEVER_WARNED, WarningsState
from app.wheel.state import WheelState, state_on


@dataclass(frozen=True, slots=True)
class MemberState:
    """A member's game state at one version."""

    id: str
    version: int
    code: str
    joined_at: datetime
    zone: str
    language: str
    stats: Mapping[str, Any]
    wallet: Mapping[str, Holding]
    transactions: int
    wheels: Mapping[str, Any]
    wheel_root: bytes
    causes: CausesState
    earning: EarningState = NOTHING_DONE
    mascots: Mapping[str, Any] = field(default_factory=dict)
    check_ins: CheckInState = NEVER
    streaks: Mapping[str, Any] = field(default_factory=dict)
    questions: QuestionsState = NEVER_ASKED
    badges: BadgesState = NO_BADGES
    offers: OffersState = NO_OFFERS
    taste: Taste = UNKNOWN_TASTE
    referral: ReferralState = NOTHING_REFERRED
    tiers: TierState = NO_TIER
    consents: ConsentsState = NO_CONSENT
    messages: int = 0
    erased_at: datetime | None = None
    rhythm: Rhythm = NO_RHYTHM
    warnings: WarningsState = NEVER_WARNED

    def holding(self, asset: str) -> Holding:
        """What the wallet holds of an asset."""
        return self.wallet.get(asset) or Holding(self.id, asset)

    def wheel(self, wheel: str) -> WheelState:
        """Where the member stands on a wheel."""
        return state_on(self.wheels, wheel, self.id)

    def streak(self, name: str, streak: Streak) -> StreakState | None:
        """Where the member stands on a streak; None when they have never begun it."""
        kept = self.streaks.get(name)
        return streak_from(kept, streak) if kept else None

    @property
    def mascot_state(self) -> MascotState:
        """Where the member stands in the mascot games."""
        return mascot_state_from(self.mascots)

    @property
    def tz(self) -> ZoneInfo:
        """The member's zone."""
        return ZoneInfo(self.zone)

    def is_due(self, now: datetime) -> bool:
        """Whether time has changed something and nobody has written it down yet."""
        return self.due_at is not None and self.due_at <= now

    @property
    def due_at(self) -> datetime | None:
        """When time alone next changes the wallet, a streak or the tier, or a warning is due; never once erased."""
        if self.erased_at is not None:
            return None
        lots = (holding.due_at for holding in self.wallet.values())
        streaks = (kept["due_at"] for kept in self.streaks.values())
        return min(filter(None, (*lots, *streaks, self.tiers.due_at, self.warnings.due_at)), default=None)


def state_from(document: Mapping[str, Any]) -> MemberState:
    """Read the member document."""
    member = document["_id"]
    return MemberState(
        id=member,
        version=document["version"],
        code=document["code"],
        joined_at=document["joined_at"],
        zone=document["zone"],
        language=document["language"],
        stats=document["stats"],
        wallet={asset: holding_from(member, asset, held) for asset, held in document["wallet"].items()},
        transactions=document["transactions"],
        messages=document.get("messages", 0),
        wheels=document["wheels"],
        wheel_root=document["wheel_root"],
        earning=EarningState.from_document(document.get("earning", {})),
        causes=CausesState.from_document(document.get("causes", {})),
        mascots=document.get("mascots") or {},
        check_ins=CheckInState.from_document(document.get("check_ins", {})),
        streaks=document.get("streaks") or {},
        questions=QuestionsState.from_document(document.get("questions", {})),
        badges=BadgesState.from_document(document.get("badges", {})),
        offers=OffersState.from_document(document.get("offers", {})),
        taste=Taste.from_document(document.get("taste", {})),
        referral=referral_state_from(document.get("referral") or {}),
        tiers=TierState.from_document(document.get("tiers") or {}),
        consents=ConsentsState.from_document(document.get("consents", {})),
        erased_at=document.get("erased_at"),
        rhythm=Rhythm.from_document(document.get("rhythm") or {}),
        warnings=WarningsState.from_document(document.get("warnings") or {}),
    )


def changes_of(state: MemberState) -> dict[str, Any]:
    """The fields of the member document that an activity can change."""
    return {
        "version": state.version,
        "code": state.code,
        "zone": state.zone,
        "language": state.language,
        "stats": state.stats,
        "wallet": {asset: holding_document(holding) for asset, holding in state.wallet.items()},
        "transactions": state.transactions,
        "due_at": state.due_at,
        "wheels": state.wheels,
        "earning": state.earning.to_document(),
        "causes": state.causes.to_document(),
        "mascots": state.mascots,
        "check_ins": state.check_ins.to_document(),
        "streaks": state.streaks,
        "questions": state.questions.to_document(),
        "badges": state.badges.to_document(),
        "offers": state.offers.to_document(),
        "taste": state.taste.to_document(),
        "referral": state.referral.to_document() if state.referral != NOTHING_REFERRED else {},
        "tiers": state.tiers.to_document(),
        "consents": state.consents.to_document(),
        "erased_at": state.erased_at,
        "rhythm": state.rhythm.to_document() if state.rhythm != NO_RHYTHM else {},
        "warnings": state.warnings.to_document() if state.warnings != NEVER_WARNED else {},
    }
