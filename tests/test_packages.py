"""A package that is missing: one clear error, in whatever cell it is noticed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from helpers.errors import needs_packages
from helpers.text import texts

pytestmark = pytest.mark.slow

#: Runs a cell where one package cannot be imported, and prints what the cell raises.
WITHOUT = """
import sys

class Missing:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] == {package!r}:
            raise ModuleNotFoundError(name=name)

sys.meta_path.insert(0, Missing())
try:
    from helpers import open_lab
    lab = open_lab()
    {cell}
except Exception as error:
    print(type(error).__name__, error)
"""


@pytest.mark.parametrize(
    ("package", "cell"),
    [
        ("linebot", ""),
        ("uvicorn", ""),
        ("ipywidgets", "lab.builder('push')"),
        ("ipywidgets", "lab.check('push-1', ...)"),
        ("dotenv", "lab.builder('push')"),
    ],
)
def test_a_missing_package_is_named_with_what_to_do(package: str, cell: str) -> None:
    env = {**os.environ, "COURSE_LANG": "en", "LAB_TRANSPORT": "http", "PYTHONUTF8": "1"}
    command = [sys.executable, "-c", WITHOUT.format(package=package, cell=cell or "pass")]
    said = subprocess.run(command, env=env, capture_output=True, encoding="utf-8", check=True).stdout
    assert f"LabError The package {package} is missing\n" in said
    assert "install as the README says" in said


@pytest.mark.parametrize("source", ["", "raise ImportError('no X in v3 (/a/path)', name='linebot.v3')"])
def test_an_old_package_is_told_from_a_missing_one(source: str, tmp_path: Path) -> None:
    (tmp_path / "linebot" / "v3").mkdir(parents=True)  # the SDK of before 2023 has no v3, a later one not all of it
    (tmp_path / "linebot" / "__init__.py").touch()
    (tmp_path / "linebot" / "v3" / "__init__.py").write_text(source, encoding="utf-8", newline="\n")
    env = {**os.environ, "COURSE_LANG": "en", "PYTHONPATH": str(tmp_path), "PYTHONUTF8": "1"}
    command = [sys.executable, "-c", "from helpers import open_lab"]
    said = subprocess.run(command, env=env, capture_output=True, encoding="utf-8", check=False).stderr
    assert "This is the wrong version of linebot\n" in said
    assert ("(Python says: no X in v3)" in said) == bool(source)


def test_an_import_that_fails_for_another_reason_speaks_for_itself() -> None:
    with pytest.raises(ImportError, match="DLL load failed"), needs_packages(texts("en")):
        raise ImportError("DLL load failed")


def test_another_name_is_pythons_own_error() -> None:
    with pytest.raises(ImportError, match="cannot import name 'open_lap'"):
        from helpers import open_lap  # type: ignore[attr-defined]  # noqa: F401
