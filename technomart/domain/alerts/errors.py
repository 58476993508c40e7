"""What alerts refuse."""

from technomart.foundation.errors import NotFound


class UnknownAlert(NotFound):
    """There is no such alert, it is somebody else's, or it has been ended."""

    code = "unknown_alert"
