"""The page for an instructor with one machine says what the files beside it do."""

from __future__ import annotations

import os
import re
import subprocess
import sys

import pytest

from helpers.paths import ROOT
from helpers.text import LANGUAGES

FOLDER = ROOT / "deploy" / "jupyterhub"
CONFIG = (FOLDER / "jupyterhub_config.py").read_text(encoding="utf-8")
INSTALL = (FOLDER / "install.sh").read_text(encoding="utf-8")
PARTS = (FOLDER / "README.md").read_text(encoding="utf-8").split("\n---\n")
#: Where the hub keeps its own files is the tests' setting.
NOT_TOLD = {"LAB_HUB_STATE"}


def test_every_setting_is_in_the_table_with_its_default() -> None:
    defaults = dict(re.findall(r'os\.environ\.get\("(\w+)", "([^"]*)"\)', CONFIG))
    for part in PARTS:
        told = dict(re.findall(r"^\| `(\w+)` \|.*\| `?([^`|]+?)`? \|$", part, re.MULTILINE))
        assert told == {name: value for name, value in defaults.items() if name not in NOT_TOLD}


def test_both_languages_give_the_same_commands() -> None:
    assert len(PARTS) == len(LANGUAGES)
    chinese, english = (re.findall(r"(?:^|`)(sudo [^`\n<]+)", part, re.MULTILINE) for part in PARTS)
    assert chinese == english
    for name in ("install.sh", "uninstall.sh"):
        assert any(command.startswith(f"sudo /opt/line-lab/deploy/jupyterhub/{name}") for command in chinese)
        assert os.name != "posix" or os.access(FOLDER / name, os.X_OK)


@pytest.mark.skipif(sys.platform != "linux", reason="the hub is for a Linux machine")
@pytest.mark.parametrize("name", ["install.sh", "uninstall.sh"])
def test_the_scripts_can_be_read_by_bash(name: str) -> None:
    subprocess.run(["bash", "-n", str(FOLDER / name)], check=True)


def test_the_service_is_one_that_survives_a_class() -> None:
    """A hub restarted in class keeps everybody's kernels; one kernel ended for memory does not end the service."""
    unit = INSTALL.partition("<<UNIT\n")[2].partition("\nUNIT\n")[0]
    assert {"KillMode=process", "OOMPolicy=continue", "TasksMax=infinity"} <= set(unit.splitlines())
    assert "c.JupyterHub.cleanup_servers = False" in CONFIG
    assert "ExecStart=$bin/python -m jupyterhub -f $here/jupyterhub_config.py" in unit
