"""A request body against the SDK's own models: the value as data, or LINE's error about it.

The SDK's generated models are the schema (its request classes and everything under them); no second one is
written. They are read field by field rather than through ``from_dict``, because LINE names every fault with
its property path and ``from_dict`` stops at the first one without a path.

Two families of faults exist (facts 1.5): a value of the wrong JSON type stops everything and is told by line
and column; a value against a rule becomes one of the ``details``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from linebot.v3.messaging import Action, AltUri, FlexMessage
from pydantic.v1 import BaseModel
from pydantic.v1.error_wrappers import ErrorWrapper
from pydantic.v1.errors import StrictBoolError
from pydantic.v1.fields import SHAPE_DICT, SHAPE_LIST, ModelField

from helpers.line import error_details, errors, strict_json
from helpers.line.errors import Detail
from helpers.line.strict_json import JsonFault, Path, dotted
from helpers.sdk.schema import Field, fields, variants

#: Parts of a message that LINE judges as a whole and whose paths it writes with slashes (facts 1.5).
MESSAGE_LEVEL = ("contents", "template")
FLEX_CONTENTS = "contents"
#: Types LINE knows but refuses to send (facts 1.5: seen for "file").
UNAVAILABLE_TYPES = ("file",)
_MESSAGE = re.compile(r"messages\[(\d+)\]")


@dataclass(frozen=True)
class Body:
    """A request body: its text, and its value once `parse` has read it."""

    raw: bytes
    value: Any


@dataclass(frozen=True)
class Problem:
    """One `details` element to be, with the path it is about."""

    path: Path
    message: str


@dataclass(eq=False)
class MisfitError(Exception):
    """The value at `path` is of a JSON type its field cannot take."""

    path: Path


def parse_body(raw: bytes) -> Body:
    """Read JSON text. Raises LineError 400 for syntax faults and duplicate keys (REF#error-messages)."""
    try:
        return Body(raw, strict_json.parse_json(raw))
    except JsonFault as fault:
        raise _json_error(fault) from None


def schema_problems(body: Body, model: type[BaseModel]) -> list[Problem]:
    """Everything the SDK's `model` finds wrong with the body. Raises LineError 400 for a value of the wrong type."""
    found: list[Problem] = []
    try:
        _check(model, body.value, (), found)
    except MisfitError as misfit:
        raise _misfit_error(body.raw, misfit.path) from None
    except RecursionError:
        raise errors.json_syntax(1, 1) from None
    return found


def refuse(found: list[Problem], more: Sequence[Detail] = ()) -> None:
    """Raise the LineError that names these problems, and `more` details of the kind, if there are any."""
    details = [Detail(p.message, dotted(p.path)) for p in found if not _message_level(p.path)]
    details += more
    if details:
        raise errors.body_invalid(sorted(details, key=_message_number))
    if found:
        index = found[0].path[1]
        same = [p for p in found if p.path[1] == index]
        raise errors.message_invalid(int(index), [Detail(p.message, _inside(p.path[2:])) for p in same])


def _message_number(detail: Detail) -> int:
    """LINE's samples tell faults in the order of the messages; what stands outside them comes first [I]."""
    message = _MESSAGE.match(detail.property or "")
    return int(message[1]) if message else -1


def _inside(path: Path) -> str:
    """``/body/contents/0/text`` in a flex container, ``template/columns/5/title`` in a template [F]."""
    steps = [str(step) for step in path]
    return "/" + "/".join(steps[1:]) if steps[0] == "contents" else "/".join(steps)


def _message_level(path: Path) -> bool:
    return len(path) > 3 and path[0] == "messages" and path[2] in MESSAGE_LEVEL


def _json_error(fault: JsonFault) -> errors.LineError:
    container = fault.container or ()
    name = dotted(container[:2] if container[:1] == ("messages",) else container)
    if fault.duplicate is None:
        inside = errors.json_syntax_inside(name, fault.line, fault.column)
        return inside if name else errors.json_syntax(fault.line, fault.column)
    return errors.json_duplicate(fault.duplicate, name, fault.line, fault.column)


def _misfit_error(raw: bytes, path: Path) -> errors.LineError:
    line, column = strict_json.position(raw, path)
    return errors.property_invalid(dotted(path), line, column) if path else errors.json_syntax(line, column)


def _check(model: type[BaseModel], value: Any, path: Path, found: list[Problem]) -> None:
    """Collect the problems of one JSON object against one SDK model class."""
    if not isinstance(value, dict):
        raise MisfitError(path)
    concrete = _concrete(model, value, path, found)
    for field in fields(concrete) if concrete else ():
        given = value.get(field.alias)
        if given is not None:
            if concrete and _is_told_elsewhere(concrete, field, given):
                continue
            _check_field(field, given, (*path, field.alias), found)
        elif field.required:
            found.append(Problem((*path, field.alias), error_details.EMPTY))


def _is_told_elsewhere(model: type[BaseModel], field: Field, value: object) -> bool:
    """Whether LINE judges this value with a parser of its own, in other words than those of ordinary fields.

    A Flex container as a whole (`helpers.stub.rules.flex`, facts 14.2), and the lengths of an action's texts
    (`helpers.stub.rules.actions`).
    """
    if field.any_string:
        return False
    if model is FlexMessage:
        return field.alias == FLEX_CONTENTS
    bounded = getattr(field.leaf.type_, "max_length", None) is not None
    return bounded and isinstance(value, str) and issubclass(model, (Action, AltUri))


def _concrete(
    model: type[BaseModel], value: Mapping[str, Any], path: Path, found: list[Problem]
) -> type[BaseModel] | None:
    """Return the class that the object's discriminator (``type``) names; None when it names none, a problem."""
    key, names = variants(model)
    if key is None:
        return model
    named = value.get(key)
    if named is None or named == "":
        found.append(Problem((*path, key), error_details.EMPTY))
    elif not isinstance(named, str):
        raise MisfitError((*path, key))
    elif named in names:
        return names[named]
    elif named in UNAVAILABLE_TYPES:
        found.append(Problem(path, "This message type is not available for your account"))
    else:
        found.append(Problem((*path, key), error_details.one_of(names)))
    return None


def _check_field(field: Field, value: Any, path: Path, found: list[Problem]) -> None:
    if field.shape == SHAPE_LIST:
        _check_list(field, value, path, found)
    elif field.shape == SHAPE_DICT:
        _check_dict(field, value, path, found)
    else:
        _check_one(field, value, path, found)


def _check_list(field: Field, value: Any, path: Path, found: list[Problem]) -> None:
    if not isinstance(value, list):
        raise MisfitError(path)
    if len(value) < field.low or (field.high is not None and len(value) > field.high):
        found.append(Problem(path, error_details.size_between(field.low, field.high or 2**31 - 1)))
        return
    for index, item in enumerate(value):
        _check_one(field, item, (*path, index), found)


def _check_dict(field: Field, value: Any, path: Path, found: list[Problem]) -> None:
    if not isinstance(value, dict):
        raise MisfitError(path)
    for key, item in value.items():
        _check_one(field, item, (*path, key), found)


def _check_one(field: Field, value: Any, path: Path, found: list[Problem]) -> None:
    if field.model:
        _check(field.model, value, path, found)
    elif field.any_string:
        if not isinstance(value, str):
            raise MisfitError(path)
    else:
        _, fault = field.leaf.validate(value, {}, loc=field.alias)
        if fault:
            found.append(Problem(path, _wording(field.leaf, _first(fault).exc, path)))


def _first(fault: Any) -> ErrorWrapper:
    """Pydantic nests its errors in lists; the first one is enough for one property."""
    while not isinstance(fault, ErrorWrapper):
        fault = fault[0]
    return fault


def _wording(leaf: ModelField, fault: Any, path: Path) -> str:
    """LINE's words for a pydantic error. Raises MisfitError when the JSON type itself is wrong."""
    code = getattr(fault, "code", "")
    kind = leaf.type_
    if code.startswith("any_str"):
        return error_details.length_between(kind.min_length or 0, kind.max_length)
    if code.startswith("number"):
        return _number_wording(kind)
    if isinstance(fault, StrictBoolError) or (isinstance(fault, TypeError) and code != "enum"):
        raise MisfitError(path)
    return error_details.one_of(_allowed(fault))


def _number_wording(kind: Any) -> str:
    if kind.le is None:
        return f"Must be greater than or equal to {kind.ge}"
    return f"Must be less than or equal to {kind.le}" if kind.ge is None else f"Must be between {kind.ge} and {kind.le}"


def _allowed(fault: Any) -> list[str]:
    """Return the values an enum takes; the SDK's own validators tell them only in their text."""
    if hasattr(fault, "enum_values"):
        return [member.value for member in fault.enum_values]
    return re.findall(r"'([^']*)'", str(fault))
