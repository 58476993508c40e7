"""What systemd is told about the shop: that it is open. Without systemd nobody is told."""

from __future__ import annotations

import os
import socket


def tell(state: str) -> None:
    """Send a state like `READY=1` to the supervisor that started this process (sd_notify), if there is one."""
    address = os.environ.get("NOTIFY_SOCKET", "")
    if not address.startswith(("/", "@")):
        return
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as line:
        line.connect("\0" + address[1:] if address.startswith("@") else address)
        line.sendall(state.encode())
