"""Runs inside Pyodide (see compile.mjs): pack /tree into one zip of bytecode in /out.

Python puts that zip on its path and never unpacks it. Bytecode must be made by the Python that reads it; its hash is
not checked, so it does not depend on any date.
"""

import ast
import json
import os
import warnings
import zipfile
from importlib import _bootstrap_external
from importlib.util import source_hash
from pathlib import Path

warnings.simplefilter("ignore", SyntaxWarning)  # of others' older code
options = json.loads(argument)  # noqa: F821 - set by compile.mjs
AT = "/lib/python" + options["python"].replace(".", "") + ".zip"
DATE = (2020, 1, 1, 0, 0, 0)


def compiled(source: bytes, name: str) -> bytes:
    """Return the bytecode of a module as a file, with lines but no columns: these would be a tenth of the memory."""
    tree = ast.parse(source, name)
    for node in ast.walk(tree):
        if hasattr(node, "lineno"):
            node.end_lineno, node.col_offset, node.end_col_offset = node.lineno, 0, 0
    code = compile(tree, f"{AT}/{name}", "exec", dont_inherit=True)
    return bytes(_bootstrap_external._code_to_hash_pyc(code, source_hash(source), False))


def imported(name: str) -> bool:
    """Whether a module is worth its bytecode: it is larger than source, and pays only where it is imported."""
    module = name.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
    return module.startswith("helpers.") or module in options["imported"]


with zipfile.ZipFile("/out/" + options["out"], "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed:

    def put(name: str, content: bytes) -> None:
        """Add a file with a fixed date."""
        packed.writestr(zipfile.ZipInfo(name, DATE), content, zipfile.ZIP_DEFLATED, 9)

    for folder, folders, files in os.walk("/tree"):
        folders.sort()
        for file in sorted(files):
            path = f"{folder}/{file}"
            name = path[len("/tree/") :]
            content = Path(path).read_bytes()
            if not (file.endswith(".py") and imported(name)):
                put(name, content)
                continue
            try:
                put(name + "c", compiled(content, name))
            except SyntaxError:  # templates and files of other Pythons
                put(name, content)
                continue
