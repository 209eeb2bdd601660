"""Relive: one member's activities once more, as they were decided, and as the draft would have decided them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from app.engine.activities import Awarding
from app.engine.around_offers import tastes_are_told
from app.engine.memory.commons import Commons
from app.engine.memory.history import History
from app.engine.memory.record import Told, record_in_memory, settle_wallet
from app.engine.state import state_from
from app.errors import Refusal
from app.programme.model import Programme
from app.programme.personal import decides_personally
from app.programme.programmes import Published
from app.replay.as_then import person_then
from app.replay.chance import with_recorded_chance
from app.replay.counterparts import counterpart
from app.replay.figures import figures_of
from app.replay.invitations import note_friend
from app.replay.recorded_member import RecordedMember
from app.replay.report import Example, ReplayReport
from app.storage.client import Row

AWARDING = "replay"
"""Key and source of the activity that gives a draft's badges."""
PERSONAL = ("answer", "answer_withdrawal", "question_skip")
"""Kinds that are decided by earlier answers, whatever the programme says."""


class Reliving:
    """What one member's two lives share: the versions, the draft, and what the draft has left for all."""

    def __init__(
        self, versions: Mapping[int, Published], draft: Published, commons: Commons, report: ReplayReport
    ) -> None:
        self._versions = versions
        self._draft = draft
        self._commons = commons
        self._report = report
        self._period = report.period
        self._prints = {version.programme.badges_print for version in versions.values()}

    def relive(self, member: RecordedMember) -> None:
        """Live a member twice and count both lives in."""
        really = member.at_the_start()
        would: History | None = None
        for row in member.activities:
            if would is None and row["at"] >= self._period.since:
                would = self._from_here(really, row["recorded_at"])
            known = self._live_as_recorded(really, member, row)
            if would is not None:
                self._live_otherwise(would, member, row, known)
        would = would or self._from_here(really, self._period.settled_at)
        for life in (really, would):
            settle_wallet(life, self._period.settled_at)
        self._report.add(figures_of(really, self._period), figures_of(would, self._period))

    def _from_here(self, really: History, now: datetime) -> History:
        """The life under the draft. Badges that are new with it are given for what was done before, as when it is
        published."""
        would = really.fork()
        state = state_from(would.document)
        programme = self._draft.programme
        if programme.badges_print not in self._prints and state.version > 0:
            told = Told(Awarding(at=self._period.since), AWARDING, AWARDING, max(self._period.since, now))
            record_in_memory(would, self._commons, self._draft, told)
        return would

    def _live_as_recorded(self, life: History, member: RecordedMember, row: Row) -> bool:
        """Say whether it could be lived again at all."""
        version = self._version_of(row)
        try:
            again = self._recorded(life, member, row, version, None)
        except Refusal as refusal:
            self._note_change(row, version, refusal.code, str(refusal))
            return False
        if _told(again) != _told(row):
            self._note_change(row, version, "OTHER_OUTCOMES", "it leads to something else today")
        return True

    def _live_otherwise(self, life: History, member: RecordedMember, row: Row, known: bool) -> None:
        """Decide by the draft what happened since it would have been in force, and the rest as it was decided."""
        by_draft, counts = row["at"] >= self._period.since, row["at"] in self._period
        published = self._draft if by_draft else self._version_of(row)
        self._report.activities += counts
        try:
            self._recorded(life, member, row, published, self._commons if by_draft else None)
        except Refusal as refusal:
            if counts and known:
                self._report.refused.add(refusal.code, _example(row, str(refusal)))

    def _note_change(self, row: Row, version: Published, code: str, words: str) -> None:
        """Something is decided otherwise today: because what the member told then is not known any more, or not."""
        personal = _is_personal(version.programme) or row["kind"] in PERSONAL
        examples = self._report.forgotten if personal else self._report.changed
        examples.add(code, _example(row, words))

    def _recorded(
        self, life: History, member: RecordedMember, row: Row, published: Published, commons: Commons | None
    ) -> Row:
        """Record an activity again; without commons, with what there really was of stocks and budgets."""
        settle_wallet(life, row["recorded_at"])  # a sweep may have, and a reversal may be about what it booked
        life.person = person_then(member.person, row, self._version_of(row).programme)
        with_recorded_chance(life, row, member.plays)
        activity = counterpart(member, row, life, published.programme)
        note_friend(row, life)
        told = Told(activity, row["key"], row["source"], row["recorded_at"])
        around = commons or member.commons_at(row, published.programme)
        return record_in_memory(life, around, published, told)

    def _version_of(self, row: Row) -> Published:
        return self._versions[row["programme_version"]]


def _is_personal(programme: Programme) -> bool:
    """Whether anything is decided by what members told about themselves."""
    return decides_personally(programme) or tastes_are_told(programme)


def _told(row: Row) -> list[dict[str, Any]]:
    """The outcomes of an activity without the numbers of transactions, among which are those that a sweep booked."""
    numbers = ("transaction", "reverses")
    return [{name: value for name, value in one.items() if name not in numbers} for one in row["outcomes"]]


def _example(row: Row, words: str) -> Example:
    return Example(row["member"], row["_id"], row["kind"], row["at"], words)
