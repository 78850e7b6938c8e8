"""Counting the rounds of a learner's loops, and the calls of their functions, alike on every Python.

The functions are compiled again with a count in them.

Python's own hooks do not do. What ``sys.settrace`` is told cannot stop a loop for good: an error raised there switches
tracing off, and a bare ``except:`` swallows it. ``sys.monitoring`` begins with Python 3.12.
"""

from __future__ import annotations

import ast
import inspect
import itertools
import linecache
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import lru_cache, partial
from types import CodeType, FunctionType
from typing import Any

#: What a counted loop calls, and what an iterator that may be endless is handed to. They are among the learner's names
#: while the function runs, and no names a learner has.
_COUNT, _EACH = "__line_lab_count__", "__line_lab_each__"
#: What makes iterators that may be endless, and their types: ``sum(itertools.count())`` is a loop that Python runs.
_ENDLESS_MAKERS = frozenset({"count", "cycle", "repeat", "iter"})
_ENDLESS_TYPES = (itertools.count, itertools.cycle, itertools.repeat, type(iter(int, 1)))
#: The name IPython gives to the code of a cell that begins with ``%%time``.
_TIMED = "<timed exec>"


@contextmanager
def counting_loops(function: object, count: Callable[[], object]) -> Iterator[None]:
    """Call `count` in every round of a loop of `function` and of what it uses that is written beside it.

    So it is whenever one of these functions is called: what calls itself need not end either.
    What `count` raises leaves the loop, whatever the loop itself catches: the call is in front of the loop's own lines.
    A function whose source is not known runs as it is.
    """
    changed: list[tuple[FunctionType, CodeType]] = []
    names: list[dict[str, Any]] = []
    try:
        for used in _used(function):
            code = used.__code__
            counted = _counted_code(code.co_filename, _source(code.co_filename)).get(_place(code))
            if counted is not None and counted.co_freevars == code.co_freevars:
                used.__globals__.update({_COUNT: count, _EACH: partial(_each, count)})
                names.append(used.__globals__)
                changed.append((used, code))
                used.__code__ = counted
        yield
    finally:
        for used, code in changed:
            used.__code__ = code
        for known in names:
            known.pop(_COUNT, None)
            known.pop(_EACH, None)


def _each(count: Callable[[], object], value: Any) -> Any:
    """Return an iterator that may be endless with its items counted, and anything else as it is."""
    return _counted(count, value) if isinstance(value, _ENDLESS_TYPES) else value


def _counted(count: Callable[[], object], items: Iterable[Any]) -> Iterator[Any]:
    for item in items:
        count()
        yield item


#: A piece of code, found again in another compilation: its name, its first line and what it does.
_Place = tuple[str, int, bytes]


def _place(code: CodeType) -> _Place:
    return code.co_name, code.co_firstlineno, code.co_code


def _used(function: object) -> list[FunctionType]:
    """Return the functions that run when this one does, as far as names, closures and classes lead to them."""
    home = _module_of(function)
    found: list[FunctionType] = []
    waiting, seen = [function], set()
    while waiting:
        thing = waiting.pop()
        if id(thing) in seen:
            continue
        seen.add(id(thing))
        if not isinstance(thing, FunctionType):
            waiting.extend(_inside(thing, home))
        elif thing.__module__ == home:  # what other modules have is not the learner's
            found.append(thing)
            waiting.extend(_reached_from(thing))
        else:
            waiting.append(getattr(thing, "__wrapped__", None))  # under a decorator
    return found


def _module_of(function: object) -> object:
    """Return the name of the module a function or a callable object is written in."""
    while isinstance(function, partial):
        function = function.func
    bare = inspect.unwrap(function) if callable(function) else function
    return getattr(bare, "__module__", None)


def _inside(thing: object, home: object) -> Iterator[object]:
    """Yield what is called when a method, a partial, a class or an object of a class is."""
    if inspect.ismethod(thing):
        yield thing.__func__
    elif isinstance(thing, partial):
        yield thing.func
    else:
        kind = thing if isinstance(thing, type) else type(thing)
        if kind.__module__ == home:
            yield from (value for value in vars(kind).values() if isinstance(value, FunctionType))


def _reached_from(function: FunctionType) -> Iterator[object]:
    yield getattr(function, "__wrapped__", None)
    for cell in function.__closure__ or ():
        with suppress(ValueError):  # not filled yet
            yield cell.cell_contents
    yield from (function.__globals__[name] for name in _names(function.__code__) if name in function.__globals__)


def _names(code: CodeType) -> Iterator[str]:
    yield from code.co_names
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _names(constant)


def _source(filename: str) -> str:
    """Return what a file, or a cell of a notebook, says; empty when that is not known."""
    if filename == _TIMED:
        linecache.cache[filename] = (0, None, _timed_lines(), filename)
    return "".join(linecache.getlines(filename))


def _timed_lines() -> list[str]:
    """Return the lines below ``%%time`` in the cell that runs: IPython compiles them without a source."""
    from IPython import get_ipython

    shell: Any = get_ipython()
    magic, _, rest = str(shell.history_manager.input_hist_raw[-1] if shell else "").partition("\n")
    return rest.splitlines(keepends=True) if magic.startswith("%%time") else []


@lru_cache(maxsize=16)
def _counted_code(filename: str, source: str) -> dict[_Place, CodeType]:
    """Return, for each function of a file, the same with its loops and itself counted."""
    try:
        tree = ast.parse(source)
        plain = compile(tree, filename, "exec", dont_inherit=True)
        counted = compile(_Counting().visit(tree), filename, "exec", dont_inherit=True)
    except (SyntaxError, ValueError, RecursionError):  # a magic of IPython in the cell, or nothing known of it
        return {}
    pairs = zip(_pieces(plain), _pieces(counted), strict=True)
    return {_place(one): other for one, other in pairs if one.co_code != other.co_code or _differ_inside(one, other)}


def _differ_inside(one: CodeType, other: CodeType) -> bool:
    return any(a.co_code != b.co_code for a, b in zip(_pieces(one), _pieces(other), strict=True))


def _pieces(code: CodeType) -> Iterator[CodeType]:
    """Yield a code object and all in it; the order is that of the source, which counting does not change."""
    yield code
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _pieces(constant)


class _Counting(ast.NodeTransformer):
    """Puts a call of the count in front of the lines of every loop and function, and into every comprehension."""

    def visit_While(self, node: ast.While) -> ast.While:
        self.generic_visit(node)
        node.body.insert(0, _at(ast.Expr(_call()), node.body[0]))
        return node

    visit_For = visit_While  # type: ignore[assignment]

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.FunctionDef:
        self.generic_visit(node)
        told = ast.get_docstring(node, clean=False) is not None  # it stays in front, to be one
        node.body.insert(int(told), _at(ast.Expr(_call()), node.body[0]))
        return node

    def visit_Lambda(self, node: ast.Lambda) -> ast.Lambda:
        self.generic_visit(node)
        node.body = ast.copy_location(ast.BoolOp(ast.Or(), [_at(_call(), node.body), node.body]), node.body)
        return node

    def visit_Call(self, node: ast.Call) -> ast.Call:
        self.generic_visit(node)
        made_by = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if made_by not in _ENDLESS_MAKERS:
            return node
        return ast.copy_location(ast.Call(_at(ast.Name(_EACH, ast.Load()), node), [node], []), node)

    def visit_comprehension(self, node: ast.comprehension) -> ast.comprehension:
        self.generic_visit(node)
        uncounted = ast.UnaryOp(ast.Not(), _call())  # the count returns None, and nothing is left out
        node.ifs.insert(0, _at(uncounted, node.iter))
        return node


def _call() -> ast.Call:
    return ast.Call(ast.Name(_COUNT, ast.Load()), [], [])


def _at(node: Any, place: ast.AST) -> Any:
    """Return a node that stands, with all in it, where another does: the line of an error is read off it."""
    for inner in ast.walk(ast.copy_location(node, place)):
        ast.copy_location(inner, place)
    return node
