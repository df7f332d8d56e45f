"""How things are measured: CPU of whole processes, and times of calls, always beside a floor."""

import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

RUNS = 7
MANY_RUNS = 15
MARGIN = 1.25
"""By how much a ratio may pass what is hoped for on a busy machine."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A line of the table: what was found, what is hoped for, and whether that is met.

    Of what is drawn over the size of a book, `people` is that size, `cost` what was found in
    `unit`, and `floor` the same of what it is compared with.
    """

    name: str
    value: str
    goal: str = ""
    is_met: bool = True
    people: int = 0
    cost: float | None = None
    floor: float | None = None
    unit: str = "ms"


@dataclass(frozen=True, slots=True)
class Measurement:
    """What was measured, against what, and the ratio that may be hoped for."""

    name: str
    floor: str
    milliseconds: float
    floor_milliseconds: float
    goal: float

    @property
    def ratio(self) -> float:
        """How many times the floor it costs."""
        return self.milliseconds / self.floor_milliseconds

    @property
    def figure(self) -> Figure:
        """The measurement as a line of the table."""
        value = f"{self.milliseconds:.1f} ms, {self.ratio:.2f} x {self.floor[:40]}"
        return Figure(self.name, value, f"{self.goal:g} x", self.ratio <= self.goal * MARGIN)


def absent(name: str, peer: str) -> Figure:
    """Say that a measurement is left out, because what it compares with is not installed."""
    return Figure(name, f"left out: {peer} is not installed (pip install samverkan[bench])")


def process_cpu(arguments: Sequence[str], environment: dict[str, str]) -> float:
    """Return the CPU time of a whole process in milliseconds."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(arguments, env=ordinary(environment), stdout=subprocess.DEVNULL, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return 1000 * (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def ordinary(environment: Mapping[str, str]) -> dict[str, str]:
    """Return the environment of a process, with these variables, that may keep its bytecode.

    Where it may not, each start compiles the program anew, which nobody does who has it installed.
    """
    kept = {name: os.environ[name] for name in os.environ if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, **environment}


def compare_processes(
    name: str,
    arguments: Sequence[str],
    floor: str,
    goal: float,
    environment: dict[str, str] | None = None,
) -> Measurement:
    """Run a command and its floor in turn, and compare their medians."""
    mine, theirs = [], []
    for _ in range(RUNS):
        mine.append(process_cpu([sys.executable, "-m", "crm", *arguments], environment or {}))
        theirs.append(process_cpu([sys.executable, "-c", floor], {}))
    # The first run of each pays for a cold disk.
    return Measurement(
        name, floor, statistics.median(mine[1:]), statistics.median(theirs[1:]), goal
    )


def median(call: Callable[[], object]) -> float:
    """Return the CPU time of a call in milliseconds, the middle one of several."""
    return statistics.median(_cpu_times([call] * (MANY_RUNS + 1))[1:])


def slow_end(calls: Sequence[Callable[[], object]]) -> float:
    """Return the 95th percentile of the CPU times of some calls, in milliseconds."""
    return statistics.quantiles(_cpu_times(calls), n=20)[-1]


def _cpu_times(calls: Iterable[Callable[[], object]]) -> list[float]:
    times = []
    for call in calls:
        start = time.process_time()
        call()
        times.append(1000 * (time.process_time() - start))
    return times
