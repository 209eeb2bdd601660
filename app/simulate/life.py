"""A life: one member on their way through time, doing one thing after another."""

from datetime import UTC, datetime, timedelta
from hashlib import sha256
from random import Random

import bson
from bson.codec_options import CodecOptions

from app.clock import in_milliseconds
from app.engine.activities import Activity, Visit
from app.engine.deeds import counting
from app.engine.foresee import Foreseen
from app.engine.memory.record import (
    Told,
    earlier_answer,
    foresee_in_memory,
    keep,
    pass_time,
    record_in_memory,
)
from app.engine.refusals import IdempotencyKeyReused
from app.engine.state import changes_of, state_from
from app.errors import Refusal
from app.programme.model import Programme
from app.simulate.invariants.every import of_step
from app.simulate.newcomer import newcomer
from app.simulate.step import Step, Violation
from app.simulate.tally import Tally
from app.simulate.world import World
from app.storage.client import Row
from app.wallet.documents import transaction_id

CODEC: CodecOptions[Row] = CodecOptions(tz_aware=True, tzinfo=UTC)
SOURCE = "simulation"
MOMENT = timedelta(milliseconds=1)
WHEN_DUE = "time changes a member when it is due"
REPEATED = 0.05
"""How many of the requests are sent once more."""
LOOKED_AT_TWICE = 0.05
"""How many activities are decided twice, how many stored members are read and written again, and how many due instants
are looked at a moment before. Of a million activities these are enough, and they cost as much as everything else."""
KEENNESS = (0.1, 0.3, 0.6, 1.4)
"""How often members do things, measured against what their habits say: 0.6 on average."""


class Life:
    """What a member's habits see of them, and the one way in which they do something."""

    def __init__(self, world: World, number: int) -> None:
        self.world = world
        self.number = number
        self.chance = Random(f"{world.plan.seed}/{number}")
        joins_after = timedelta(days=self.chance.randrange(world.plan.days)) if self.chance.random() < 0.5 else MOMENT
        self.now = in_milliseconds(world.plan.start + joins_after)
        self.history = newcomer(world.programme, self.chance, self.now)
        self.keenness = self.chance.choice(KEENNESS)
        self.is_swept = self.chance.random() < 0.5
        """Whether a sweep books what is due in time. For others the next activity does."""
        self.tally = Tally(members=1)
        self.violations: list[Violation] = []
        self.fingerprint = sha256()
        self.told = 0
        self._stored = self._encoded()

    @property
    def id(self) -> str:
        """The member's id."""
        return str(self.history.document["_id"])

    @property
    def programme(self) -> Programme:
        """The programme that the member takes part in."""
        return self.world.programme

    @property
    def is_over(self) -> bool:
        """Whether the plan ends here, or the member was erased, or something that must never be has happened: more of
        it would say nothing.
        """
        is_erased = self.history.document["erased_at"] is not None
        return is_erased or bool(self.violations) or self.now >= self.world.plan.end

    def wait(self, time: timedelta) -> None:
        """Let time pass within one habit."""
        self.reach(self.now + time)

    def reach(self, instant: datetime) -> None:
        """Let time pass until an instant, unless it is past already; never beyond the end of the plan."""
        instant = min(instant, self.world.plan.end)
        while self.is_swept and not self.violations and (due_at := self.history.document["due_at"]):
            if due_at > instant:
                break
            self._settle(due_at)
        self.now = max(self.now, instant)

    def do(self, activity: Activity, key: str | None = None, source: str = SOURCE) -> None:
        """Do something now: decide, keep what it leads to, and check all that must hold."""
        self.told += 1
        told = Told(activity, key or f"{self.number}-{self.told}", source, self.now)
        before = self.history.document
        try:
            answer = self._recorded(told)
        except Refusal as refusal:
            self.tally.refused[activity.kind, refusal.code] += 1
            if self._encoded() != self._stored:
                self.report("a refusal changes nothing", f"{refusal.code} has changed the member")
        except Exception as fault:
            # Whatever a changed decision raises is a finding, and the run goes on with the other members.
            self.report("nothing fails", f"{activity.kind}: {type(fault).__name__} {fault}")
        else:
            self._check(before, activity, answer)
            if self.chance.random() < REPEATED:
                self._repeat(told, answer)

    def report(self, invariant: str, words: str) -> None:
        """Note something that must never be."""
        self.violations.append(Violation(self.number, invariant, self.now, words))

    def _recorded(self, told: Told) -> Row:
        first = self._foreseen(told)
        if self.chance.random() < LOOKED_AT_TWICE:
            second = self._foreseen(told)
            if (first.decision, first.outcomes) != (second.decision, second.outcomes):
                words = f"{told.activity.kind} was decided in two ways"
                self.report("the same situation leads to the same effects", words)
        return keep(self.history, self.world.commons, first, told)

    def _foreseen(self, told: Told) -> Foreseen:
        world = self.world
        return foresee_in_memory(self.history, world.commons, world.published, told, world.rules)

    def _settle(self, due_at: datetime) -> None:
        """What is due at an instant is due then, and not a moment before."""
        self.now, before = max(self.now, due_at), self.history.document
        world = self.world
        if self.chance.random() < LOOKED_AT_TWICE:
            is_stale = self._is_stale()
            early = pass_time(self.history, world.published, due_at - MOMENT, world.rules)
            if early is not None and not is_stale:
                self.report(WHEN_DUE, f"something was due before {due_at}")
        if pass_time(self.history, world.published, due_at, world.rules) is None:
            self.report(WHEN_DUE, f"nothing was due at {due_at}")
        self._check(before)

    def _is_stale(self) -> bool:
        """Whether the next occasion, whatever it is, counts badges anew: after a journey into another zone."""
        state = state_from(self.history.document)
        return bool(self.programme.badges) and counting(self.programme, state).is_stale(state.badges)

    def _repeat(self, told: Told, answer: Row) -> None:
        """The same request again gets the same answer and changes nothing; another one by its key is refused."""
        world, stored = self.world, self.history.document
        again = record_in_memory(self.history, world.commons, world.published, told, world.rules)
        if again is not answer or self.history.document is not stored:
            self.report("a repeated request changes nothing", f"{told.activity.kind} was recorded twice")
        try:
            earlier_answer(self.history, Told(Visit(store="another"), told.key, SOURCE, self.now))
        except IdempotencyKeyReused:
            return
        self.report("a key stands for one request", f"the key {told.key} was taken for another request")

    def _check(self, before: Row, activity: Activity | None = None, answer: Row | None = None) -> None:
        """Go on with the member as MongoDB would give them back, and check the step there."""
        self._stored = self._encoded()
        self.history.document = bson.decode(self._stored, codec_options=CODEC)
        self.fingerprint.update(self._stored)
        after = self.history.document
        if self.chance.random() < LOOKED_AT_TWICE:
            self._read_back(after)
        numbers = range(before["transactions"] + 1, after["transactions"] + 1)
        transactions = [self.history.transactions.get(transaction_id(after["_id"], number)) for number in numbers]
        booked = [transaction for transaction in transactions if transaction is not None]
        step = Step(self.programme, self.now, before, after, booked, activity, answer)
        for invariant, words in of_step(step):
            self.report(invariant, words)

    def _read_back(self, document: Row) -> None:
        """Who is read from a document is written as the very same document."""
        again = bson.encode({**document, **changes_of(state_from(document))}, codec_options=CODEC)
        if again != self._stored:
            self.report("a stored member is read back as they were", "reading the member document gives another member")

    def _encoded(self) -> bytes:
        return bson.encode(self.history.document, codec_options=CODEC)
