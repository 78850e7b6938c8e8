from __future__ import annotations

from pathlib import Path

import pytest

from helpers.sdk.operations import sdk_operations
from helpers.stub import coverage
from helpers.stub.operations import OPERATIONS


def test_the_file_is_current() -> None:
    written = coverage.FILE.read_text(encoding="utf-8")
    assert written == coverage.render(), "run: python -m helpers.stub.coverage"


def test_every_operation_of_the_sdk_has_a_row() -> None:
    text = coverage.render()
    missing = [o for o in sdk_operations() if f"| `{o.method} {o.path}` | `{o.name}` |" not in text]
    assert missing == []


def test_every_simulated_operation_is_one_of_the_sdk() -> None:
    assert sum(map(coverage.simulated, sdk_operations())) == len({operation.name for operation in OPERATIONS})


def test_the_counts_are_those_of_the_rows() -> None:
    text = coverage.render()
    done, not_simulated = text.count("| done |"), text.count("| not simulated |")
    assert f"In all: {done} done, {not_simulated} not simulated." in text
    assert done + not_simulated == len(sdk_operations())


def test_each_client_has_its_own_counts() -> None:
    assert "## oauth: 0 done, 8 not simulated" in coverage.render()


def test_main_writes_the_file_the_same_on_every_system(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(coverage, "FILE", tmp_path / "COVERAGE.md")
    coverage.main()
    assert (tmp_path / "COVERAGE.md").read_bytes() == coverage.render().encode()
