"""The official Node SDK: node/sdk.mjs run once, and every test in it by its name."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import NoReturn

import pytest

from tests.corpus import VALID
from tests.stub.standalone import PATIENCE, Standalone

pytestmark = pytest.mark.slow

HERE = Path(__file__).with_name("node")
SCRIPT = HERE / "sdk.mjs"
SDK = "@line/bot-sdk"
#: What the SDK asks for in its package.json.
OLDEST_NODE = 20
TESTS = re.findall(r"^test\('([^']+)'", SCRIPT.read_text(encoding="utf-8"), re.MULTILINE)


def pinned() -> str:
    version: str = json.loads((HERE / "package.json").read_text(encoding="utf-8"))["dependencies"][SDK]
    return version


def installed() -> str | None:
    manifest = HERE / "node_modules" / SDK / "package.json"
    return json.loads(manifest.read_text(encoding="utf-8"))["version"] if manifest.is_file() else None


def node() -> str:
    """Where Node.js is. Skips without one; without the SDK it skips, too, but fails in CI."""
    command = shutil.which("node")
    if command is None:
        pytest.skip("no Node.js")
    version = subprocess.run([command, "--version"], capture_output=True, encoding="utf-8", check=True).stdout.strip()
    if int(version.removeprefix("v").split(".")[0]) < OLDEST_NODE:
        pytest.skip(f"Node.js {version}: the SDK needs {OLDEST_NODE} or newer")
    if installed() != pinned():
        _lacking(f"{SDK} {pinned()} is not installed: make node")
    return command


def _lacking(reason: str) -> NoReturn:
    (pytest.fail if os.environ.get("CI") else pytest.skip)(reason)


def results(tap: str) -> dict[str, str]:
    """What came of each test by its name: empty when it passed, else what the report says of it."""
    parts = re.split(r"^(ok|not ok) \d+ - (.*)\n", tap, flags=re.MULTILINE)[1:]
    triples = zip(parts[::3], parts[1::3], parts[2::3], strict=True)
    return {name: "" if verdict == "ok" else report for verdict, name, report in triples}


@pytest.fixture(scope="module")
def outcome(running: Standalone, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, str]:
    corpus = tmp_path_factory.mktemp("corpus") / "valid.json"
    messages = [{"name": str(case), "message": case.message} for case in VALID]
    corpus.write_text(json.dumps(messages, ensure_ascii=False), encoding="utf-8", newline="\n")
    told = {
        "CORPUS": str(corpus),
        "LINE_API_BASE": running.url,
        "LINE_CHANNEL_ACCESS_TOKEN": running.ready["token"],
        "LINE_CHANNEL_SECRET": running.ready["secret"],
    }
    command = [node(), "--test-reporter=tap", SCRIPT.name]
    done = subprocess.run(
        command, cwd=HERE, env={**os.environ, **told}, capture_output=True, encoding="utf-8", timeout=PATIENCE
    )
    found = results(done.stdout)
    assert found, done.stderr
    return found


@pytest.mark.parametrize("name", TESTS)
def test_node_sdk(outcome: Mapping[str, str], name: str) -> None:
    assert outcome[name] == ""


def test_no_test_of_the_script_is_overlooked(outcome: Mapping[str, str]) -> None:
    assert list(outcome) == TESTS


def test_the_version_is_exact() -> None:
    assert re.fullmatch(r"\d+\.\d+\.\d+", pinned())


def test_a_failure_is_told_with_its_reason() -> None:
    tap = "TAP version 13\n# Subtest: a\nok 1 - a\n  ---\n  ...\n# Subtest: b\nnot ok 2 - b\n  ---\n  error: 'why'\n"
    assert results(tap) == {"a": "", "b": "  ---\n  error: 'why'\n"}


def test_without_the_sdk_it_fails_in_ci_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception):
        _lacking("no SDK")
    monkeypatch.delenv("CI")
    with pytest.raises(pytest.skip.Exception):
        _lacking("no SDK")
