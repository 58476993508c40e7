"""What the simulator says no with, in YooKassa's form."""

from __future__ import annotations

import uuid
from typing import Any

CODES = {
    400: "invalid_request",
    401: "invalid_credentials",
    403: "forbidden",
    404: "not_found",
    429: "too_many_requests",
    500: "internal_server_error",
    503: "internal_server_error",
}


class Refusal(Exception):
    """An answer that is an error; `parameter` names the field at fault."""

    def __init__(self, status: int, description: str, parameter: str | None = None) -> None:
        super().__init__(f"{status} {parameter or ''}: {description}")
        self.status = status
        self.description = description
        self.parameter = parameter

    def said(self) -> dict[str, Any]:
        return error_body(self.status, self.description, self.parameter)


class Busy(Exception):
    """The same request is being worked on at this moment."""


def error_body(
    status: int, description: str, parameter: str | None = None, *, retry_after: int | None = None
) -> dict[str, Any]:
    said: dict[str, Any] = {
        "type": "error",
        "id": str(uuid.uuid4()),
        "code": CODES[status],
        "description": description,
    }
    if parameter is not None:
        said["parameter"] = parameter
    if retry_after is not None:
        said["retry_after"] = retry_after
    return said
