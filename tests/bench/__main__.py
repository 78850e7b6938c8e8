"""Prints the figures as a table; ``--write`` also keeps them in RESULTS.md beside this file."""

from __future__ import annotations

import argparse
import os
import platform
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path

from tests.bench.measures import Figure, everything

RESULTS = Path(__file__).with_name("RESULTS.md")
PACKAGES = ("line-bot-sdk", "pydantic", "urllib3", "uvicorn", "httptools", "h11", "starlette")
HEAD = "| What | Figure | Beside | Goal |\n| --- | ---: | --- | --- |"


def machine() -> str:
    """What the figures were measured on."""
    processor = _model_name() or platform.processor() or platform.machine()
    python = f"{platform.python_implementation()} {platform.python_version()}"
    return f"{processor}, {os.cpu_count()} cores, {platform.system()} {platform.machine()}, {python}"


def _model_name() -> str:
    """Linux knows the processor's name, but Python does not ask there."""
    info = Path("/proc/cpuinfo")
    lines = info.read_text(encoding="utf-8").splitlines() if info.exists() else []
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "")


def row(figure: Figure) -> str:
    """A line of the table."""
    value = f"{figure.value:.2f} ×" if figure.unit == "x" else f"{figure.value:,.3g} {figure.unit}"
    goal = ""
    if figure.goal is not None:
        unit = "×" if figure.unit == "x" else figure.unit
        goal = f"≤ {figure.goal:g} {unit}: {'met' if figure.met else 'MISSED'}"
    return f"| {figure.what} | {value} | {figure.beside} | {goal} |"


def document(rows: Iterable[str], before: str) -> str:
    """Return RESULTS.md: these rows, and what people wrote below the table in the one `before`."""
    packages = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    _, heading, written = before.partition("\n## ")
    table = "\n".join(
        [
            "# Figures",
            "",
            "From one run of `python -m tests.bench --write`: what stands side by side was measured in turns.",
            "",
            f"Machine: {machine()}.  ",
            f"Packages: {packages}.",
            "",
            HEAD,
            *rows,
            "",
        ]
    )
    return table + heading + written


def main() -> None:
    """Measure, print, and write when asked to."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--write", action="store_true", help=f"keep the figures in {RESULTS.name}")
    options = parser.parse_args()
    print(f"{machine()}\n\n{HEAD}", flush=True)
    rows = []
    for figure in everything():
        rows.append(row(figure))
        print(rows[-1], flush=True)
    if options.write:
        before = RESULTS.read_text(encoding="utf-8")
        RESULTS.write_text(document(rows, before), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
