"""How things are measured: CPU of whole processes, and times of calls, always beside a floor."""

import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

RUNS = 7


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


def process_cpu(arguments: Sequence[str], environment: dict[str, str]) -> float:
    """Return the CPU time of a whole process in milliseconds."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(
        arguments, env={**os.environ, **environment}, stdout=subprocess.DEVNULL, check=True
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return 1000 * (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


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


def slowest_of_twenty(calls: Sequence[Callable[[], object]]) -> float:
    """Return the 95th percentile of the times of some calls, in milliseconds."""
    times = []
    for call in calls:
        start = time.perf_counter()
        call()
        times.append(1000 * (time.perf_counter() - start))
    return statistics.quantiles(times, n=20)[-1] if len(times) > 1 else times[0]
