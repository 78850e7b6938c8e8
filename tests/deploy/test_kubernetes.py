"""deploy/kubernetes: every setting is one that Zero to JupyterHub knows, and the image's commands work."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from helpers.paths import ROOT

FOLDER = ROOT / "deploy" / "kubernetes"
VALUES = FOLDER / "values.yaml"
LINES = 60

#: The settings of the chart that we use, with their types (zero-to-jupyterhub-k8s, "Configuration Reference").
KNOWN: dict[str, type | tuple[type, ...]] = {
    "hub.config.JupyterHub.authenticator_class": str,
    "hub.config.Authenticator.allow_all": bool,
    "hub.config.Authenticator.admin_users": list,
    "hub.config.Authenticator.username_pattern": str,
    "hub.concurrentSpawnLimit": int,
    "hub.activeServerLimit": int,
    "proxy.https.enabled": bool,
    "proxy.https.hosts": list,
    "proxy.https.letsencrypt.contactEmail": str,
    "singleuser.image.name": str,
    "singleuser.image.tag": str,
    "singleuser.cmd": list,
    "singleuser.defaultUrl": str,
    "singleuser.memory.guarantee": str,
    "singleuser.memory.limit": str,
    "singleuser.cpu.guarantee": (int, float),
    "singleuser.cpu.limit": (int, float),
    "singleuser.storage.capacity": str,
    "singleuser.storage.homeMountPath": str,
    "singleuser.extraEnv.*": str,
    "singleuser.networkPolicy.egressAllowRules.*": bool,
    "cull.enabled": bool,
    "cull.timeout": int,
    "cull.every": int,
    "scheduling.userScheduler.enabled": bool,
    "prePuller.continuous.enabled": bool,
}


def settings(values: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, Any]]:
    for key, value in values.items():
        if isinstance(value, Mapping):
            yield from settings(value, f"{before}{key}.")
        else:
            yield before + key, value


def unknown(text: str) -> list[str]:
    """What the chart would not know, or not take."""
    found = []
    for name, value in settings(yaml.safe_load(text)):
        kind = KNOWN.get(name) or KNOWN.get(f"{name.rpartition('.')[0]}.*")
        if kind is None or not isinstance(value, kind):
            found.append(name)
    return found


def test_every_setting_is_known_and_of_its_type() -> None:
    assert unknown(VALUES.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("text", ["singleusr: {memory: {limit: 1G}}", "cull: {timeout: '1h'}", "hub: {enabled: true}"])
def test_another_setting_is_found(text: str) -> None:
    assert len(unknown(text)) == 1


def test_it_names_the_image_of_this_version() -> None:
    image = yaml.safe_load(VALUES.read_text(encoding="utf-8"))["singleuser"]["image"]
    assert f'\nversion = "{image["tag"]}"\n' in (ROOT / "pyproject.toml").read_text(encoding="utf-8")


def test_it_stays_short() -> None:
    assert len(VALUES.read_text(encoding="utf-8").splitlines()) <= LINES


def test_nobody_goes_live_or_anywhere_from_there() -> None:
    single = yaml.safe_load(VALUES.read_text(encoding="utf-8"))["singleuser"]
    assert single["extraEnv"]["LAB_NEVER_LIVE"] == "1"
    assert single["extraEnv"]["LAB_TRANSPORT"] == "inproc"
    allowed = [rule for rule, on in single["networkPolicy"]["egressAllowRules"].items() if on]
    assert allowed == ["dnsPortsKubeSystemNamespace"]  # the address of the hub that a server is given is a name


def test_what_a_student_writes_is_on_her_volume() -> None:
    """The chart mounts it as the home folder of its own images unless told; ours is another."""
    image = (FOLDER / "Dockerfile").read_text(encoding="utf-8")
    [home] = re.findall(r"--home-dir (\S+)", image)
    assert yaml.safe_load(VALUES.read_text(encoding="utf-8"))["singleuser"]["storage"]["homeMountPath"] == home
    assert f"\nWORKDIR {home}\n" in image


def copied() -> Iterator[tuple[Path, str]]:
    """What the first stage of the Dockerfile copies, and where to."""
    stage = (FOLDER / "Dockerfile").read_text(encoding="utf-8").split("\nFROM ")[1]
    for line in stage.splitlines():
        if line.startswith("COPY "):
            *sources, target = line.split()[1:]
            yield from ((ROOT / source, target) for source in sources)


@pytest.mark.slow
def test_the_files_of_the_image_are_enough_to_install_from(tmp_path: Path) -> None:
    """What it needs besides is there already: the packages are those of this environment."""
    for source, target in copied():
        place = tmp_path / target.strip("/")
        if source.is_dir():
            shutil.copytree(source, place, ignore=shutil.ignore_patterns("__pycache__", "node_modules"))
        else:
            place.mkdir(parents=True, exist_ok=True)
            shutil.copy(source, place)
    installed = tmp_path / "installed"
    install = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-build-isolation"]
    subprocess.run([*install, "--target", str(installed), str(tmp_path / "src")], check=True, cwd=tmp_path)
    code = "from helpers.paths import here; print((here().notebooks / 'zh-TW' / '01_reply.ipynb').is_file())"
    said = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, env={"PYTHONPATH": str(installed), "HOME": str(tmp_path)},
        capture_output=True, encoding="utf-8", check=True,
    ).stdout  # fmt: skip
    assert said.strip() == "True"


def test_the_image_runs_without_root() -> None:
    lines = (FOLDER / "Dockerfile").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if line.startswith("USER ")] == ["USER student"]
