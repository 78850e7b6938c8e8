"""``python -m scripts.site``: build the browser edition into ``build/site``; with ``--python`` only its Python."""

from __future__ import annotations

import argparse
import sys

from scripts.site.build import build_if_changed, build_python
from scripts.site.places import DISK_MAX, PYTHON_ALONE


def main() -> int:
    """Build; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m scripts.site", description="Build the browser edition.")
    parser.add_argument("--python", action="store_true", help="only what the smoke test of its Python needs")
    if parser.parse_args().python:
        build_python(PYTHON_ALONE, [], level=3)
        return 0
    site = build_if_changed()
    size = sum(file.stat().st_size for file in site.rglob("*") if file.is_file())
    print(f"{site}: {size / 1e6:.0f} MB")
    return 0 if size <= DISK_MAX else 1


if __name__ == "__main__":
    sys.exit(main())
