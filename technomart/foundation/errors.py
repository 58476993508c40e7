"""Refusals by kind: what the shop says no to, as a code with details; faces turn codes into words."""

from typing import Any


class DomainError(Exception):
    """A refusal. `code` is stable and public; `details` are plain values for the sentence that is shown."""

    code = "refused"

    def __init__(self, code: str | None = None, /, **details: Any) -> None:
        if code is not None:
            self.code = code
        self.details = details
        super().__init__(self.code, details)

    def __str__(self) -> str:
        return self.code


class NotFound(DomainError):
    """What was asked for does not exist, or is not the asker's to see."""

    code = "not_found"


class Invalid(DomainError):
    """The input breaks a rule; `field` in the details names where, if it is known."""

    code = "invalid"


class Conflict(DomainError):
    """The input was fine, but the facts have changed or stand against it."""

    code = "conflict"


class Forbidden(DomainError):
    """The asker may not do this."""

    code = "forbidden"


class Unavailable(DomainError):
    """The shop cannot do it at this moment; the same request may pass later."""

    code = "unavailable"
