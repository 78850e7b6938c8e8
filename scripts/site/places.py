"""Where the browser edition is built, and the versions that move together."""

from __future__ import annotations

from jupyterlite_pyodide_kernel.constants import PYODIDE_PYTHON_VERSION, PYODIDE_VERSION

from helpers.paths import ROOT

BUILD = ROOT / "build"
#: The finished site, and what it is made from.
SITE = BUILD / "site"
PARTS = BUILD / "site-parts"
#: Python of the browser without the course: what the smoke test runs.
PYTHON_ALONE = BUILD / "python"

#: The kernel names the Pyodide it was tested with; that one names the Python, and both the name of the platform.
PYODIDE = PYODIDE_VERSION
PYTHON = PYODIDE_PYTHON_VERSION
PLATFORM = "pyemscripten_2026_0_wasm32"

#: What a first visit may cost: bytes over the line (as GitHub Pages sends them) and requests (150 today).
BYTES_MAX = 20_000_000
REQUESTS_MAX = 170
#: How large the site may be on disk.
DISK_MAX = 120_000_000
