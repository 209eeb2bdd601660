"""A member's history in memory: the documents that MongoDB would hold."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

from app.engine.activities import Purchase, Return
from app.engine.commit import Entry
from app.engine.state import changes_of
from app.offers.documents import voucher_document, voucher_from
from app.offers.voucher import Voucher
from app.profile.answers import Answer
from app.profile.person import NOBODY, Person, person_from
from app.referrals.invitation import Invitation
from app.storage.client import Row


class History:
    """The member document, and every row that was written for this member. Rows are never changed, but for reviews."""

    def __init__(self, document: Row, person: Person = NOBODY) -> None:
        self.document = document
        self.person = person
        self.answers: dict[str, Answer] = {}
        """To questions."""
        self.activities: dict[str, Row] = {}
        self.transactions: dict[str, Row] = {}
        self.plays: dict[str, Row] = {}
        self.rounds: dict[str, Row] = {}
        self.reviews: dict[str, Row] = {}
        self.vouchers: dict[int, Row] = {}
        """By number."""
        self.reversed: set[str] = set()
        self.purchases: dict[tuple[str, str], Row] = {}
        """By partner and reference."""
        self.returns: dict[tuple[str, str], tuple[Row, ...]] = {}
        """By partner and reference of the purchase."""
        self.invitations: dict[str, Invitation] = {}
        """By code: the member's own, and those of `others`. Members who live together share one dictionary."""
        self.others: Mapping[str, History] = {}
        """Those who may invite this member, or be invited, by id."""
        self.owed: dict[str, Row] = {}
        """What this member's activities owe to others and is not recorded for them yet, by its key, in order."""

    def keep(self, entry: Entry) -> None:
        """Write down what an activity, or time alone, led to."""
        self._keep_invitations(entry)  # first: a change that is impossible leaves everything as it was
        self.document = {**self.document, **changes_of(entry.books.state)}
        if entry.books.person:
            self.person = person_from({**self.person.details, **entry.books.person})
        for question, answer in entry.books.answers.items():
            self._keep_answer(question, answer)
        if entry.books.erased:
            self.person, self.answers = NOBODY, {}
        if entry.activity is not None:
            self._keep_activity(entry.activity)
        for transaction in entry.transactions:
            self.transactions[transaction["_id"]] = transaction
            if transaction["reverses"] is not None:
                self.reversed.add(transaction["reverses"])
        self._keep_vouchers(entry)
        self.plays.update({play["_id"]: play for play in entry.plays})
        for played, review in entry.rounds:
            self.rounds[played["_id"]] = played
            if review is not None:
                self.reviews[review["_id"]] = review
        for round_id, verdict in entry.verdicts.items():
            self.reviews[round_id] = {**self.reviews[round_id], "verdict": verdict}

    def voucher(self, number: int) -> Voucher | None:
        """The member's voucher of this number."""
        kept = self.vouchers.get(number)
        return voucher_from(kept) if kept else None

    def fork(self) -> "History":
        """A history that starts as this one and goes its own way."""
        other = History(self.document, self.person)
        for name, kept in vars(self).items():
            if isinstance(kept, dict | set) and name != "document":
                setattr(other, name, kept.copy())
        return other

    def paid_on_day(self, game: str, day: str) -> int:
        """What a mascot game paid for all rounds of a day, with and without a review."""
        of_day = [played for played in self.rounds.values() if (played["game"], played["day"]) == (game, day)]
        return sum(played["paid"] + self._paid_later(played["_id"]) for played in of_day)

    def _keep_vouchers(self, entry: Entry) -> None:
        for voucher in (*entry.vouchers.issued, *entry.vouchers.changed):
            self.vouchers[voucher.number] = voucher_document(voucher)

    def deeds(self, kinds: Collection[str]) -> tuple[Row, ...]:
        """The activities of these kinds, and all that earned or lost a badge, in the order of their numbers."""
        return tuple(row for row in self.activities.values() if row["kind"] in kinds or _is_about_badges(row))

    def _keep_invitations(self, entry: Entry) -> None:
        self.invitations.update({invitation.code: invitation for invitation in entry.books.invitations})
        for change in entry.books.invitation_changes:
            kept = self.invitations[change.code]
            assert change.expects.items() <= kept.to_document().items(), "in memory nobody else changes it meanwhile"
            self.invitations[change.code] = replace(kept, **change.sets)
        self.owed.update({row["_id"]: row for row in entry.owed})

    def _keep_activity(self, activity: Row) -> None:
        said: dict[str, Any] = activity["said"]
        self.activities[activity["_id"]] = activity
        if activity["kind"] == Purchase.kind:
            self.purchases[said["partner"], said["reference"]] = activity
        elif activity["kind"] == Return.kind:
            bought = said["partner"], said["reference"]
            self.returns[bought] = (*self.returns.get(bought, ()), activity)

    def _keep_answer(self, question: str, answer: Answer | None) -> None:
        if answer is None:
            self.answers.pop(question, None)
        else:
            self.answers[question] = answer

    def _paid_later(self, round_id: str) -> int:
        review = self.reviews.get(round_id)
        return review["verdict"]["paid"] if review and review["verdict"] else 0


def _is_about_badges(activity: Row) -> bool:
    return any(outcome["type"] in ("badge_awarded", "badge_revoked") for outcome in activity["outcomes"])
