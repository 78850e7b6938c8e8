"""Runs in Python of the browser while the site is built: imports all that lessons import.

Code that is compiled for WebAssembly cannot be kept in the memory. The course needs only the version of such a package:
a stand-in says it, and the package itself is fetched when a cell imports it.
"""

import gc
import importlib
import json
import sys
import sysconfig
import zipimport
from importlib.machinery import ModuleSpec
from types import ModuleType

ZIP = next(path for path in sys.path if path.endswith(".zip"))
SOURCES = "/lib/sources.zip"
UNPACKED = sysconfig.get_path("purelib")


def import_all(given):
    """Import modules; return what is wrong, empty when nothing is.

    `given` is JSON: ``modules``, and ``stand_ins`` with a version for each package.
    """
    modules, stand_ins = (json.loads(given)[key] for key in ("modules", "stand_ins"))
    for name, version in stand_ins.items():
        stand_in = sys.modules[name] = ModuleType(name)
        stand_in.__version__, stand_in.__spec__ = version, ModuleSpec(name, None)
    import certifi

    certifi.where = certifi.core.where = lambda: ZIP  # any file will do: TLS is the browser's
    failed = {}
    for name in modules:
        if name.partition(".")[0] not in stand_ins and not name.startswith("__"):
            try:
                importlib.import_module(name)
            except ImportError as error:
                if not name.startswith("helpers."):  # of ours some are not for the browser
                    failed[name] = error
    for name in stand_ins:
        del sys.modules[name]
    return "\n".join(f"{name}: {error}" for name, error in failed.items() if name not in sys.modules)


def forget_files():
    """Forget what was seen of files, but for the lists of what is in the zips: a browser has the same.

    IPython opens files beside its modules (themes), which the zip has not; once they are read, the zip will do.
    """
    from IPython.utils import PyColorize

    for name in PyColorize._BUILTIN_THEMES:
        PyColorize.theme_table[name]
    for module in [module for module in sys.modules.values() if hasattr(module, "__path__")]:
        paths = [path.replace(UNPACKED, ZIP) for path in module.__path__]
        module.__path__ = [*paths, *(path.replace(ZIP, SOURCES) for path in paths)]
    importlib.invalidate_caches()  # among them the zip, opened, in which versions were looked up
    sys.path.append(SOURCES)
    for archive in (ZIP, SOURCES):
        zipimport._zip_directory_cache[archive] = zipimport._read_directory(archive)
    while "" in sys.path:
        sys.path.remove("")  # Pyodide adds it at each start
    gc.collect()
