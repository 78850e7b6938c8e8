"""This computer and no other: listening on loopback, and telling loopback addresses from the rest."""

from __future__ import annotations

import ipaddress
import socket

from helpers.paths import here

LOOPBACK = "127.0.0.1"
#: Connections that may wait while the server is not accepting yet, or busy.
BACKLOG = 512


def is_loopback(host: str) -> bool:
    """Whether a host name or address means this computer: localhost, 127.x.x.x or ::1 (brackets allowed)."""
    name = host.lower().rstrip(".")
    if name == "localhost" or name.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(name.removeprefix("[").removesuffix("]")).is_loopback
    except ValueError:
        return False


def listen(port: int, host: str = LOOPBACK) -> socket.socket:
    """Return a listening socket on loopback. Raise ValueError for a host beyond loopback, OSError for a taken port."""
    if not is_loopback(host):
        raise ValueError(f"The practice platform serves this computer only: {host} is not a loopback address.")
    if not 0 <= port <= 65535:
        raise ValueError(f"{port} is not a port: 0 to 65535.")
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # TCP by its name: asyncio sends small answers at once (TCP_NODELAY) only on sockets that say so, else 40 ms later.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        _claim(listener)
        listener.bind((host, port))
        listener.listen(BACKLOG)
    except OSError:
        listener.close()
        raise
    return listener


def _claim(listener: socket.socket) -> None:
    """Say that a port just given up can be taken again, one in use not: each system says it in its own way."""
    if here().windows:
        listener.setsockopt(socket.SOL_SOCKET, getattr(socket, "SO_EXCLUSIVEADDRUSE"), 1)  # noqa: B009 - Windows only
    else:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
