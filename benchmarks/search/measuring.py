"""Stop watches of the bench: processor and wall time of many small things, and the memory that is one's own."""

from __future__ import annotations

import ctypes
import gc
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np


@dataclass(frozen=True)
class Times:
    """Milliseconds at the 50th, 95th and 99th of a hundred, of the processor and by the clock on the wall."""

    cpu: tuple[float, float, float]
    wall: tuple[float, float, float]

    @classmethod
    def of(cls, cpu: list[float], wall: list[float]) -> Times:
        """From what each of many things took."""
        return cls(percentiles(cpu), percentiles(wall))

    @property
    def cells(self) -> str:
        return f"{written(self.cpu)} | {written(self.wall)}"

    @property
    def wall_only(self) -> str:
        """For work that another process does."""
        return f" | {written(self.wall)}"

    @property
    def a_second(self) -> float:
        """How many such things one core does in a second, by the median."""
        return 1000 / self.cpu[0]


def times_of(ask: Callable[[Any], object], questions: Iterable[Any]) -> Times:
    """How long each question takes, asked one after the other."""
    cpu, wall = [], []
    for question in questions:
        began, clock = time.process_time_ns(), time.perf_counter_ns()
        ask(question)
        cpu.append((time.process_time_ns() - began) / 1e6)
        wall.append((time.perf_counter_ns() - clock) / 1e6)
    return Times.of(cpu, wall)


def written(milliseconds: Iterable[float], places: int = 2) -> str:
    """The cell of a table."""
    return " / ".join(f"{one:.{places}f}" for one in milliseconds)


def percentiles(taken: list[float]) -> tuple[float, float, float]:
    half, most, nearly = np.percentile(taken or [0.0], [50, 95, 99]).tolist()
    return half, most, nearly


def own_megabytes() -> float:
    """The memory that is this process's alone, after everything that is not needed was given back."""
    gc.collect()
    ctypes.CDLL(None).malloc_trim(0)
    for line in Path("/proc/self/smaps_rollup").read_text().splitlines():
        if line.startswith("Private_Dirty"):
            return int(line.split()[1]) / 1024
    return 0.0
