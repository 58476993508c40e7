"""The back room: delivers what was promised, runs jobs and the schedule."""

from technomart.worker.run import run, run_once

__all__ = ["run", "run_once"]
