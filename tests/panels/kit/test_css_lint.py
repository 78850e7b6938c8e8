"""The style sheets, looked at by Stylelint (mistakes) and Prettier (layout)."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from helpers.paths import ROOT

pytestmark = pytest.mark.slow

HERE = Path(__file__).with_name("node")
CSS = "helpers/panels/kit/css/*.css"
STYLELINT = ["stylelint/bin/stylelint.mjs", "--config", str(HERE / "stylelint.config.mjs")]
PRETTIER = ["prettier/bin/prettier.cjs", "--check"]


def run(tool: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a tool. Skips without Node.js; without the tool it skips, too, but fails in CI."""
    node = shutil.which("node")
    if node is None:
        pytest.skip("no Node.js: style sheets are not checked")
    for name, version in json.loads((HERE / "package.json").read_text(encoding="utf-8"))["dependencies"].items():
        manifest = HERE / "node_modules" / name / "package.json"
        if not manifest.is_file() or json.loads(manifest.read_text(encoding="utf-8"))["version"] != version:
            lacking = pytest.fail if os.environ.get("CI") else pytest.skip
            lacking(f"{name} {version} is not installed, style sheets are not checked: make node")
    command = [node, str(HERE / "node_modules" / tool), *arguments]
    return subprocess.run(
        command, cwd=ROOT, encoding="utf-8", stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False
    )


@pytest.mark.parametrize("tool", [STYLELINT, PRETTIER], ids=["stylelint", "prettier"])
def test_style_sheets_have_no_mistakes(tool: list[str]) -> None:
    found = run(*tool, CSS)
    assert found.returncode == 0, found.stdout


def test_stylelint_finds_a_mistake(tmp_path: Path) -> None:
    (tmp_path / "wrong.css").write_text(
        "& .lab-x {\n  colour: red;\n  color: #12;\n}\n", encoding="utf-8", newline="\n"
    )
    found = run(*STYLELINT, (tmp_path / "wrong.css").as_posix())
    assert "property-no-unknown" in found.stdout
    assert "declaration-property-value-no-unknown" in found.stdout
