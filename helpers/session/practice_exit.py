"""``exit()`` in a learner's code: it ends that code, and not the kernel with everything in the notebook."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NoReturn


@contextmanager
def exiting(names: dict[str, Any]) -> Iterator[None]:
    """Let ``exit`` and ``quit`` raise SystemExit, as they do outside Jupyter; `names` are the globals of the code.

    Jupyter's own ones stop the kernel once the cell is over, whichever thread calls them.
    """
    kernels = {name: names[name] for name in ("exit", "quit") if _stops_kernel(names.get(name))}
    names.update(dict.fromkeys(kernels, _exit))
    try:
        yield
    finally:
        names.update({name: one for name, one in kernels.items() if names.get(name) is _exit})


def _stops_kernel(value: object) -> bool:
    return any(one.__name__ == "ExitAutocall" for one in type(value).__mro__)


def _exit(code: object = None) -> NoReturn:
    raise SystemExit(code)
