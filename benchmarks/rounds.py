"""Rounds: every case in turn, again and again, so that whatever else the machine does bothers all of them alike."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median

from benchmarks.load import Load, generate
from benchmarks.servers import Server


@dataclass(frozen=True, slots=True)
class Case:
    """One thing to measure. Cases of a group are compared with those of it that are `bare`."""

    group: str
    name: str
    server: Server
    load: Load
    bare: bool = False


@dataclass(frozen=True, slots=True)
class Round:
    """One case in one round: requests per second of the server's CPU, and latencies in seconds."""

    requests: int
    per_cpu_s: float
    per_s: float
    p50_s: float
    p99_s: float


@dataclass(frozen=True, slots=True)
class Row:
    """The medians of a case. `ratios` are to the bare cases of its group, each of the same round."""

    group: str
    name: str
    cpu_ms: float
    per_cpu_s: float
    per_s: float
    p50_ms: float
    p99_ms: float
    requests: int
    ratios: dict[str, float]


async def measure(
    cases: Sequence[Case], *, rounds: int, seconds: float, warm_up_s: float, told: Callable[[str], None]
) -> list[Row]:
    """Warm every case up, then measure each in every round."""
    for case in cases:
        told(f"warming up: {case.name}")
        await generate(case.load, warm_up_s)
    measured: dict[Case, list[Round]] = {case: [] for case in cases}
    for number in range(rounds):
        for case in cases:
            told(f"round {number + 1} of {rounds}: {case.name}")
            measured[case].append(await _one_round(case, seconds))
    return [_row(case, measured) for case in cases]


async def _one_round(case: Case, seconds: float) -> Round:
    before = case.server.cpu_s()
    latencies = await generate(case.load, seconds)
    cpu_s, requests = case.server.cpu_s() - before, len(latencies.seconds)
    return Round(
        requests=requests,
        per_cpu_s=requests / max(cpu_s, 0.01),  # the kernel counts in hundredths of a second
        per_s=requests / seconds,
        p50_s=latencies.percentile(50),
        p99_s=latencies.percentile(99),
    )


def _row(case: Case, measured: dict[Case, list[Round]]) -> Row:
    own = measured[case]
    per_cpu_s = median(one.per_cpu_s for one in own)
    return Row(
        group=case.group,
        name=case.name,
        cpu_ms=1000 / per_cpu_s,
        per_cpu_s=per_cpu_s,
        per_s=median(one.per_s for one in own),
        p50_ms=1000 * median(one.p50_s for one in own),
        p99_ms=1000 * median(one.p99_s for one in own),
        requests=sum(one.requests for one in own),
        ratios={
            other.name: median(mine.per_cpu_s / its.per_cpu_s for mine, its in zip(own, rounds, strict=True))
            for other, rounds in measured.items()
            if other.group == case.group and other.bare
        },
    )
