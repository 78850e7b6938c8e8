"""Measure what a class costs: students who come in at the same time and all run lesson 01, through the proxy.

    .venv/bin/python -m tests.deploy.class_size 10 20 60

The figures in deploy/README.md and deploy/jupyterhub/README.md are those of this command. Of each class: seconds from
signing in until the server answers (median and longest), seconds until all have run the lesson, and memory, counted by
share (PSS). It ends before the machine's memory does.
"""

from __future__ import annotations

import argparse
import re
import tempfile
import time
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from pathlib import Path
from statistics import median

from tests.deploy import hub as steps
from tests.deploy.hub import Hub, Memory, Student, descendants, hub, memory

LESSON = "work/zh-TW/01_reply.ipynb"
FOLDER = LESSON.rpartition("/")[0]
NOTHING = Memory(0, 0, 0)
#: A class is not begun when it would leave less than this of the machine's memory (MB); what one student takes of it.
KEPT, EACH = 2000, 260


def main() -> None:
    """Read the sizes from the command line, measure and print."""
    options = argparse.ArgumentParser(description="Measure what a class costs.")
    options.add_argument("students", type=int, nargs="+", help="sizes of classes, such as 10 20 60")
    steps.PATIENCE = 1800.0  # a large class on a small machine: how long it takes is what is asked
    for size in options.parse_args().students:
        if available() < KEPT + EACH * size:
            raise SystemExit(f"{size} students: this machine has {available():.0f} MB left")
        print(measured(size), flush=True)  # noqa: T201 - its result


def available() -> float:
    """The memory that programs can still have, in MB."""
    match = re.search(r"MemAvailable:\s+(\d+)", Path("/proc/meminfo").read_text(encoding="ascii"))
    assert match is not None
    return int(match[1]) / 1024


def measured(size: int) -> str:
    """Let a class of this size come in and run the lesson; what it took."""
    with tempfile.TemporaryDirectory(prefix="hub") as folder, hub(Path(folder)) as running, ExitStack() as opened:
        begin, before = time.monotonic(), available()
        with ThreadPoolExecutor(size) as pool:
            waits, students = zip(*pool.map(lambda n: come_in(running, f"lab-{n:03}"), range(size)), strict=True)
            entered = time.monotonic() - begin
            pids = list(pool.map(run_lesson, students))
        done = time.monotonic() - begin
        taken, used = by_kind(running.pid), before - available()
        plain = opened.enter_context(students[0].kernel(FOLDER))
        plain.run("import linebot.v3.messaging")
        ratio, sdk = memory(pids[0]), memory(plain.pid)
    kinds = ", ".join(
        f"{kind} {count} x PSS {total.pss / count:.0f} USS {total.uss / count:.0f} RSS {total.rss / count:.0f} MB"
        for kind, (count, total) in taken.items()
    )
    whole = sum((total for _, total in taken.values()), NOTHING)
    return "\n".join([
        f"{size} students",
        f"  server answers after {median(waits):.0f} s (longest {max(waits):.0f} s), all in after {entered:.0f} s, "
        f"lesson 01 run by all after {done:.0f} s",
        f"  {kinds}",
        f"  together PSS {whole.pss:.0f} MB; the machine's available memory fell by {used:.0f} MB",
        f"  kernel after lesson 01, beside one with only the SDK: "
        f"PSS {ratio.pss / sdk.pss:.2f}, USS {ratio.uss / sdk.uss:.2f}",
    ])  # fmt: skip


def come_in(running: Hub, name: str) -> tuple[float, Student]:
    """Sign in as a new student; the seconds until her server answers."""
    begin = time.monotonic()
    student = running.student(name)
    return time.monotonic() - begin, student


def run_lesson(student: Student) -> int:
    """Run every cell of the lesson in a kernel of her own, which stays; its process.

    A closed channel is opened again, as JupyterLab does: on a machine with too much to do some are.
    """
    number = student.start_kernel(FOLDER)
    cells = [cell["source"] for cell in student.cells(LESSON)]
    while True:
        with suppress(ConnectionError), student.channel(number) as kernel:
            while cells:
                kernel.run(cells[0])
                del cells[0]
            return kernel.pid


def by_kind(hub_pid: int) -> dict[str, tuple[int, Memory]]:
    """How many processes of each kind there are, and what they take together."""
    found: dict[str, tuple[int, Memory]] = defaultdict(lambda: (0, NOTHING))
    for pid in descendants(hub_pid):
        command = Path(f"/proc/{pid}/cmdline").read_bytes().decode()
        kinds = {"ipykernel": "kernel", "singleuser": "server", "configurable-http-proxy": "proxy", "culler": "culler"}
        kind = next((kind for part, kind in kinds.items() if part in command), "hub")
        count, total = found[kind]
        found[kind] = count + 1, total + memory(pid)
    return dict(found)


if __name__ == "__main__":
    main()
