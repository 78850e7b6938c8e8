"""Mistakes one makes with the SDK that end in an error of Python's own: what each is, read off the error.

An error is recognised by its class, its words and where it was raised: what the SDK raises is the SDK's stop, and an
error in the learner's own function stays theirs even when the SDK called that function.
"""

from __future__ import annotations

import inspect
import json
import re
import sys
import traceback
from collections.abc import Callable
from difflib import get_close_matches
from typing import Any, Literal

from helpers.explain.anywhere_errors import anywhere_mistake
from helpers.explain.check_call import function_called_in_check
from helpers.explain.everyday_errors import everyday_mistake, written_call
from helpers.explain.frames import frames, in_sdk, module_of, passed, sdk_call
from helpers.explain.missing_names import attribute_error, field_names, import_error, name_error, subscript
from helpers.explain.mistake import Mistake
from helpers.explain.network_errors import network_mistake
from helpers.explain.own_line import own_line
from helpers.explain.syntax_errors import syntax_mistake
from helpers.sdk.names import home, model
from helpers.sdk.problems import snake

#: What writes the headers of a request: over a socket, and without one.
_SENDERS = ("http.client", "helpers.session.transport")


def mistake(error: BaseException) -> Mistake | None:
    """Return what the error comes from, where it is one of the kinds one meets with the SDK."""
    if called := function_called_in_check(error):
        return Mistake("you.check_call", called)
    if module_of([*frames(error)][-1]) == "helpers.stub.world.clock" if error.__traceback__ else False:
        return _clock(error)
    for kind, tell in _TELLERS:
        if isinstance(error, kind) and (found := tell(error)):
            return found
    if _used_version_2(error):
        return Mistake("you.v2_client")
    if isinstance(error, Exception) and (unanswered := network_mistake(error)):
        return unanswered
    if in_sdk(error):
        return Mistake("sdk.raised", {"call": sdk_call(error)}, "sdk")
    try:
        return anywhere_mistake(error) or everyday_mistake(error)
    except Exception:  # an object of the reader's own may answer anything when it is looked at
        return None


def _clock(error: BaseException) -> Mistake:
    """Tell what ``lab.clock.advance`` was given: a number without its unit, no number, a time that has gone by."""
    if found := re.search(r"advance\(seconds=(.*)\)", str(error)):
        return Mistake("you.clock_unit", {"number": found[1]})
    if isinstance(error, ValueError):
        return Mistake("you.clock_back" if "forward" in str(error) else "you.clock_far")
    return Mistake("you.clock_number")


def _used_version_2(error: BaseException) -> bool:
    old = ("linebot.api", "linebot.http_client", "linebot.models")
    return type(error).__module__ == "linebot.exceptions" or any(module_of(f).startswith(old) for f in frames(error))


# TypeError ------------------------------------------------------------------------------------------------------------


def _type_error(error: TypeError) -> Mistake | None:
    text = str(error)
    if re.search(r"__init__\(\) takes (exactly )?1 positional argument", text):
        return Mistake("you.positional")
    if found := re.search(r"(\w+)\.__init__\(\) got an unexpected keyword argument '(\w+)'", text):
        return _unknown_argument(*found.groups())
    if found := re.match(r"(\w+)\.__init__\(\) missing \d+ required .*?: (.+)", text):
        return _missing_argument(*found.groups())
    if found := re.match(r"(\w+)\.(\w+)\(\) (?:missing|takes|got) ", text):
        return _method_call(found[1], found[2])
    if found := re.match(r"(\w+)\(\) (?:missing|takes) .*positional argument", text):
        return Mistake("you.handler_arguments", {"name": found[1]}) if _called_by_handler(error) else None
    if (found := re.match(r"'(\w+)' object does not support the context manager protocol", text)) and home(found[1]):
        return _no_client(found[1])
    if re.match("can only concatenate str", text) and passed(error, "linebot.v3"):
        # ApiClient joins "Bearer " and the token (facts 11.1).
        return Mistake("sdk.no_token" if "NoneType" in text else "sdk.token_type", by="sdk")
    if found := re.match(r"Object of type (\w+) is not JSON serializable", text):
        return Mistake("you.to_dict", {"name": found[1]}) if home(found[1]) else None
    if found := re.search(r"object (\w+) can't be used in 'await' expression", text):
        return Mistake("you.await_plain", {"name": found[1]})
    if re.search(r"(?:operand type|not supported between).*'NoneType'", text) and not in_sdk(error):
        return Mistake("you.none_counted")
    if found := re.match(r"'(\w+)' object is not subscriptable", text):
        return _subscript(found[1], error)
    if not in_sdk(error):
        return _text_as_dict(text, error)
    if found := re.match(r"the JSON object must be str, bytes or bytearray, not (\w+)", text):
        return Mistake("sdk.from_json", {"type": found[1]}, "sdk")
    if text.startswith("string indices must be integers"):
        return Mistake("sdk.from_dict_text", by="sdk")
    return Mistake("sdk.from_dict_list", by="sdk") if text.startswith("list indices must be integers") else None


def _unknown_argument(name: str, argument: str) -> Mistake | None:
    known = _arguments(name)
    if not known:
        return None
    right = next((k for k in known if argument in k), next(iter(get_close_matches(argument, known, n=1)), known[0]))
    return Mistake("sdk.constructor", {"name": name, "argument": argument, "right": right}, "sdk")


def _arguments(name: str) -> tuple[str, ...]:
    """Return what a class of the SDK is made from, the usual ones first; nothing for what is no class of the SDK."""
    usual = {"Configuration": ("access_token", "host", "ssl_ca_cert")}.get(name)
    where = home(name)
    if usual is not None or where is None:
        return usual or ()
    return tuple(inspect.signature(where.thing).parameters)


def _missing_argument(name: str, arguments: str) -> Mistake | None:
    if home(name) is None:
        return None
    missing = tuple(re.findall(r"'(\w+)'", arguments))
    call = f"{name}({', '.join(f'{argument}=...' for argument in missing)})"
    return Mistake("sdk.argument_missing", {"name": name, "names": missing, "call": call}, "sdk")


def _method_call(kind: str, method: str) -> Mistake | None:
    """Tell that a method was called with too many arguments, too few, or ones that it does not have."""
    if method in ("select_header_accept", "select_header_content_type"):  # the class, without its parentheses
        return Mistake("sdk.api_client", by="sdk")
    modules = [module for name, module in sys.modules.items() if name.startswith(("helpers.", "linebot.v3"))]
    found = next((c for m in modules if isinstance(c := getattr(m, kind, None), type)), None)
    function = getattr(found, method, None)
    if found is None or function is None or method.startswith("_"):
        return None
    parameters = list(inspect.signature(function).parameters.values())
    if parameters and parameters[0].name == "self":
        del parameters[0]
    named = [parameter for parameter in parameters if parameter.name != "bare"]  # of `advance`
    values = {"name": method, "call": written_call(method, named)}
    if (kind, method) == ("WebhookHandler", "add"):
        values["call"] = "add(MessageEvent, message=TextMessageContent)"
    return Mistake("you.lab_call" if found.__module__.startswith("helpers.") else "sdk.method_call", values)


def _called_by_handler(error: BaseException) -> bool:
    """Whether the SDK called the learner's function for an event, and the call itself failed."""
    last = list(frames(error))[-1:]
    return any(module_of(frame) == "linebot.v3.webhook" for frame in last)


def _no_client(name: str) -> Mistake | None:
    """Tell that ``with`` was given something else of the SDK than the client that it closes."""
    return Mistake("sdk.configuration", by="sdk") if name == "Configuration" else Mistake("sdk.with", {"name": name})


def _attribute_error(error: AttributeError) -> Mistake | None:
    return _with_in_python_310(error) if str(error) == "__enter__" else attribute_error(error)


def _with_in_python_310(error: AttributeError) -> Mistake | None:
    """Python 3.10 does not say what ``with`` was given: the first thing of the SDK in that line that cannot be."""
    frame = list(frames(error))[-1]
    line = traceback.extract_tb(error.__traceback__)[-1].line
    names = re.findall(r"\w+", line) if line else frame.f_code.co_names
    things = [frame.f_locals.get(name, frame.f_globals.get(name)) for name in names]
    kinds = [thing if isinstance(thing, type) else type(thing) for thing in things]
    name = next((kind.__name__ for kind in kinds if home(kind.__name__) and not hasattr(kind, "__enter__")), None)
    return _no_client(name) if name else None


def _text_as_dict(text: str, error: BaseException) -> Mistake | None:
    """Tell that a body was read like a dict; ``error.body`` and what Flask gives are texts."""
    line = next(iter(traceback.extract_tb(error.__traceback__)[-1:]), None)
    if not text.startswith("string indices must be integers") or line is None:
        return None
    return Mistake("you.body_text") if re.search(r"body\w*\s*\[|\bdata\s*\[", line.line or "") else None


def _subscript(name: str, error: BaseException) -> Mistake | None:
    if name == "NoneType":
        return Mistake("sdk.none_inside", {"call": sdk_call(error)}, "sdk") if in_sdk(error) else None
    return subscript(name, own_line(error)) if home(name) else None


# KeyError, ValueError -------------------------------------------------------------------------------------------------


def _key_error(error: KeyError) -> Mistake | None:
    if [module_of(frame) for frame in frames(error)][-1:] == ["os"]:
        return Mistake("you.environment", {"name": str(error.args[0])})
    if not in_sdk(error):
        return None
    model = next((f.f_locals["cls"] for f in frames(error) if isinstance(f.f_locals.get("cls"), type)), None)
    return Mistake("sdk.no_type", {"member": str(error.args[0]), "model": getattr(model, "__name__", "?")}, "sdk")


def _value_error(error: ValueError) -> Mistake | None:
    text = str(error)
    if found := _DISCRIMINATOR.match(text):
        return _no_kind(found)
    if found := re.match(r'"(\w+)" object has no field "(\w+)"', text):
        return _no_field(*found.groups())
    if text.startswith("Invalid header value"):
        return Mistake("sdk.bad_token" if "Bearer" in text else "sdk.bad_header", by="sdk")
    if text.endswith("Potential header injection attack."):  # aiohttp, which does not say of which header
        return Mistake("sdk.bad_token" if _token_is_bad(error) else "sdk.bad_header", by="sdk")
    if isinstance(error, UnicodeEncodeError) and error.encoding == "latin-1" and passed(error, _SENDERS):
        return Mistake("sdk.bad_token" if str(error.object).startswith("Bearer") else "sdk.bad_header", by="sdk")
    if isinstance(error, json.JSONDecodeError):
        by: Literal["sdk", "you"] = "sdk" if in_sdk(error) else "you"
        return Mistake(f"{by}.bad_json", {"line": error.lineno, "column": error.colno}, by)
    return None


def _token_is_bad(error: BaseException) -> bool:
    """Whether the access token of the request that failed holds a control character."""
    sent = [frame.f_locals.get("headers") for frame in frames(error) if module_of(frame).startswith("linebot.")]
    tokens = [str(headers.get("Authorization")) for headers in sent if isinstance(headers, dict)]
    return any(not token.isprintable() for token in tokens)


_DISCRIMINATOR = re.compile(
    r"(?P<model>\w+) failed to lookup discriminator value from (?P<data>.*)\. "
    r"Discriminator property name: (?P<member>\w+), mapping: (?P<kinds>\{.*\})",
    re.DOTALL,
)


def _no_kind(found: re.Match[str]) -> Mistake:
    data, kinds = json.loads(found["data"]), json.loads(found["kinds"])
    kind = data.get(found["member"]) if isinstance(data, dict) else None
    if not kind:
        return Mistake("sdk.no_type", {"member": found["member"], "model": found["model"]}, "sdk")
    return Mistake("sdk.kind", {"kind": kind, "model": found["model"], "names": tuple(kinds)}, "sdk")


def _no_field(name: str, attribute: str) -> Mistake:
    kind = model(name)
    known = field_names(kind) if kind else ()
    close = get_close_matches(snake(attribute), known, n=1, cutoff=0.6)
    if close:
        return Mistake("sdk.set_spelling", {"name": name, "attribute": attribute, "right": close[0]}, "sdk")
    return Mistake("sdk.set_unknown", {"name": name, "attribute": attribute, "names": known}, "sdk")


# Loops ----------------------------------------------------------------------------------------------------------------


def _runtime_error(error: RuntimeError) -> Mistake | None:
    if "cannot be called from a running event loop" in str(error) or "event loop is already running" in str(error):
        return Mistake("you.asyncio_run")
    if "no running event loop" in str(error) and in_sdk(error):
        return Mistake("you.async_client")
    return None


_TELLERS: tuple[tuple[type[BaseException], Callable[[Any], Mistake | None]], ...] = (
    (SyntaxError, syntax_mistake),
    (TypeError, _type_error),
    (KeyError, _key_error),
    (ValueError, _value_error),
    (AttributeError, _attribute_error),
    (NameError, name_error),
    (ImportError, import_error),
    (RuntimeError, _runtime_error),
)
