"""What members say about their data, and ask for."""

from collections.abc import Iterator

from app.engine.activities import ConsentChange, Erasure, ExportRequest
from app.engine.decisions.checks import check_name, check_reason
from app.engine.decisions.undoing import taken_back
from app.engine.effects import (
    ConsentSaid,
    Effect,
    Erased,
    Forfeited,
    InvitationTakenBack,
    RoundReviewed,
    TasteLearnt,
)
from app.engine.situation import Decision, Situation
from app.members.consents import Consent, Purpose
from app.offers.taste import UNKNOWN_TASTE
from app.offers.voucher import Cancelled

ERASED = "erased"
"""What the books say instead of a reason and an author when members erase themselves."""


def decide_consent_change(situation: Situation, activity: ConsentChange) -> Decision:
    """Keep what the member said. It holds at once: whatever asks for the consent asks the member's own document.

    With a no to profiling, all that was learnt of their taste is forgotten.
    """
    check_name("textVersion", activity.text_version, required=True)
    said = ConsentSaid(activity.purpose, Consent(activity.granted, situation.at, activity.text_version))
    after = situation.member.consents.after(said.purpose, said.consent)
    if after.refuses(Purpose.PROFILING):
        return Decision((said, TasteLearnt(UNKNOWN_TASTE)))
    return Decision((said,))


def decide_export_request(situation: Situation, activity: ExportRequest) -> Decision:
    """Everybody may see what is known of them, as often as they like."""
    return Decision()


def decide_erasure(situation: Situation, activity: Erasure) -> Decision:
    """End what is still open and forfeit what the wallet holds; then there is nobody any more."""
    if activity.author is not None:
        check_reason(activity.reason or "")
    ended = (
        *_reviews(situation, activity),
        *taken_back(situation, situation.surroundings.open.vouchers, Cancelled.MEMBER_ERASED),
        *(InvitationTakenBack(one.code, situation.now) for one in situation.surroundings.open.invitations),
    )
    forfeited = (Forfeited(asset) for asset, held in situation.member.wallet.items() if held.lots or held.debt)
    return Decision((*ended, *forfeited, Erased(activity.first_answer)))


def _reviews(situation: Situation, activity: Erasure) -> Iterator[Effect]:
    state, author = situation.member.mascot_state, activity.author or ERASED
    for played in situation.surroundings.open.rounds:
        yield RoundReviewed(
            state, played["_id"], played["game"], played["asset"], False, played["score"], 0, author, ERASED
        )
