"""Request bodies made up from the SDK's own models, right and wrong, for property tests."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Any

from hypothesis import strategies as st
from pydantic.v1 import BaseModel
from pydantic.v1.fields import SHAPE_DICT, SHAPE_LIST

from helpers.line.send_methods import SEND_METHODS, SendMethod
from helpers.sdk.schema import Field, fields, variants
from helpers.session.draft import Draft

#: Characters that quoting must survive: quotes of every kind, escapes, shells' and PowerShell's own, CJK, emoji, bidi.
NASTY = "'\"`$\\{}#@!%^&|<>;:,\n\r\t 你好，「」。　🎉👨‍👩‍👧é‘’“”\u202e\u2028\x00\x1b\ufeff"
KEY = "123e4567-e89b-12d3-a456-426614174000"

texts = st.one_of(st.sampled_from(["", "你好", 'it\'s "$HOME" `x`']), st.text(NASTY, max_size=6), st.text(max_size=4))
odd_values = st.one_of(
    st.none(), st.booleans(), st.integers(-3, 70), st.floats(-200, 200), texts,
    st.sampled_from([[], {}, ["x"], [None], {"type": "text"}, {"type": "nothing"}, {"type": 5}, [{"type": "text"}]]),
)  # fmt: skip


@cache
def _candidates(field: Field) -> tuple[Any, ...]:
    """Plain values this field accepts, the words of its enumeration among them."""
    _, fault = field.leaf.validate("no such word", {}, loc="x")
    words = re.findall(r"'([\w-]+)'", str(getattr(fault, "exc", "")))
    words += [member.value for member in getattr(getattr(fault, "exc", None), "enum_values", ())]
    plain = ["你好", "https://example.com/a.png", "#ffffff", "md", True, False, 1, 30, 25.5, *words]
    return tuple(value for value in plain if not field.leaf.validate(value, {}, loc="x")[1])


def _leaf(field: Field) -> st.SearchStrategy[Any]:
    known = st.sampled_from(_candidates(field)) if _candidates(field) else odd_values
    return st.one_of(known, texts) if field.any_string else known


@st.composite
def objects(draw: Callable[..., Any], model: type[BaseModel], depth: int, wrong: bool) -> dict[str, Any]:
    """A JSON object for an SDK class. `wrong`: here and there a value, a name or a kind does not belong."""
    key, kinds = variants(model)
    kind = kinds[draw(st.sampled_from(sorted(kinds)))] if kinds else model
    value: dict[str, Any] = {key: next(k for k, v in kinds.items() if v is kind)} if key else {}
    for field in fields(kind):
        if field.alias not in value and (field.required or draw(st.integers(0, 9)) < 2):
            value[field.alias] = draw(_members(field, depth, wrong))
        elif field.alias == "type" and "type" not in value and not kinds and draw(st.booleans()):
            value["type"] = kind.__fields__["type"].default
    if wrong and draw(st.integers(0, 9)) == 0:
        name = draw(st.sampled_from(["extra", "reply_token", *(field.alias for field in fields(kind))]))
        value[name] = draw(odd_values)
    return value


def _members(field: Field, depth: int, wrong: bool) -> st.SearchStrategy[Any]:
    if field.model is None:
        one = _leaf(field)
    else:
        one = objects(field.model, depth - 1, wrong) if depth else st.just({"type": "text", "text": "deep"})
    if field.shape == SHAPE_LIST:
        return st.lists(one, min_size=field.low, max_size=min(field.high or 3, 3) + (5 if wrong else 0))
    if field.shape == SHAPE_DICT:
        return st.dictionaries(st.sampled_from(["user", "moon"]), one, max_size=2)
    return one


@st.composite
def drafts(draw: Callable[..., Any], wrong: bool = True) -> Draft:
    """A draft of any method; with `wrong`, often one that the SDK refuses."""
    method: SendMethod = draw(st.sampled_from(list(SEND_METHODS.values())))
    body = draw(objects(method.request_class, 4, wrong))
    keys = st.sampled_from([None, KEY, "not a uuid"]) if method.takes_retry_key else st.none()
    return Draft(method, body, draw(keys))
