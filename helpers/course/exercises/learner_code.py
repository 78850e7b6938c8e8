"""The learner's function seen from outside: whether anything was written yet, can it be called, where did it stop."""

from __future__ import annotations

import ast
import dis
import inspect
import linecache
import textwrap
from collections.abc import Callable
from tokenize import TokenError
from types import CodeType, FunctionType, TracebackType
from typing import Any, cast

from helpers.course.exercises.verdict import Line

#: The instructions of a body that is only ``...``, ``pass``, a docstring or ``return``, from Python 3.10 on.
_NOTHING = frozenset({"RESUME", "NOP", "CACHE", "RETURN_VALUE"})
_CONSTANT = frozenset({"LOAD_CONST", "RETURN_CONST"})
#: So many calls of a learner's functions inside each other are one that calls itself.
_DEEP = 50


def is_untouched(function: object) -> bool:
    """Whether it is the empty function of the exercise cell, one with gaps (``...``) left in it, or ``...`` itself."""
    code = code_of(function)
    if code is None:
        return function is ...
    return ... in code.co_consts or all(_does_nothing(instruction) for instruction in dis.get_instructions(code))


def why_unplayable(function: object, parameters: tuple[str, ...]) -> str | None:
    """Why it cannot be called as the exercise says, as the key of a reason; None when it can."""
    if function is None:  # none was handed over, or what a call of it returned
        return "no_function"
    if not callable(function):
        return "not_a_function"
    if inspect.iscoroutinefunction(function) or inspect.isgeneratorfunction(function):
        return "not_plain"
    return None if _takes(function, len(parameters)) else "parameters"


def is_same_code(function: object, given: object) -> bool:
    """Whether two functions are written alike, but for their names, comments and blanks.

    Their sources are compared: what Python compiles a line to depends on the imports beside it.
    """
    return (written := _as_written(function)) is not None and written == _as_written(given)


def _as_written(function: object) -> str | None:
    try:
        [definition] = ast.parse(textwrap.dedent(inspect.getsource(cast(FunctionType, function)))).body
    except (OSError, TypeError, ValueError, SyntaxError, TokenError):  # no source is known, or it is not a function
        return None
    if not isinstance(definition, ast.FunctionDef):
        return None
    return ast.dump(definition.args) + ast.dump(ast.Module(definition.body, []))


def line_of(error: BaseException, function: object) -> Line | None:
    """Return the line of the learner's own code that was running when the error came; None when none was."""
    theirs = _traces(error, function)
    return _line(theirs[-1]) if theirs else None


def calls_itself(error: RecursionError, function: object) -> bool:
    """Whether the learner's own calls are what is nested too deep, and not what they handed over."""
    return len(_traces(error, function)) > _DEEP


def _traces(error: BaseException, function: object) -> list[TracebackType]:
    """Return those of the steps that led to an error which are the learner's own."""
    code, found = code_of(function), []
    trace: TracebackType | None = error.__traceback__ if code else None
    while trace is not None and code is not None:
        if _is_theirs(trace.tb_frame.f_code, code):
            found.append(trace)
        trace = trace.tb_next
    return found


def _is_theirs(running: CodeType, code: CodeType) -> bool:
    """Whether this runs in the learner's cell; the insides of a comprehension count as the line around them."""
    comprehension = running.co_name.startswith("<") and running is not code
    return running.co_filename == code.co_filename and not comprehension


def _does_nothing(instruction: dis.Instruction) -> bool:
    return instruction.opname in _NOTHING or (instruction.opname in _CONSTANT and instruction.argval is None)


def _line(trace: TracebackType) -> Line:
    code = trace.tb_frame.f_code
    source = linecache.getline(code.co_filename, trace.tb_lineno).strip()
    return Line(code.co_name, trace.tb_lineno - code.co_firstlineno + 1, source)


def _takes(function: Callable[..., Any], count: int) -> bool:
    try:
        inspect.signature(function).bind(*range(count))
    except TypeError:
        return False
    except ValueError:  # a built-in that tells nothing of its parameters
        return True
    return True


def code_of(function: object) -> CodeType | None:
    """Return the code a function runs; None for what is not written in Python."""
    code = getattr(inspect.unwrap(function) if callable(function) else function, "__code__", None)
    return code if isinstance(code, CodeType) else None
