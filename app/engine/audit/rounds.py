"""The mascot rounds of one member: each is what its activity says, is decided once, and no day pays beyond its cap."""

from collections import Counter

from app.engine.audit.report import AuditReport, Check
from app.engine.decisions.mascots import rule_of
from app.engine.rounds import OUTCOMES
from app.mascot.round import RoundEnd
from app.storage.client import Row

ENDS = {kind: end.value for end, kind in OUTCOMES.items()}
VERDICTS = {"round_approved": True, "round_rejected": False}
Told = tuple[str, object, int]
"""The activity, how the round ended or what was decided, and what was paid."""


class Rounds:
    """What the member's activities say about rounds, until the rounds and their reviews confirm it."""

    def __init__(self, member: str, report: AuditReport) -> None:
        self._member = member
        self._report = report
        self._ended: dict[str, Told] = {}
        self._decided: dict[str, Told] = {}
        self._waiting: set[str] = set()
        self._paid: Counter[tuple[str, str]] = Counter()
        self._caps: Counter[tuple[str, str]] = Counter()

    def take(self, row: Row) -> None:
        """Read one activity."""
        for outcome in row["outcomes"]:
            if outcome["type"] in ENDS:
                self._ended[outcome["round"]] = (row["_id"], ENDS[outcome["type"]], outcome["paid"])
                self._check_paid(row, outcome)
            elif outcome["type"] in VERDICTS:
                self._decided[outcome["round"]] = (row["_id"], VERDICTS[outcome["type"]], outcome["paid"])
                self._check_paid(row, outcome)

    def confirm(self, row: Row) -> None:
        """Read one round."""
        told = self._ended.pop(row["_id"], None)
        kept = (row["activity"], row["end"], row["paid"])
        if told != kept:
            self._add(row["_id"], f"is kept as {kept}; its activity says {told}")
        if row["end"] == RoundEnd.IN_REVIEW:
            self._waiting.add(row["_id"])
        day = (row["game"], row["day"])
        self._paid[day] += row["paid"]
        self._caps[day] = max(self._caps[day], row["daily_cap"])

    def confirm_review(self, row: Row) -> None:
        """Read one review, after all rounds."""
        if row["_id"] not in self._waiting:
            self._add(row["_id"], "has a review, and is no round that needs one")
        self._waiting.discard(row["_id"])
        verdict, told = row["verdict"], self._decided.pop(row["_id"], None)
        kept = (verdict["activity"], verdict["approved"], verdict["paid"]) if verdict else None
        if told != kept:
            self._add(row["_id"], f"was decided as {kept}; its activity says {told}")
        if verdict:
            self._paid[row["game"], row["day"]] += verdict["paid"]

    def finish(self) -> None:
        """Report what nothing has confirmed, and days that paid too much."""
        for played, (activity, _, _) in self._ended.items():
            self._add(activity, f"ended round {played}, which does not exist")
        for played, (activity, _, _) in self._decided.items():
            self._add(activity, f"decided about round {played}, which has no review")
        for played in sorted(self._waiting):
            self._add(played, "needs a review, and has none")
        for (game, day), paid in self._paid.items():
            if paid > self._caps[game, day]:
                self._add(self._member, f"was paid {paid} by {game} on {day}, where the cap is {self._caps[game, day]}")

    def _check_paid(self, row: Row, outcome: Row) -> None:
        """What an outcome says was paid is what the same activity earned by the game."""
        rule = rule_of(outcome["game"])
        earned = sum(one["amount"] for one in row["outcomes"] if one["type"] == "earned" and one["rule"] == rule)
        if earned != outcome["paid"]:
            self._add(row["_id"], f"earned {earned} by {rule}; its round {outcome['round']} paid {outcome['paid']}")

    def _add(self, document: str, words: str) -> None:
        self._report.add(Check.ROUND, self._member, document, words)
