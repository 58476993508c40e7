"""The worker's day: one event, one job, and again; a short rest when there is nothing to do."""

from __future__ import annotations

from threading import Event
from typing import Final

from technomart.foundation.logs import log
from technomart.runtime import Runtime
from technomart.worker import jobs, outbox, schedule

REST_SECONDS: Final = 0.5
REST_AFTER_TROUBLE_SECONDS: Final = 2.0


def run(runtime: Runtime, stop: Event) -> None:
    """Work until told to stop. Whatever breaks, the worker stays: the database may be away for a while."""
    is_planned = False
    while not stop.is_set():
        try:
            if not is_planned:
                schedule.plan(runtime)
                is_planned = True
            rest = 0.0 if step(runtime) else REST_SECONDS
        except Exception as error:  # noqa: BLE001 - the worker loop outlives a database that is away
            log().error("worker_trouble", error=type(error).__name__)
            rest = REST_AFTER_TROUBLE_SECONDS
        if rest:
            stop.wait(rest)


def run_once(runtime: Runtime) -> int:
    """Do everything that is due now, and what follows from it; how many pieces there were."""
    schedule.plan(runtime)
    pieces = 0
    while step(runtime):
        pieces += 1
    return pieces


def step(runtime: Runtime) -> bool:
    """Deliver one event and do one job, if any is due; whether there was something to do."""
    delivered = outbox.deliver_one(runtime)
    worked = jobs.do_one(runtime)
    return delivered or worked
