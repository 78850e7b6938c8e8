"""Processor time of a server per raw push: ``python -m tests.bench.cpu platform|floor CONNECTIONS REQUESTS``.

Unlike requests a second it stays comparable on a busy machine, when two are measured in turns. Linux only.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from tests.bench.load import request_bytes, throughput
from tests.bench.measures import MEI, PUSH, TEXT
from tests.bench.process import FLOOR, PLATFORM, Served, served

SERVERS = {"platform": PLATFORM, "floor": FLOOR}


def cpu_per_push(server: Served, connections: int, requests: int) -> tuple[float, float]:
    """Return the server's processor time per request in seconds, and the requests a second."""
    request = request_bytes(PUSH, server.token, {"to": MEI, "messages": [TEXT]})
    throughput(server.host, server.port, request, connections, 10 * connections)  # the first ones load what is needed
    before = _cpu(server.pid)
    rate = throughput(server.host, server.port, request, connections, requests)
    return (_cpu(server.pid) - before) / requests, rate


def _cpu(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    what, connections, requests = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    with served(*SERVERS[what]) as running:
        cpu, rate = cpu_per_push(running, connections, requests)
    print(f"{what}, {connections} connections: {cpu * 1e6:.0f} us of processor time, {rate:,.0f} requests/s")  # noqa: T201 - a command
