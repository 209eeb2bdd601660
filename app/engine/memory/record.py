"""Record in memory: from an activity to what is kept of it, as `app.engine.record` does with a database."""

from dataclasses import dataclass
from datetime import datetime

from app.engine.activities import Activity, Purchase, TimePassed, request_hash
from app.engine.books import Books
from app.engine.commit import Entry
from app.engine.documents import activity_id
from app.engine.entries import entry_of_activity, entry_of_time
from app.engine.foresee import RULES, Foreseen, Rules, foreseen
from app.engine.memory.around import surroundings_in, with_history
from app.engine.memory.commons import Commons
from app.engine.memory.history import History
from app.engine.purchase_refusals import ReferenceAlreadyUsed
from app.engine.refusals import IdempotencyKeyReused
from app.engine.state import state_from
from app.engine.sweep import SOURCE, entry_of_sweep
from app.programme.programmes import Published
from app.storage.client import Row


@dataclass(frozen=True, slots=True)
class Told:
    """An activity as it arrives: under the caller's key, from a source, at an instant."""

    activity: Activity
    key: str
    source: str
    now: datetime


def record_in_memory(history: History, commons: Commons, published: Published, told: Told, rules: Rules = RULES) -> Row:
    """Record an activity of the member with this history, and return what is stored of it.

    Repeated keys are answered as `record` answers them. Raises a Refusal of the rules (then nothing was kept), or
    Exceeded.
    """
    if earlier := earlier_answer(history, told):
        return earlier
    return keep(history, commons, foresee_in_memory(history, commons, published, told, rules), told)


def foresee_in_memory(
    history: History, commons: Commons, published: Published, told: Told, rules: Rules = RULES
) -> Foreseen:
    """What recording the activity would lead to. Raises a Refusal of the rules."""
    state = state_from(history.document)
    around = surroundings_in(history, commons, published.programme, told.activity, told.now)
    around = with_history(around, history, published.programme, state, told.activity, told.now)
    return foreseen(published, history.document, state, told.activity, told.now, around, rules)


def keep(history: History, commons: Commons, found: Foreseen, told: Told) -> Row:
    """Keep what was foreseen, and return what is stored of the activity. Raises ReferenceAlreadyUsed or Exceeded."""
    bought = told.activity
    if isinstance(bought, Purchase) and (bought.partner, bought.reference) in history.purchases:
        raise ReferenceAlreadyUsed(bought.reference).about("reference")
    entry = entry_of_activity(found, key=told.key, source=told.source, request=request_hash(told.activity))
    assert entry.activity is not None
    commons.take(entry)
    history.keep(entry)
    return entry.activity


def earlier_answer(history: History, told: Told) -> Row | None:
    """The activity that the key stands for already, if any. Raises IdempotencyKeyReused."""
    earlier = history.activities.get(activity_id(history.document["_id"], told.key))
    if earlier is not None and earlier["request"] != request_hash(told.activity):
        raise IdempotencyKeyReused(told.key).about("idempotencyKey")
    return earlier


def pass_time(history: History, published: Published, now: datetime, rules: Rules = RULES) -> Entry | None:
    """Write down what time alone has changed by `now`, as the sweep does; None when that is nothing."""
    told = Told(TimePassed(), "", SOURCE, now)
    entry = entry_of_sweep(foresee_in_memory(history, Commons(), published, told, rules))
    if entry is not None:
        history.keep(entry)
    return entry


def settle_wallet(history: History, now: datetime) -> None:
    """Book what time alone has changed in the wallet by `now`, and nothing else."""
    books = Books(state_from(history.document), now)
    books.settle()
    if books.movements:
        history.keep(entry_of_time(books, history.document["version"]))
