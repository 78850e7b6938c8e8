"""JupyterLite, once a language: its own menus are a setting of the whole site."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import jupyterlite_pyodide_kernel

from helpers.paths import ROOT
from helpers.text import LANGUAGES
from scripts.site.pyodide import PACKAGES
from scripts.site.words import COUNTED_ZH_TW, MENUS_ZH_TW, NOTICES

__all__ = ["LANGUAGES", "build", "kernel_wheels"]

HERE = Path(__file__).resolve().parent
LIVE = HERE / "live"
LAB_EXTENSIONS = Path(sys.prefix) / "share/jupyter/labextensions"
#: What a lesson's page needs beside JupyterLite itself: Python, and widgets.
_EXTENSION = "@jupyterlite/pyodide-kernel-extension"
EXTENSIONS = (_EXTENSION, "@jupyter-widgets/jupyterlab-manager", "anywidget")
#: From ``live/<language>/`` to the one Python of the site.
_PYTHON_HERE = "../../pyodide/"
_SCRIPTS = ("start_python.js", "notices.js", "newer_lessons.js")
#: Whose words the menus of a lesson's page are.
_DOMAINS = ("jupyterlab", "notebook", "jupyterlite")
_LOCALE = {"zh-TW": "zh_TW", "en": "en"}


def kernel_wheels() -> list[Path]:
    """Return the wheels the kernel brings: piplite, its stand-in for ipykernel, and itself."""
    extension = LAB_EXTENSIONS / _EXTENSION / "static/pypi"
    found = sorted(extension.glob("*.whl"))
    wanted = [wheel for wheel in found if not wheel.name.startswith("widgetsnbextension")]
    if len(wanted) != 3:
        raise RuntimeError(f"pyodide-kernel {jupyterlite_pyodide_kernel.__version__} brings other wheels: {found}")
    return wanted


def _python(lang: str) -> str:
    """Return the module the kernel loads as Pyodide, for a language."""
    return f"python.mjs?lang={lang}"


def build(lang: str, target: Path, scratch: Path) -> None:
    """Build JupyterLite for one language into the folder `target`, with the notebooks of both in it."""
    shutil.rmtree(scratch, ignore_errors=True)
    contents = scratch / "contents"
    for other in LANGUAGES:
        for notebook in sorted((ROOT / "notebooks" / other).glob("[0-9]*.ipynb")):
            _write(contents / "notebooks" / other / notebook.name, for_the_site(notebook))
    for extension in EXTENSIONS:
        shutil.copytree(LAB_EXTENSIONS / extension, scratch / "labextensions" / extension)
    built = scratch / "built"  # not `target`: JupyterLite leaves out contents that are named as what it builds
    _write(scratch / "jupyter_lite_config.json", _how(scratch, contents, built))
    _write(scratch / "jupyter-lite.json", _settings(lang))
    _write(scratch / "overrides.json", _overrides(lang))
    command = [sys.executable, "-m", "jupyter", "lite", "build"]
    done = subprocess.run(command, cwd=scratch, capture_output=True, encoding="utf-8", check=False)
    if done.returncode:
        raise RuntimeError(done.stdout[-3000:] + done.stderr[-3000:])
    shutil.rmtree(target, ignore_errors=True)
    target.parent.mkdir(parents=True, exist_ok=True)
    built.replace(target)
    _tidy(target)
    _write(target / "lessons.json", _stamps(contents))
    _put_scripts(lang, target)
    if lang == "zh-TW":
        _add_words(target)


def _how(scratch: Path, contents: Path, built: Path) -> dict[str, Any]:
    """Return the settings of the build. ``tree`` is built too: links between lessons go by way of it."""
    config = {
        "contents": [str(contents)],
        "output_dir": str(built),
        "cache_dir": str(scratch / "cache"),
        "apps": ["notebooks", "tree"],
        "no_sourcemaps": True,
        "no_unused_shared_packages": True,
        "ignore_sys_prefix": ["federated_extensions"],  # those of other tools
    }
    extensions = {"extra_labextensions_path": [str(scratch / "labextensions")]}
    return {"LiteBuildConfig": config, "FederatedExtensionAddon": extensions}


def for_the_site(notebook: Path) -> dict[str, Any]:
    """Return a notebook as the site serves it: its kernel by JupyterLite's name, its cards trusted as we made them."""
    held = dict(json.loads(notebook.read_text(encoding="utf-8")))
    held["metadata"]["kernelspec"] = {"name": "python", "display_name": "Python (Pyodide)", "language": "python"}
    for cell in held["cells"]:
        if cell["cell_type"] == "code":
            cell["metadata"]["trusted"] = True
    return held


def _settings(lang: str) -> dict[str, Any]:
    kernel = {
        "pyodideUrl": f"./{_PYTHON_HERE}{_python(lang)}",
        "disablePyPIFallback": True,
        "pipliteUrls": [],
        "loadPyodideOptions": {"packages": list(PACKAGES)},
    }
    names = {
        "contents": "line-sending-lab",
        "settings": f"line-sending-lab settings {lang}",
        "workspaces": f"line-sending-lab workspaces {lang}",
    }
    # Where the browser keeps nothing, a lesson runs all the same.
    drivers = {f"{kind}StorageDrivers": ["asyncStorage", "memoryStorageDriver"] for kind in names}
    return {
        "jupyter-lite-schema-version": 0,
        "jupyter-config-data": {
            "appName": "LINE",
            "exposeAppInBrowser": True,
            "enableMemoryStorage": True,
            **{f"{kind}StorageName": name for kind, name in names.items()},
            **drivers,
            "litePluginSettings": {f"{_EXTENSION}:kernel": kernel},
        },
    }


def _overrides(lang: str) -> dict[str, Any]:
    return {
        "@jupyterlab/notebook-extension:tracker": {"autoStartDefaultKernel": True},
        "@jupyterlab/translation-extension:plugin": {"locale": _LOCALE[lang]},
        "@jupyterlab/apputils-extension:themes": {"adaptive-theme": True},  # dark where the reading pages are
        "@jupyterlab/apputils-extension:notification": {"fetchNews": "false", "checkForUpdates": False},
    }


def _tidy(target: Path) -> None:
    """Remove what no page asks for: maps for debugging, the kernel's wheels (they are in the zip)."""
    for file in [*target.rglob("*.map"), *target.rglob("*.whl"), *target.rglob("*.tgz")]:
        file.unlink()


def _stamps(contents: Path) -> dict[str, str]:
    """Return what tells a newer lesson from an older one."""
    return {
        path.relative_to(contents).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()[:16]
        for path in sorted(contents.rglob("*.ipynb"))
    }


def _put_scripts(lang: str, target: Path) -> None:
    """Put our own scripts at the beginning of each page: Python starts first, then what a learner must know."""
    for name in (*_SCRIPTS, "live.css"):
        shutil.copyfile(LIVE / name, target / name)
    service = target / "service-worker.js"
    first = (LIVE / "leave_files_alone.js").read_text(encoding="utf-8")
    service.write_text(first + service.read_text(encoding="utf-8"), encoding="utf-8", newline="\n")
    [worker] = (target / "extensions" / _EXTENSION / "static").glob("comlink.worker.*.js")
    early = f"""import "./{worker.relative_to(target).as_posix()}";
import {{ begin }} from "{_PYTHON_HERE}{_python(lang)}";
begin({{ indexURL: new URL("{_PYTHON_HERE}", import.meta.url).href }});
"""
    (target / "early_python.js").write_text(early, encoding="utf-8", newline="\n")
    for app, scripts in (("notebooks", _SCRIPTS), ("tree", _SCRIPTS[1:])):
        page = target / app / "index.html"
        head = '\n<link rel="stylesheet" href="../live.css">\n'
        head += (
            f'<script id="lab-texts" type="application/json">{json.dumps(NOTICES[lang], ensure_ascii=False)}</script>\n'
        )
        head += "".join(f'<script src="../{name}"></script>\n' for name in scripts)
        text = page.read_text(encoding="utf-8").replace("<html>", f'<html lang="{lang}">', 1)
        page.write_text(text.replace("<head>", "<head>" + head, 1), encoding="utf-8", newline="\n")


def _add_words(target: Path) -> None:
    """Add the menu words that JupyterLab's Chinese does not have; what it has stays."""
    path = target / "api" / "translations" / "zh_TW.json"
    words = json.loads(path.read_text(encoding="utf-8"))
    header = {"": words["data"]["jupyterlab"][""]}  # without one JupyterLab shows empty labels
    for domain in _DOMAINS:
        words["data"][domain] = {**header, **menu_words(), **words["data"].get(domain, {})}
    _write(path, words)


def menu_words() -> dict[str, list[str]]:
    """Return our words as JupyterLab looks for them.

    One in a menu has the context "menu". One that has a plural counts only where it has two forms, and another only
    where it has one; Chinese has no plural, so the language pack lacks all words that have one in English.
    """
    plain = {english: [chinese] for english, chinese in MENUS_ZH_TW.items()}
    in_menus = {f"menu\x04{english}": forms for english, forms in plain.items()}
    return {**plain, **in_menus, **{english: [chinese, chinese] for english, chinese in COUNTED_ZH_TW.items()}}


def _write(path: Path, data: dict[str, Any]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n")
