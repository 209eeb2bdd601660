"""What must hold of personal data."""

from collections.abc import Iterator

from app.engine.activities import Purchase
from app.engine.memory.history import History
from app.engine.state import state_from
from app.members.consents import ConsentsState, Purpose
from app.profile.person import NOBODY
from app.programme.model import Programme
from app.referrals.invitation import Stage
from app.simulate.step import Step


def taste_is_learnt_with_a_yes_alone(step: Step) -> Iterator[str]:
    """Nothing is learnt from a purchase before the member said yes to profiling; a no forgets what was."""
    before, after = step.before, step.after
    learnt = isinstance(step.activity, Purchase) and after["taste"] != before["taste"]
    if learnt and not ConsentsState.from_document(before["consents"]).allows(Purpose.PROFILING):
        yield "a purchase told something of the taste of a member who had not said that it may"
    if after["taste"].get("bought") and ConsentsState.from_document(after["consents"]).refuses(Purpose.PROFILING):
        yield "something is known of the taste of a member who said no to profiling"


def the_erased_are_nobody(programme: Programme, history: History) -> Iterator[str]:
    """Of who was erased nothing personal is left, and nothing that anybody could still use."""
    document, erased_at = history.document, history.document["erased_at"]
    if erased_at is None:
        return
    if history.person != NOBODY or history.answers:
        yield "an erased member has a profile"
    if document["code"] or document["taste"].get("bought") or document["consents"]:
        yield "the document of an erased member tells of the person"
    for asset, holding in state_from(document).wallet.items():
        if holding.lots or holding.debt:
            yield f"an erased member holds {asset}"
    own = [one for one in history.invitations.values() if one.member == document["_id"]]
    if any(one.stage(erased_at)[0] is Stage.SENT for one in own):
        yield "an invitation of an erased member is open"
    if any(history.activities[key]["recorded_at"] > erased_at for key in history.activities):
        yield "an erased member has done something"
