"""Building the bundle: the wheels of each system and each Python, and the files that start the course."""

from __future__ import annotations

import shutil
import subprocess
import sys
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from helpers.paths import ROOT
from scripts.course_wheel import course_wheel

HERE = Path(__file__).resolve().parent
PYTHONS = ("3.10", "3.11", "3.12", "3.13", "3.14", "3.15")
#: The systems of a classroom: the name uv has for it, then what pip takes there, the newest first.
PLATFORMS: Mapping[str, tuple[str, ...]] = {
    "windows": ("x86_64-pc-windows-msvc", "win_amd64"),
    "macos-arm": ("aarch64-apple-darwin", "macosx_14_0_arm64"),
    "macos-intel": ("x86_64-apple-darwin", "macosx_13_0_x86_64"),
    "linux": (
        "x86_64-manylinux_2_28", "manylinux_2_28_x86_64", "manylinux_2_27_x86_64", "manylinux_2_24_x86_64",
        "manylinux_2_17_x86_64", "manylinux2014_x86_64", "manylinux_2_12_x86_64", "manylinux2010_x86_64",
        "manylinux_2_5_x86_64", "manylinux1_x86_64",
    ),
}  # fmt: skip
#: JupyterLab's Chinese menus come along.
EXTRA = "zh-TW"


def build_bundle(folder: Path, platforms: Sequence[str], pythons: Sequence[str]) -> Path:
    """Build the bundle in `folder`, as a folder and as a zip file; returns the folder."""
    wheel = course_wheel(folder / "bundle-parts")
    target = folder / f"line-lab-{wheel.name.split('-')[1]}"
    shutil.rmtree(target, ignore_errors=True)
    wheels = target / "wheels"
    wheels.mkdir(parents=True)
    for platform in platforms:
        for python in pythons:
            fetch([*resolved(platform, python), "pip"], platform, python, wheels)
    shutil.copy2(wheel, wheels)
    put_starters(target, pythons)
    pack(target)
    return target


def resolved(platform: str, python: str) -> list[str]:
    """Return the packages the course needs there, each with its version: the newest of which there is a wheel.

    pip alone answers the questions of a requirement (``; sys_platform == "win32"``) for the computer it runs on.
    """
    uv = ["uv"] if shutil.which("uv") else [sys.executable, "-m", "uv"]
    where = ["--python-platform", PLATFORMS[platform][0], "--python-version", python, "--only-binary", ":all:"]
    command = [*uv, "pip", "compile", "--quiet", *where, "--no-annotate", "--no-header", "--extra", EXTRA]
    done = subprocess.run([*command, "pyproject.toml"], cwd=ROOT, stdout=subprocess.PIPE, encoding="utf-8", check=True)
    return done.stdout.splitlines()


def missing(requirements: Sequence[str], folder: Path) -> list[str]:
    """Return those without a wheel in `folder` that every system takes."""
    there = {tuple(wheel.name.split("-")[:2]) for wheel in folder.glob("*-none-any.whl")}
    named = (line.partition("==") for line in requirements)
    return [
        name + equals + version for name, equals, version in named if (name.replace("-", "_"), version) not in there
    ]


def fetch(requirements: Sequence[str], platform: str, python: str, folder: Path) -> None:
    """Download the wheels for one system and one Python."""
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps"]
    command += ["--only-binary=:all:", "--implementation", "cp", "--python-version", python, "--dest", str(folder)]
    for name in PLATFORMS[platform][1:]:
        command += ["--platform", name]
    for tag in ("cp" + python.replace(".", ""), "abi3", "none"):
        command += ["--abi", tag]
    subprocess.run([*command, *missing(requirements, folder)], check=True)


def put_starters(target: Path, pythons: Sequence[str]) -> None:
    """Put what starts the course into the bundle, with the line ends and the encoding that each system reads."""
    for name in ("start.py", "start.sh"):
        text = (HERE / name).read_text(encoding="utf-8")
        (target / name).write_text(text, encoding="utf-8", newline="\n")
    (target / "start.sh").chmod(0o755)
    # cmd.exe loses its place in a file with Unix line ends; Notepad knows Chinese by the mark at the beginning.
    batch = (HERE / "start.bat").read_text(encoding="ascii")
    (target / "start.bat").write_text(batch, encoding="ascii", newline="\r\n")
    readme = (HERE / "README.txt").read_text(encoding="utf-8").replace("{pythons}", ", ".join(pythons))
    (target / "README.txt").write_text(readme, encoding="utf-8-sig", newline="\r\n")
    (target / "pythons.txt").write_text("\n".join(pythons) + "\n", encoding="utf-8", newline="\n")


def pack(folder: Path) -> None:
    """Make a zip file of a folder, beside it. Wheels are compressed already."""
    with zipfile.ZipFile(folder.with_name(f"{folder.name}.zip"), "w", zipfile.ZIP_STORED) as packed:
        for file in sorted(folder.rglob("*")):
            packed.write(file, file.relative_to(folder.parent))
