"""The shop's diary: one JSON line an event, in UTC, without secrets or personal data."""

import logging
import sys

import structlog
import structlog.tracebacks

_traceback = structlog.processors.ExceptionRenderer(
    structlog.tracebacks.ExceptionDictTransformer(show_locals=False)  # variables hold names, addresses and secrets
)


def configure(level: str = "INFO", *, readable: bool = False) -> None:
    """Set up structured logging for the process; `readable` is for a person at a terminal."""
    renderer: structlog.typing.Processor = (
        structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)
        if readable
        else structlog.processors.JSONRenderer(ensure_ascii=True)
    )
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            _traceback if not readable else structlog.processors.StackInfoRenderer(),
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelName(level)),
        logger_factory=structlog.PrintLoggerFactory(file=sys.stderr),
        cache_logger_on_first_use=False,
    )


def log() -> structlog.typing.FilteringBoundLogger:
    """The diary to write in: `log().info("order_placed", number=…)`."""
    return structlog.get_logger()  # type: ignore[no-any-return]
