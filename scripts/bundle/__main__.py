"""Build the bundle into build/: `make bundle`; smaller: ``make bundle ARGS="--platform windows --python 3.13"``."""

from __future__ import annotations

import argparse

from helpers.paths import ROOT
from scripts.bundle.build import PLATFORMS, PYTHONS, build_bundle


def main() -> None:
    """Read the command line and build."""
    options = argparse.ArgumentParser(
        prog="python -m scripts.bundle", description="Build the bundle for rooms without internet."
    )
    options.add_argument("--platform", action="append", choices=list(PLATFORMS), help="only for these systems")
    options.add_argument("--python", action="append", choices=PYTHONS, help="only for these versions of Python")
    chosen = options.parse_args()
    made = build_bundle(ROOT / "build", chosen.platform or list(PLATFORMS), chosen.python or PYTHONS)
    print(f"{made} and {made.name}.zip beside it: {sum(file.stat().st_size for file in made.rglob('*')) // 10**6} MB")


if __name__ == "__main__":
    main()
