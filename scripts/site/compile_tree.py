"""Runs inside Pyodide (see compile.mjs): pack /tree into one zip in /out, what is imported of it as bytecode.

From that zip the modules are imported once, when Python's memory is taken; it is not served, so it is not compressed.
"""

import ast
import contextlib
import json
import os
import sys
import warnings
import zipfile
from importlib import _bootstrap_external
from importlib.util import source_hash
from pathlib import Path

warnings.simplefilter("ignore", SyntaxWarning)  # of others' older code
options = json.loads(argument)  # noqa: F821 - set by compile.mjs
AT = next(path for path in sys.path if path.endswith(".zip"))


def compiled(source: bytes, name: str) -> bytes:
    """Return the bytecode of a module as a file, with lines but no columns: these would be a tenth of the memory."""
    tree = ast.parse(source, name)
    for node in ast.walk(tree):
        if hasattr(node, "lineno"):
            node.end_lineno, node.col_offset, node.end_col_offset = node.lineno, 0, 0
    code = compile(tree, f"{AT}/{name}", "exec", dont_inherit=True)
    return bytes(_bootstrap_external._code_to_hash_pyc(code, source_hash(source), False))


def imported(name: str) -> bool:
    """Whether a module goes into the memory."""
    module = name.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
    return module.startswith("helpers.") or module in options["imported"]


with zipfile.ZipFile("/out/" + options["out"], "w") as packed:
    for folder, _, files in os.walk("/tree"):
        for file in files:
            path = f"{folder}/{file}"
            name = path[len("/tree/") :]
            content = Path(path).read_bytes()
            if file.endswith(".py") and imported(name):
                with contextlib.suppress(SyntaxError):  # templates and files of other Pythons
                    name, content = name + "c", compiled(content, name)
            packed.writestr(name, content)
