"""What a campaign to many devices came to, as figures and as tables."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from fcm.tally import Summary
from rich.console import Console
from rich.table import Table

MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Sample:
    """What was seen at one moment, in seconds since the sending began."""

    at_s: float
    decided: int
    """By the progress of the campaign."""
    memory: int
    waited_s: float
    """How long the worker has waited for a core so far, others being busy on it."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was seen. Times in seconds, memory in bytes; CPU is the worker's own."""

    devices: int
    quota_per_minute: int
    planning_s: float
    sending_s: float
    cpu_s: float
    samples: Sequence[Sample]
    decisions: Mapping[str, int]
    arrived: Summary

    @property
    def memory_first(self) -> int:
        """When a tenth was sent: all code has run by then."""
        return next(sample.memory for sample in self.samples if sample.decided >= self.devices // 10)

    @property
    def memory_most(self) -> int:
        """From then on."""
        return max(sample.memory for sample in self.samples if sample.decided >= self.devices // 10)

    @property
    def is_right(self) -> bool:
        """Complete, no duplicates, never above the quota."""
        complete = self.arrived.distinct == self.devices and dict(self.decisions) == {"sent": self.devices}
        return complete and self.arrived.duplicates == 0 and self.arrived.busiest_minute <= self.quota_per_minute


def show(outcome: Outcome, console: Console) -> None:
    """A table."""
    table = Table(title=f"A campaign to {outcome.devices} devices", show_header=False)
    seconds = outcome.sending_s
    for name, value in {
        "arrived": f"{outcome.arrived.distinct}, and {outcome.arrived.duplicates} twice",
        "decisions": ", ".join(f"{decision} {count}" for decision, count in outcome.decisions.items()),
        "planning": f"{outcome.planning_s:.1f} s, {outcome.devices / outcome.planning_s:.0f} a second",
        "sending": f"{seconds:.1f} s, {outcome.devices / seconds:.0f} a second",
        "busiest 60 seconds": f"{outcome.arrived.busiest_minute} of {outcome.quota_per_minute}",
        "worker's CPU": f"{outcome.cpu_s:.1f} s, {1000 * outcome.cpu_s / outcome.devices:.2f} ms a message",
        "worker's memory": f"{outcome.memory_first / MEBIBYTE:.0f} MiB, {outcome.memory_most / MEBIBYTE:.0f} at most",
    }.items():
        table.add_row(name, value)
    console.print(table)
    console.print(_course(outcome))


def _course(outcome: Outcome) -> Table:
    """What was seen every ten seconds. The server's seconds begin with the first message, a little later than ours."""
    heads = ("seconds", "decided", "at the server in the last 60 s", "worker's memory", "waiting for a core")
    table, waited_s = Table(*heads, title="While it was sent"), outcome.samples[0].waited_s
    for number, arrived in enumerate(outcome.arrived.minutes, start=1):
        sample = min(outcome.samples, key=lambda one: abs(one.at_s - 10 * number))
        memory, waiting = f"{sample.memory / MEBIBYTE:.0f} MiB", f"{sample.waited_s - waited_s:.1f} s"
        table.add_row(str(10 * number), str(sample.decided), str(arrived), memory, waiting)
        waited_s = sample.waited_s
    return table
