"""The line of the reader's own program that an error came from: what it says, and what its names held.

Python's errors often name only types: "'str' object is not callable". What they are about is in the line. It is read
again here without running anything: only names, their parts and literals are looked up.
"""

from __future__ import annotations

import ast
import builtins
import inspect
import json
import linecache
import re
import sysconfig
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import FrameType, ModuleType, TracebackType
from typing import Any, TypeVar

from pydantic.v1 import BaseModel

from helpers.paths import ROOT
from helpers.redaction import hide_secrets

#: Names in what LINE sends and takes: a dict with one of them is LINE's.
_OF_LINE = frozenset(
    ("destination", "events", "replyToken", "webhookEventId", "sentMessages", "userId", "messages", "altText")
)
_LIBRARIES = tuple(
    str(Path(sysconfig.get_path(part)).resolve()) for part in ("stdlib", "platstdlib", "purelib", "platlib")
)
#: What is written for a part of the line that is too long to repeat (the traceback has it), or not known.
PART = "..."
_SHOWN = 60
_Node = TypeVar("_Node", bound=ast.AST)


class UnknownValueError(Exception):
    """What a part of the line holds can be told only by running it."""


@dataclass(frozen=True)
class OwnLine:
    """The innermost line of the reader's program that an error passed, in its `frame`.

    `source` is the whole cell or file, empty where it is not kept; `tree` its statements, None where Python's reader
    cannot read it alone (a magic of IPython is in it). `is_last` says that the error was raised in this very line, not
    in a function it called.
    """

    frame: FrameType
    number: int
    source: str
    tree: ast.Module | None
    is_last: bool

    @property
    def uses_lab(self) -> bool:
        """Whether the cell, or the file, works with the SDK, with the lab, or with what LINE sends."""
        names = set(re.findall(r"[^\W\d]\w*", self.source)) or set(self.frame.f_code.co_names)
        held = {**self.frame.f_globals, **self.frame.f_locals}
        return any(_is_of_lab(held[name]) for name in names & held.keys())

    def nodes(self, kind: type[_Node]) -> Iterator[_Node]:
        """Return the parts of this kind in the statement, outermost first."""
        for part in self._parts():
            yield from (node for node in ast.walk(part) if isinstance(node, kind))

    def _parts(self) -> list[ast.AST]:
        """Return the statement of this line; of one that holds others only its head: the condition of an ``if``."""
        found: ast.AST | None = None
        for node in ast.walk(self.tree or ast.Module([], [])):
            if isinstance(node, ast.stmt) and node.lineno <= self.number <= (node.end_lineno or node.lineno):
                found = node
        if found is None or not hasattr(found, "body"):
            return [found] if found is not None else []
        heads = ("test", "iter", "items", "subject", "decorator_list")
        inside = [getattr(found, head) for head in heads if hasattr(found, head)]
        return [part for head in inside for part in (head if isinstance(head, list) else [head])]

    def part(self, kind: type[_Node], fits: Callable[[_Node], bool]) -> _Node | None:
        """Return the part that fits; where none can be told to, the only one that cannot be told not to."""
        unknown = []
        for node in self.nodes(kind):
            try:
                if fits(node):
                    return node
            except UnknownValueError:
                unknown.append(node)
        return unknown[0] if len(unknown) == 1 else None

    def value(self, node: ast.AST) -> Any:
        """Return what a part of the line held. Raise UnknownValueError for what only running it would tell."""
        match node:
            case ast.Constant(value=value):
                return value
            case ast.JoinedStr():
                return ""
            case ast.List(elts=items) | ast.Tuple(elts=items):
                return [self.value(item) for item in items]
            case ast.Name(id=name):
                for names in (self.frame.f_locals, self.frame.f_globals, vars(builtins)):
                    if name in names:
                        return names[name]
            case ast.Attribute(value=owner, attr=name):
                return _attribute(self.value(owner), name)
            case ast.Subscript(value=owner, slice=key):
                return _item(self.value(owner), self.value(key))
            case ast.Call(func=ast.Attribute(value=ast.Name(id="json"), attr="loads"), args=[text], keywords=[]):
                return _parsed(self.value(text))
            case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=int(value))):
                return -value
        raise UnknownValueError

    def code(self, node: ast.AST | None) -> str:
        """Return a part of the line as it is written; a long one, or one that is not known, as dots."""
        written = ast.get_source_segment(self.source, node) if node is not None else None
        return hide_secrets(written) if written and len(written) <= _SHOWN and "\n" not in written else PART

    def called_for(self, name: str) -> str | None:
        """Return the function whose result an earlier line of the cell gave to this name; None where no call did."""
        found = None
        for node in ast.walk(self.tree or ast.Module([], [])):
            match node:
                case ast.Assign(targets=[ast.Name(id=target)], value=value) if target == name:
                    found = called(value)
        return found


def called(node: ast.AST) -> str | None:
    """Return the name of the function or method that this part calls; None where it calls none."""
    match node:
        case ast.Await(value=value):
            return called(value)
        case ast.Call(func=ast.Name(id=name)) | ast.Call(func=ast.Attribute(attr=name)):
            return name
    return None


def own_line(error: BaseException) -> OwnLine | None:
    """Return the innermost line of the reader's own program that an error passed; None where it passed none."""
    found: TracebackType | None = None
    trace, last = error.__traceback__, error.__traceback__
    while trace is not None:
        found, last, trace = (trace if _is_own(trace.tb_frame) else found), trace, trace.tb_next
    if found is None:
        return None
    source = "".join(linecache.getlines(found.tb_frame.f_code.co_filename))
    tree = None
    with suppress(SyntaxError, ValueError):
        tree = ast.parse(source)
    return OwnLine(found.tb_frame, found.tb_lineno, source, tree, found is last)


def _is_own(frame: FrameType) -> bool:
    """Whether a line is of a cell or of a file of the reader's: not of Python, a library or the lab."""
    file = frame.f_code.co_filename
    if file.startswith("<") and not file.startswith("<frozen"):
        return True
    path = Path(file)
    if path.is_relative_to(ROOT / "helpers") or any(part in path.parts for part in ("site-packages", "dist-packages")):
        return False
    return not file.startswith("<") and not any(path.is_relative_to(library) for library in _LIBRARIES)


def _is_of_lab(value: object) -> bool:
    if isinstance(value, str):
        return re.fullmatch("[UCR][0-9a-f]{32}", value) is not None
    if isinstance(value, (list, tuple)):
        return bool(value) and _is_of_lab(value[0])
    if isinstance(value, Mapping):
        return not _OF_LINE.isdisjoint(key for key in value if isinstance(key, str))
    named = value.__name__ if isinstance(value, ModuleType) else getattr(value, "__module__", None)
    module = named if isinstance(named, str) else type(value).__module__
    return module.partition(".")[0] in ("linebot", "helpers")


def _attribute(owner: object, name: str) -> Any:
    """Return an attribute that can be read without running a program of the reader's."""
    if isinstance(owner, (BaseModel, ModuleType, type)) or _is_of_lab(owner) or type(owner).__module__ == "builtins":
        with suppress(Exception):
            return inspect.getattr_static(owner, name) if isinstance(owner, type) else getattr(owner, name)
    raise UnknownValueError


def _parsed(text: object) -> Any:
    if isinstance(text, (str, bytes)):
        with suppress(ValueError, RecursionError):
            return json.loads(text)
    raise UnknownValueError


def _item(owner: object, key: object) -> Any:
    if type(owner) in (dict, list, tuple, str):
        with suppress(LookupError, TypeError):
            return owner[key]  # type: ignore[index]
    raise UnknownValueError
