"""The wheel of this checkout: the site and the bundle bring it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from helpers.paths import ROOT


def course_wheel(folder: Path) -> Path:
    """Build the wheel into `folder`; returns it."""
    for old in folder.glob("*.whl"):
        old.unlink()
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--quiet", "--no-deps", "--wheel-dir", str(folder)]
    subprocess.run([*command, str(ROOT)], check=True)
    [made] = folder.glob("*.whl")
    return made
