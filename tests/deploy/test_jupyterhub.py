"""deploy/jupyterhub as a class meets it: three students, a lesson each, through the proxy."""

from __future__ import annotations

import os
import shutil
import signal
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from tests.deploy.hub import PROXY, Hub, Kernel, Student, hub, listening_ports, megabytes, wait_for

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
    return {name: running.student(name) for name in LESSONS}


def run_lesson(student: Student, kernel: Kernel, lesson: str) -> dict[str, str]:
    """Run all cells; those that did not end as the lesson means them to, with how they ended."""
    wrong = {}
    for cell in student.cells(f"{FOLDER}/{lesson}.ipynb"):
        status, _ = kernel.run(cell["source"])
        if status != "ok" and "raises-exception" not in cell["metadata"].get("tags", []):
            wrong[cell["id"]] = status
    return wrong


def test_a_password_is_chosen_at_the_first_visit_and_asked_for_afterwards(running: Hub) -> None:
    running.sign_in("lab-amei")
    wrong = running.sign_in("lab-amei", "not hers at all")
    assert wrong.get(f"{running.address}/hub/api/user", timeout=60).status_code == 403


def test_each_student_finds_her_copies_trusted(students: dict[str, Student]) -> None:
    assert all(student.trusts(f"{FOLDER}/{LESSONS[name]}.ipynb") for name, student in students.items())


def test_each_runs_a_lesson_and_no_kernel_opens_a_port_a_neighbour_can_use(students: dict[str, Student]) -> None:
    """Ipykernel's own pipe for what child processes print is there from the start, and takes only what has its key."""
    for name, student in students.items():
        with student.kernel(FOLDER) as kernel:
            pid = int(kernel.value("__import__('os').getpid()"))
            before = listening_ports(pid)
            assert len(before) <= 1
            assert run_lesson(student, kernel, LESSONS[name]) == {}
            assert listening_ports(pid) == before
            for port in before:
                with pytest.raises((requests.ConnectionError, requests.Timeout)):
                    requests.get(f"http://127.0.0.1:{port}/_lab/world", timeout=1)


def test_a_platform_with_a_port_would_be_noticed(students: dict[str, Student]) -> None:
    with students["lab-amei"].kernel(FOLDER) as kernel:
        pid = int(kernel.value("__import__('os').getpid()"))
        before = listening_ports(pid)
        kernel.run("from helpers import open_lab\nopened = open_lab(transport='http')")
        (opened,) = set(listening_ports(pid)) - set(before)
        assert requests.get(f"http://127.0.0.1:{opened}/_lab/world", timeout=60).status_code < 500


def test_nobody_reads_a_neighbours_server(students: dict[str, Student]) -> None:
    mine, other = students["lab-amei"], students["lab-bao"]
    assert mine.get("api/contents/work").status_code == 200
    assert mine.get("api/contents/work", of=other).status_code == 403
    assert mine.get("api/kernels", of=other).status_code == 403


def test_live_mode_is_shut(students: dict[str, Student]) -> None:
    with students["lab-bao"].kernel(FOLDER) as kernel:
        status, _ = kernel.run("from helpers import open_lab\nopen_lab().go_live()")
    assert status == "LabError"


def test_a_killed_kernel_and_one_that_wants_too_much_harm_nobody(students: dict[str, Student]) -> None:
    with students["lab-bao"].kernel(FOLDER) as other, students["lab-amei"].kernel(FOLDER) as greedy:
        assert greedy.run("x = bytearray(2 * 2**30)")[0] == "MemoryError"
        with students["lab-chen"].kernel(FOLDER) as killed:
            os.kill(int(killed.value("__import__('os').getpid()")), signal.SIGKILL)
        assert other.value("1 + 1") == greedy.value("1 + 1") == "2"


def test_a_lesson_costs_a_kernel_little_more_than_the_sdk(students: dict[str, Student]) -> None:
    student = students["lab-amei"]
    with student.kernel(FOLDER) as plain, student.kernel(FOLDER) as used:
        plain.run("import linebot.v3.messaging")
        assert run_lesson(student, used, "01_reply") == {}
        sdk, lesson = (megabytes(int(kernel.value("__import__('os').getpid()"))) for kernel in (plain, used))
    assert lesson <= MEMORY_RATIO * sdk


def test_idle_kernels_end(running: Hub) -> None:
    with tempfile.TemporaryDirectory(prefix="hub") as folder, hub(Path(folder), LAB_HUB_IDLE_SECONDS="2") as started:
        student = started.student("lab-amei")
        student.start_kernel(FOLDER)
        wait_for(lambda: True if not student.kernels() else None, "the end of an idle kernel")
