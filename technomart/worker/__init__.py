"""The back room: delivers what was promised, runs jobs and the schedule."""

from threading import Event

from technomart.runtime import Runtime


def run(runtime: Runtime, stop: Event) -> None:
    """Work until told to stop."""
    stop.wait()
