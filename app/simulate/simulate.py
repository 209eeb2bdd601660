"""Simulate: live all members of a plan, circle by circle, on one process or several."""

import gc
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from functools import cache, partial
from hashlib import sha256
from multiprocessing import get_context

from app.simulate.circle import Lived, live_circle
from app.simulate.plan import Plan, circle_of
from app.simulate.report import Report
from app.simulate.world import published_by

Progress = Callable[[int, int], None]
"""Told how many members were lived since the last time, and how many activities they recorded."""


def simulate(plan: Plan, workers: int = 1, progress: Progress | None = None) -> Report:
    """Live every member of the plan and check all that must hold.

    The report follows from the plan alone, to the last bit, whatever the number of workers. Raises ProgrammeMistakes.
    """
    published_by(plan)
    report, fingerprint = Report(plan), sha256()
    with _lived(plan, range(plan.circles), workers) as circles:
        for lived in circles:
            report.add(lived)
            fingerprint.update(lived.fingerprint.encode())
            if progress is not None:
                progress(lived.tally.members, lived.tally.done.total())
    report.fingerprint = fingerprint.hexdigest()
    return report


def simulate_member(plan: Plan, member: int) -> Report:
    """Live one member again, with the circle that they share stocks and budgets with. Only they are told of."""
    lived = live_circle(plan, circle_of(member), published_by(plan), only=member)
    report = Report(plan, fingerprint=lived.fingerprint)
    report.add(lived)
    return report


@contextmanager
def _lived(plan: Plan, circles: Iterable[int], workers: int) -> Iterator[Iterable[Lived]]:
    """The circles in order, as they are ready."""
    if workers == 1:
        yield map(partial(_live, plan), circles)
        return
    # Processes that start anew work alike on every system, and no lock is copied while another thread holds it.
    with ProcessPoolExecutor(workers, get_context("spawn"), _collect_seldom) as pool:
        try:
            yield pool.map(partial(_live, plan), circles)
        finally:
            pool.shutdown(cancel_futures=True)


def _collect_seldom() -> None:
    """A life makes much that stays until it ends, and next to nothing that only a collection could free."""
    gc.set_threshold(100_000, 50, 50)


def _live(plan: Plan, circle: int) -> Lived:
    return live_circle(plan, circle, _published(plan))


_published = cache(published_by)
"""Each process reads the programme once."""
