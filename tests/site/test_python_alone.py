"""The Python of the browser edition, started in Node with the checkout's helpers: quick, and needs no browser.

`make node` fetches that Python; without it these are skipped, except in CI.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from typing import Any

import pytest

from helpers.paths import PACKAGE, ROOT

pytestmark = pytest.mark.browser  # of a browser: its Python, without its window

PYTHON_ALONE = ROOT / "build" / "python"


@pytest.fixture(scope="module")
def said() -> dict[str, Any]:
    """What a first reply, a builder, a bot and the refusals say there."""
    if shutil.which("node") is None or not (PYTHON_ALONE / "pyodide-lock.json").is_file():
        (pytest.fail if os.environ.get("CI") else pytest.skip)("needs Node, and what `make node` fetches")
    command = ["node", str(ROOT / "scripts" / "site" / "check_boot.mjs"), str(PYTHON_ALONE), str(PACKAGE)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=120, check=False)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-2000:]
    return dict(json.loads(done.stdout.splitlines()[-1]))


def test_a_first_reply_is_answered_and_shown(said: dict[str, Any]) -> None:
    assert (said["status"], said["card"]) == (200, True)


def test_a_builder_opens(said: dict[str, Any]) -> None:
    assert said["builder"] == "Builder"


def test_the_setup_check_asks_only_for_what_is_needed_there(said: dict[str, Any]) -> None:
    assert "8/8" in said["setup"]


def test_live_mode_a_server_and_the_address_of_a_bot_are_refused_in_one_sentence_each(said: dict[str, Any]) -> None:
    assert said["refused"] == ["live.never_browser", "error.no_sockets", "error.no_sockets"]


def test_a_bot_gets_what_is_typed_on_a_phone(said: dict[str, Any]) -> None:
    assert said["taken"] == ["to the bot"]


def test_a_web_app_answers_there_without_a_server(said: dict[str, Any]) -> None:
    assert said["web_app"] == [200, True]


def test_an_endless_bot_is_stopped_there(said: dict[str, Any]) -> None:
    """There is no other thread to give up on it: the tab would hang."""
    assert said["endless"]


def test_importing_the_lab_does_not_ask_yet_where_it_is(said: dict[str, Any]) -> None:
    """Python is started before the learner's folder is there (scripts/site/live/python.mjs)."""
    assert said["asked_where"] == 0


def test_two_visitors_do_not_draw_the_same_numbers(said: dict[str, Any]) -> None:
    """They start from the same memory (scripts/site/live/python.mjs)."""
    one, other = said["drawn"]
    assert one != other
