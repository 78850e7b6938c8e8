"""deploy/jupyterhub as a class meets it: three students, a lesson each, through the proxy."""

from __future__ import annotations

import os
import shutil
import signal
import sys
import tempfile
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest
import requests

from tests.deploy.hub import IDLE, PROXY, Hub, Kernel, Student, hub, listening_ports, memory, wait_for

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="the hub is for a Linux machine"),
]

LESSONS = {"lab-amei": "01_reply", "lab-bao": "02_push", "lab-chen": "05_broadcast"}
FOLDER = "work/zh-TW"
#: A student's kernel after lesson 01, against one that has only imported the SDK.
MEMORY_RATIO = 1.2


@pytest.fixture(scope="module")
def running() -> Iterator[Hub]:
    if not PROXY.exists():
        (pytest.fail if os.environ.get("CI") and shutil.which("npm") else pytest.skip)("no proxy: run `make node` once")
    with tempfile.TemporaryDirectory(prefix="hub") as folder, hub(Path(folder)) as started:  # short: Unix sockets
        yield started


@pytest.fixture(scope="module")
def students(running: Hub) -> dict[str, Student]:
    """Everybody's server, started at the same time, as when a class begins."""
    names = [*LESSONS, IDLE]
    with ThreadPoolExecutor() as pool:
        return dict(zip(names, pool.map(running.student, names), strict=True))


@pytest.fixture(scope="module")
def kernels(students: dict[str, Student]) -> Iterator[dict[str, Kernel]]:
    """A kernel for each lesson; before it was asked anything."""
    with ExitStack() as opened:
        yield {name: opened.enter_context(students[name].kernel(FOLDER)) for name in LESSONS}


@dataclass
class Ran:
    """How a lesson went, and which ports its kernel listened on before and after."""

    wrong: Mapping[str, str]
    before: list[int]
    after: list[int]


def run_lesson(student: Student, kernel: Kernel, lesson: str) -> Ran:
    """Run all cells; wrong are those that did not end as the lesson means them to, with how they ended."""
    wrong = {}
    before = listening_ports(kernel.pid)
    for cell in student.cells(f"{FOLDER}/{lesson}.ipynb"):
        status, _ = kernel.run(cell["source"])
        if status != "ok" and "raises-exception" not in cell["metadata"].get("tags", []):
            wrong[cell["id"]] = status
    return Ran(wrong, before, listening_ports(kernel.pid))


@pytest.fixture(scope="module")
def lessons(students: dict[str, Student], kernels: dict[str, Kernel]) -> dict[str, Ran]:
    """Everybody runs a lesson of her own, at the same time."""
    with ThreadPoolExecutor() as pool:
        ran = [pool.submit(run_lesson, students[name], kernels[name], lesson) for name, lesson in LESSONS.items()]
        return dict(zip(LESSONS, (one.result() for one in ran), strict=True))


def test_a_password_is_chosen_at_the_first_visit_and_asked_for_afterwards(running: Hub) -> None:
    running.sign_in("lab-amei")
    wrong = running.sign_in("lab-amei", "not hers at all")
    assert wrong.get(f"{running.address}/hub/api/user", timeout=60).status_code == 403


def test_each_student_finds_her_copies_trusted(students: dict[str, Student]) -> None:
    assert all(students[name].trusts(f"{FOLDER}/{lesson}.ipynb") for name, lesson in LESSONS.items())


def test_idle_kernels_end(students: dict[str, Student]) -> None:
    students[IDLE].start_kernel(FOLDER)
    wait_for(lambda: True if not students[IDLE].kernels() else None, "the end of an idle kernel")


def test_each_runs_a_lesson_and_no_kernel_opens_a_port_a_neighbour_can_use(lessons: dict[str, Ran]) -> None:
    """Ipykernel's own pipe for what child processes print is there from the start, and takes only what has its key."""
    for ran in lessons.values():
        assert ran.wrong == {}
        assert len(ran.before) <= 1
        assert ran.after == ran.before
        for port in ran.before:
            with pytest.raises((requests.ConnectionError, requests.Timeout)):
                requests.get(f"http://127.0.0.1:{port}/_lab/world", timeout=1)


def test_a_lesson_costs_a_kernel_little_more_than_the_sdk(
    students: dict[str, Student], kernels: dict[str, Kernel], lessons: dict[str, Ran]
) -> None:
    [student] = [name for name, lesson in LESSONS.items() if lesson == "01_reply"]
    with students[student].kernel(FOLDER) as plain:
        plain.run("import linebot.v3.messaging")
        after, sdk = memory(kernels[student].pid), memory(plain.pid)
    for counted in ("rss", "pss", "uss"):
        ratio = getattr(after, counted) / getattr(sdk, counted)
        assert round(ratio, 2) <= MEMORY_RATIO, (counted, after, sdk)  # it differs by a hundredth from run to run


def test_a_platform_with_a_port_would_be_noticed(kernels: dict[str, Kernel]) -> None:
    kernel = kernels["lab-amei"]
    before = listening_ports(kernel.pid)
    kernel.run("from helpers import open_lab\nopened = open_lab(transport='http')")
    (opened,) = set(listening_ports(kernel.pid)) - set(before)
    assert requests.get(f"http://127.0.0.1:{opened}/_lab/world", timeout=60).status_code < 500


def test_nobody_reads_a_neighbours_server(students: dict[str, Student]) -> None:
    mine, other = students["lab-amei"], students["lab-bao"]
    assert mine.get("api/contents/work").status_code == 200
    assert mine.get("api/contents/work", of=other).status_code == 403
    assert mine.get("api/kernels", of=other).status_code == 403


def test_live_mode_is_shut(kernels: dict[str, Kernel]) -> None:
    status, _ = kernels["lab-bao"].run("from helpers import open_lab\nopen_lab().go_live()")
    assert status == "LabError"


def test_a_killed_kernel_and_one_that_wants_too_much_harm_nobody(kernels: dict[str, Kernel]) -> None:
    """The last test: the killed kernel is gone, and a new one in its place."""
    greedy, other, killed = kernels.values()
    assert greedy.run("x = bytearray(2 * 2**30)")[0] == "MemoryError"
    os.kill(killed.pid, signal.SIGKILL)
    assert other.value("1 + 1") == greedy.value("1 + 1") == "2"
