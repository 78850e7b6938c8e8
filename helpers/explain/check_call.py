"""Finding that a learner called the function in ``lab.check("reply-1", answer(...))`` where its name was wanted."""

from __future__ import annotations

import ast
import linecache
from types import TracebackType


def function_called_in_check(error: BaseException) -> dict[str, str] | None:
    """Return the `name` of the function and the `key` of the exercise; None where the error is another one's.

    The error comes out of that call, whatever it is: the outermost line of the cell is the one with the check.
    """
    trace = error.__traceback__
    while trace is not None and trace.tb_frame.f_code.co_name != "<module>":
        trace = trace.tb_next
    return _called(trace) if trace is not None else None


def _called(trace: TracebackType) -> dict[str, str] | None:
    try:
        tree = ast.parse("".join(linecache.getlines(trace.tb_frame.f_code.co_filename)))
    except (SyntaxError, ValueError):  # a magic of IPython stands in the cell
        return None
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and node.lineno <= trace.tb_lineno <= (node.end_lineno or node.lineno):
            match node:
                case ast.Call(
                    func=ast.Attribute(attr="check"),
                    args=[ast.Constant(value=str(key)), ast.Call(func=ast.Name(id=name))],
                ):
                    return {"name": name, "key": key}
    return None
