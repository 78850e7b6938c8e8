"""Everyday errors of Python in a program that works with the SDK or the lab: told with the very part of the line.

The rule is simple: such an error is told only where the cell (or the file) that raised it uses the SDK, the lab or what
LINE sends; in any other program Python's own words stay. Files that messages are made of, text that is not UTF-8 and
packages that bots are written with are told everywhere.
"""

from __future__ import annotations

import ast
import builtins
import inspect
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from difflib import get_close_matches
from typing import Any

from pydantic.v1 import BaseModel

from helpers.explain.frames import frames, module_of
from helpers.explain.missing_names import subscript
from helpers.explain.mistake import Mistake, TypeName
from helpers.explain.own_line import PART, OwnLine, UnknownValueError, called, own_line
from helpers.line.send_methods import SEND_METHODS
from helpers.sdk.names import home, model
from helpers.sdk.operations import sdk_operations
from helpers.sdk.problems import snake
from helpers.sdk.schema import fields

_KEYS_SHOWN = 14
#: LINE's own objects are less deep; a key further in is not looked for.
_DEEPEST = 12
#: Methods whose answer has a body that says nothing (facts 11.4).
_EMPTY_ANSWERS = frozenset(method.sdk_method for method in SEND_METHODS.values() if not method.sent_messages)


def everyday_mistake(error: BaseException) -> Mistake | None:
    """Return what an error of Python's comes from; None where the program has nothing to do with LINE."""
    line = own_line(error)
    if line is None or not line.uses_lab:
        return None
    for kind, explain in _TELLERS:
        if isinstance(error, kind) and (found := explain(error, line)):
            return found
    return None


# TypeError ------------------------------------------------------------------------------------------------------------


def _type_error(error: TypeError, line: OwnLine) -> Mistake | None:
    text = str(error)
    for pattern, tell in _TYPE_ERRORS:
        if (found := re.match(pattern, text)) and (known := tell(found, line)):
            return known
    return None


def _not_callable(found: re.Match[str], line: OwnLine) -> Mistake | None:
    if not line.is_last:
        return None
    call = line.part(ast.Call, lambda node: not callable(line.value(node.func)))
    kind = TypeName(found[1])
    if call is None:
        return Mistake("you.call", {"code": PART, "kind": kind})
    code = line.code(call.func)
    if not isinstance(call.func, (ast.Name, ast.Attribute, ast.Subscript, ast.Call)):
        return Mistake("you.call_comma", {"code": code})
    if isinstance(call.func, ast.Name) and (hidden := _hidden(code)):
        return Mistake("you.call_hidden", {"code": code, "kind": kind, "line": hidden})
    if kind == "module":
        return _module_called(code, line.value(call.func))
    if kind in ("list", "tuple", "dict"):
        return Mistake("you.call_index", {"code": code, "kind": kind, "key": "0" if kind != "dict" else '"..."'})
    return Mistake("you.call", {"code": code, "kind": kind})


def _hidden(name: str) -> str | None:
    """Return the line that gives a name of Python's own or of the SDK back, which an earlier line took away."""
    if hasattr(builtins, name):
        return f"del {name}"
    place = home(name)
    return place.line if place else None


def _module_called(name: str, module: Any) -> Mistake:
    inside = next((known for known in dir(module) if known.lower() == name.lower()), None)
    return Mistake(
        "you.call_module", {"code": name, "right": f"{name}.{inside}(...)" if inside else f"{name}....(...)"}
    )


def _joined(found: re.Match[str], line: OwnLine) -> Mistake | None:
    """Tell of text and something else on both sides of ``+``."""
    kinds = [kind for kind in found.groups() if kind and kind != "str"]
    if not kinds or not line.is_last or not ("str" in found.groups() or "concatenate str" in found[0]):
        return None
    kind, code = kinds[0], PART
    node = line.part(ast.BinOp, lambda node: _is_sum(node, kind, line))
    thing = home(kind)
    texts: tuple[str, ...] = ()
    if node is not None:
        sides = [side for side in (node.left, node.right) if _type_or_none(side, line) != "str"]
        code = line.code(sides[0]) if len(sides) == 1 else line.code(node.right)
        held = _value_or_none(sides[0], line) if len(sides) == 1 else None
        if isinstance(held, BaseModel):
            texts = tuple(f"{code}.{f.name}" for f in fields(type(held)) if isinstance(getattr(held, f.name), str))
    if texts or thing:
        return Mistake("you.join_object", {"code": code, "kind": TypeName(kind), "names": texts or (f"{code}.text",)})
    if kind == "NoneType":
        return Mistake("you.join_none", {"code": code})
    return Mistake("you.join", {"code": code, "kind": TypeName(kind)})


def _is_sum(node: ast.BinOp, kind: str, line: OwnLine) -> bool:
    if not isinstance(node.op, ast.Add):
        return False
    known = {_type_or_none(side, line) for side in (node.left, node.right)}
    if None in known:
        raise UnknownValueError
    return known == {"str", kind}


def _whole(name: str) -> Mistake | None:
    """Tell that an object of the SDK stands where one of its values belongs: a quota is compared with a number."""
    found = model(name)
    names = tuple(field.name for field in fields(found) if field.model is None) if found else ()
    return Mistake("you.whole_object", {"name": name, "names": names}) if names else None


def _length(found: re.Match[str], line: OwnLine) -> Mistake | None:
    return _whole(found[1]) if line.is_last else None


def _async_with(found: re.Match[str], line: OwnLine) -> Mistake | None:
    return Mistake("you.async_with") if found[1] == "ApiClient" else None


def _compared(found: re.Match[str], line: OwnLine) -> Mistake | None:
    kinds = {found["left"], found["right"]}
    if (thing := next((kind for kind in kinds if model(kind)), None)) and line.is_last:
        return _whole(thing)
    if not line.is_last or "str" not in kinds or not kinds & {"int", "float"}:
        return None
    return Mistake("you.compare_text")


def _arguments(found: re.Match[str], line: OwnLine) -> Mistake | None:
    """Tell how a function of the reader's own is called."""
    name = found[1].rpartition(".")[2]
    call = line.part(ast.Call, lambda node: called(node) == name)
    try:
        function = line.value(call.func) if call is not None else None
    except UnknownValueError:
        return None
    if not inspect.isfunction(function) or not line.is_last:
        return None
    key = "you.lab_call" if str(function.__module__).startswith("helpers.") else "you.own_call"
    return Mistake(key, {"name": name, "call": written_call(name, inspect.signature(function).parameters.values())})


def written_call(name: str, parameters: Iterable[inspect.Parameter]) -> str:
    """Return how a function with these parameters is called, as one writes it: without their types."""
    plain = [parameter.replace(annotation=inspect.Parameter.empty) for parameter in parameters]
    return f"{name}{inspect.Signature(plain)}"


def _subscripted(found: re.Match[str], line: OwnLine) -> Mistake | None:
    if not line.is_last:
        return None
    kind = found[1]
    node = line.part(ast.Subscript, lambda node: _is_a(line.value(node.value), kind))
    code = line.code(node.value) if node is not None else PART
    if kind == "coroutine":
        return Mistake("you.await_missing", {"name": "[...]"})
    if kind in _FUNCTIONS:
        return Mistake("you.not_called", {"code": code, "right": f"{code}(...)"})
    if kind == "Response":
        return Mistake("you.http_answer", {"code": code})
    if kind == "NoneType":
        return _none(node.value if node is not None else None, "[...]", line)
    return Mistake("you.no_inside", {"code": code, "kind": TypeName(kind), "name": "[...]"})


def _with(found: re.Match[str], line: OwnLine) -> Mistake | None:
    """``with lab.attempt:``: a method that was not called."""
    return _not_called_in_with(line) if found[1] in _FUNCTIONS and line.is_last else None


def _not_called_in_with(line: OwnLine) -> Mistake | None:
    for item in line.nodes(ast.withitem):
        if type(_value_or_none(item.context_expr, line)).__name__ in _FUNCTIONS:
            code = line.code(item.context_expr)
            return Mistake("you.not_called", {"code": code, "right": f"{code}()"})
    return None


def _list_key(found: re.Match[str], line: OwnLine) -> Mistake | None:
    """``events["message"]``: a list was read like a dict."""
    if not line.is_last:
        return None
    node = line.part(ast.Subscript, lambda node: isinstance(line.value(node.value), (list, tuple)))
    if node is None:
        return Mistake("you.list_key", {"code": PART, "right": '...[0]["..."]'})
    code = line.code(node.value)
    return Mistake("you.list_key", {"code": code, "right": f"{code}[0][{line.code(node.slice)}]"})


def _text_key(found: re.Match[str], line: OwnLine) -> Mistake | None:
    """``body["events"]``: a text was read like a dict."""
    if not line.is_last:
        return None
    node = line.part(ast.Subscript, lambda node: isinstance(line.value(node.value), str))
    code = line.code(node.value) if node is not None else PART
    held = _value_or_none(node.value, line) if node is not None else None
    if _is_json(held):
        return Mistake("you.text_is_json", {"code": code, "right": f"json.loads({code})"})
    return Mistake("you.no_inside", {"code": code, "kind": TypeName("str"), "name": "[...]"})


def _is_json(held: object) -> bool:
    return isinstance(held, str) and held.lstrip()[:1] in ("{", "[")


def _not_iterable(found: re.Match[str], line: OwnLine) -> Mistake | None:
    if not line.is_last:
        return None
    kind = found[1]
    if kind == "coroutine":
        return Mistake("you.await_missing", {"name": "for"})
    if kind == "NoneType":
        return Mistake("you.none_iterated")
    return Mistake("you.not_iterable", {"kind": TypeName(kind)}) if kind in ("int", "float", "bool", "method") else None


def _json_takes_text(found: re.Match[str], line: OwnLine) -> Mistake | None:
    kind = found[1]
    key = {"dict": "data", "list": "data", "NoneType": "none"}.get(kind, "other")
    return Mistake(f"you.json_loads_{key}", {"kind": TypeName(kind)})


def _item_assigned(found: re.Match[str], line: OwnLine) -> Mistake | None:
    if home(found[1]):
        return subscript(found[1], line)
    return Mistake("you.text_unchanging") if found[1] == "str" and line.is_last else None


_TYPE_ERRORS: tuple[tuple[str, Callable[[re.Match[str], OwnLine], Mistake | None]], ...] = (
    (r"'(\w+)' object is not callable", _not_callable),
    (r'can only concatenate str \(not "([\w.]+)"\) to str', _joined),
    (r"unsupported operand type\(s\) for \+=?: '(\w+)' and '(\w+)'", _joined),
    (r"unsupported operand type\(s\) for \+=?: '(?P<left>\w+)' and '(?P<right>\w+)'", _compared),
    (r"object of type '(\w+)' has no len", _length),
    (r"'(\w+)' object does not support the asynchronous context manager", _async_with),
    (r"'[<>]=?' not supported between instances of '(?P<left>\w+)' and '(?P<right>\w+)'", _compared),
    (r"unsupported operand type\(s\) for [-*/%]+=?: '(?P<left>\w+)' and '(?P<right>\w+)'", _compared),
    (r"([\w.<>]+)\(\) (?:missing|takes|got an unexpected keyword) ", _arguments),
    (r"'(\w+)' object is not subscriptable", _subscripted),
    (r"'(\w+)' object does not support the context manager protocol", _with),
    (r"(?:list|tuple) indices must be integers", _list_key),
    (r"string indices must be integers", _text_key),
    (r"(?:argument of type )?'(\w+)' (?:object )?is not (?:iterable|a container)", _not_iterable),
    (r"the JSON object must be str, bytes or bytearray, not (\w+)", _json_takes_text),
    (r"'(\w+)' object does not support item assignment", _item_assigned),
)


# AttributeError -------------------------------------------------------------------------------------------------------


def _attribute_error(error: AttributeError, line: OwnLine) -> Mistake | None:
    if str(error) == "__aenter__":
        return Mistake("you.async_with")
    if str(error) == "__enter__":  # Python 3.10 does not say of what
        return _not_called_in_with(line)
    found = re.match(r"'(\w+)' object has no attribute '(\w+)'", str(error))
    if found is None or not line.is_last:
        return None
    kind, name = found.groups()
    node = line.part(ast.Attribute, lambda node: node.attr == name and _is_a(line.value(node.value), kind))
    code = line.code(node.value) if node is not None else PART
    thing = getattr(error, "obj", None)
    if kind == "Response" and type(thing).__module__.startswith(("requests", "httpx")):
        return Mistake("you.http_answer", {"code": code})
    if kind == "NoneType":
        return _none(node.value if node is not None else None, f".{name}", line)
    if kind in ("list", "tuple") and isinstance(thing, (list, tuple)):
        return _of_list(code, name, thing)
    if kind in _FUNCTIONS:
        return Mistake("you.not_called", {"code": code, "right": f"{code}(...).{name}"})
    if kind == "dict" and isinstance(thing, dict):
        return _of_dict(node.value if node is not None else None, name, thing, line)
    if _is_json(thing):
        return Mistake("you.text_is_json", {"code": code, "right": f"json.loads({code})"})
    if kind in ("str", "int", "float", "bool", "bytes", "datetime"):
        if close := get_close_matches(name.lower(), dir(thing), n=1, cutoff=0.7):
            return Mistake("you.value_spelling", {"kind": TypeName(kind), "name": name, "right": close[0]})
        return Mistake("you.no_inside", {"code": code, "kind": TypeName(kind), "name": name})
    return None


_FUNCTIONS = ("method", "function", "builtin_function_or_method")


def _is_a(value: object, kind: str) -> bool:
    """Whether a value is what Python speaks of; of a method it says that it is a function."""
    found = type(value).__name__
    return found == kind or (found in _FUNCTIONS and kind in _FUNCTIONS)


def _none(node: ast.AST | None, wanted: str, line: OwnLine) -> Mistake:
    """Tell what ``None`` comes from: a method whose answer is empty, a function without ``return``, or LINE."""
    code, function = line.code(node), _giver(node, line)
    operation = next((o.name for o in sdk_operations() if o.name == function), None)
    if operation:
        return Mistake("you.none_answer", {"name": operation, "right": f"{operation}_with_http_info"})
    if function and inspect.isfunction(line.frame.f_globals.get(function)):
        return Mistake("you.none_returned", {"code": code, "name": function})
    return Mistake("you.none", {"code": code, "wanted": wanted})


def _giver(node: ast.AST | None, line: OwnLine) -> str | None:
    """Return the function that gave a value: called in this very line, or in the one that gave it its name."""
    if isinstance(node, ast.Name):
        return line.called_for(node.id)
    return called(node) if node is not None else None


def _of_list(code: str, name: str, items: list[Any] | tuple[Any, ...]) -> Mistake | None:
    if items and not _has(items[0], name):
        if not re.fullmatch("add|push|put|append|extend|remove|index", name):
            return None
        return Mistake("you.list_method", {"code": code, "name": name, "right": f"{code}.append(...)"})
    return Mistake(
        "you.list_attribute", {"code": code, "name": name, "right": f"{code}[0].{name}", "count": len(items)}
    )


def _has(item: object, name: str) -> bool:
    return hasattr(item, name) or hasattr(item, snake(name)) or (isinstance(item, dict) and name in item)


def _of_dict(node: ast.AST | None, name: str, held: Mapping[Any, Any] | None, line: OwnLine) -> Mistake:
    """Tell of a name that a dict lacks; `held` is None where it is not known what the dict holds."""
    function = _giver(node, line)
    if not held and function in _EMPTY_ANSWERS:
        return Mistake("you.empty_answer", {"name": function, "right": f"{function}_with_http_info"})
    return Mistake("you.key_unknown", {"key": name}) if held is None else _key_missing(line.code(node), name, held)


# KeyError, IndexError -------------------------------------------------------------------------------------------------


def _key_error(error: KeyError, line: OwnLine) -> Mistake | None:
    key = error.args[0] if error.args else ""
    last = list(frames(error))[-1]
    if module_of(last).startswith("urllib3"):  # the headers of an answer
        return Mistake("you.header_missing", {"name": str(key), "names": tuple(last.f_locals.get("self", ()))})
    if not line.is_last or not any(line.nodes(ast.Subscript)):  # raised by a program's own ``raise``
        return None
    node = line.part(ast.Subscript, lambda node: _lacks(line.value(node.value), line.value(node.slice)))
    held = _value_or_none(node.value, line) if node is not None else None
    return _of_dict(
        node.value if node is not None else None, str(key), held if isinstance(held, Mapping) else None, line
    )


def _lacks(held: object, key: object) -> bool:
    return isinstance(held, Mapping) and isinstance(key, (str, int)) and key not in held


def _key_missing(code: str, key: str, held: Mapping[Any, Any]) -> Mistake:
    names = tuple(str(name) for name in held)[:_KEYS_SHOWN]
    values = {"code": code, "key": key, "names": names}
    if close := next(
        (name for name in names if snake(name) == snake(key) or name.lower() == key.lower()), None
    ) or next(iter(get_close_matches(key, names, n=1, cutoff=0.75)), None):
        return Mistake("you.key_spelling", {**values, "right": f'{code}["{close}"]'})
    if inside := next(_ways(held, key, 0), None):
        return Mistake("you.key_inside", {**values, "right": code + inside})
    return Mistake("you.key" if held else "you.key_empty", {**values, "right": f'{code}.get("{key}")'})


def _ways(held: object, key: str, depth: int) -> Iterator[str]:
    """Return where a key is further in, as one writes it: ``["events"][0]["message"]``."""
    pairs = held.items() if isinstance(held, Mapping) else enumerate(held) if isinstance(held, list) else ()
    for step, value in pairs if depth < _DEEPEST else ():
        written = f"[{json.dumps(step, ensure_ascii=False)}]"
        if depth and step == key:
            yield written
        for rest in _ways(value, key, depth + 1):
            yield written + rest


def _index_error(error: IndexError, line: OwnLine) -> Mistake | None:
    if not line.is_last or not any(line.nodes(ast.Subscript)):
        return None
    node = line.part(ast.Subscript, lambda node: _is_outside(line.value(node.value), line.value(node.slice)))
    held = _value_or_none(node.value, line) if node is not None else None
    if node is None or not isinstance(held, (list, tuple, str)):
        return Mistake("you.index_unknown")
    code, count = line.code(node.value), len(held)
    values = {"code": code, "index": line.code(node.slice), "count": count, "last": count - 1}
    return Mistake("you.index" if count else "you.index_empty", values)


def _is_outside(held: object, index: object) -> bool:
    return isinstance(held, (list, tuple, str)) and isinstance(index, int) and not -len(held) <= index < len(held)


# Others ---------------------------------------------------------------------------------------------------------------


def _value_error(error: ValueError, line: OwnLine) -> Mistake | None:
    found = re.match(r"(?:invalid literal for (int)\(\)|could not convert string to (float))", str(error))
    return Mistake("you.not_a_number", {"name": found[1] or found[2]}) if found and line.is_last else None


def _unbound(error: UnboundLocalError, line: OwnLine) -> Mistake | None:
    found = re.search(r"variable '(\w+)'", str(error))
    return Mistake("you.unbound", {"name": found[1]}) if found else None


def _name_error(error: NameError, line: OwnLine) -> Mistake | None:
    """Tell of a name that is nowhere in the SDK, and like none of the cell's: an earlier cell may make it."""
    found = re.search(r"name '(\w+)' is not defined", str(error))
    return Mistake("you.name", {"name": found[1]}) if found else None


_TELLERS: tuple[tuple[type[BaseException], Callable[[Any, OwnLine], Mistake | None]], ...] = (
    (TypeError, _type_error),
    (AttributeError, _attribute_error),
    (KeyError, _key_error),
    (IndexError, _index_error),
    (UnboundLocalError, _unbound),
    (NameError, _name_error),
    (ValueError, _value_error),
)


# The line's parts -----------------------------------------------------------------------------------------------------


def _value_or_none(node: ast.AST, line: OwnLine) -> Any:
    try:
        return line.value(node)
    except UnknownValueError:
        return None


def _type_or_none(node: ast.AST, line: OwnLine) -> str | None:
    """Return the name of the type of a part; None where it cannot be told."""
    if isinstance(node, ast.BinOp):
        sides = {_type_or_none(side, line) for side in (node.left, node.right)}
        return "str" if sides == {"str"} else None
    try:
        return type(line.value(node)).__name__
    except UnknownValueError:
        return {"str": "str", "len": "int", "int": "int"}.get(called(node) or "")
