"""A member as recorded: what living them again needs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.engine.memory.commons import Commons
from app.engine.memory.history import History
from app.members.newcomer import new_member
from app.profile.answers import Answers
from app.profile.person import Person
from app.programme.model import Programme
from app.replay.invitations import CameBy
from app.storage.client import Row


@dataclass(frozen=True, slots=True)
class RecordedMember:
    """The member document, the person as they are now, and all that was recorded, in the order of its numbers."""

    document: Row
    person: Person
    answers: Answers
    activities: Sequence[Row]
    plays: Mapping[str, Row]
    """Spins by id."""
    reversed: Mapping[str, Row]
    """The transactions that were reversed, by id."""
    came_by: CameBy | None = None
    """The invitation that they came by."""

    def at_the_start(self) -> History:
        """The member before anything happened, with the secret that chance follows from."""
        said = self.activities[0]["said"]
        document, joined_at = self.document, self.document["joined_at"]
        zone, language = (said.get(name, document[name]) for name in ("zone", "language"))
        newborn = new_member(zone=zone, language=language, joined_at=joined_at)
        kept = {name: document[name] for name in ("_id", "code", "wheel_root")}
        history = History({**newborn, **kept}, self.person)
        if self.came_by is not None:
            invitation, inviter = self.came_by.invitation, self.came_by.inviter
            history.invitations[invitation.code] = invitation
            history.others = {inviter["_id"]: History(inviter)}
        return history

    def commons_at(self, activity: Row, programme: Programme) -> Commons:
        """Stocks and budgets as they were for an activity, as far as it could tell.

        A segment that took no part in the spin was sold out, and so was an offer that was not given. A budget had what
        it paid: had it had more, it would have paid no more.
        """
        commons, outcomes = Commons(), activity["outcomes"]
        for outcome in outcomes:
            if outcome["type"] == "spun":
                self._sell_out(commons, self.plays[outcome["play"]], programme)
        for rule in programme.earning:
            if rule.budget is not None and rule.on == activity["kind"]:
                paid = sum(one["amount"] for one in outcomes if one["type"] == "earned" and one["rule"] == rule.id)
                commons.leave_of_budget(rule.id, rule.budget, paid)
        given = {outcome["offer"] for outcome in outcomes if outcome["type"] == "voucher_issued"}
        for offer_id, offer in programme.offers.items():
            if offer.stock is not None and offer_id not in given:
                commons.offers[offer_id] = offer.stock
        return commons

    def _sell_out(self, commons: Commons, play: Row, programme: Programme) -> None:
        took_part = {part["segment"] for part in play["snapshot"]}
        for segment in programme.wheels[play["wheel"]].segments:
            if segment.stock is not None and segment.id not in took_part:
                commons.stock_taken(play["wheel"])[segment.id] = segment.stock
