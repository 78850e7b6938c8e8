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
from collections.abc import Callable, Iterable, Iterator
from difflib import get_close_matches
from types import FrameType
from typing import Any, Literal

from pydantic.v1 import BaseModel

from helpers.explain.check_call import function_called_in_check
from helpers.explain.mistake import Mistake
from helpers.explain.syntax_errors import syntax_mistake
from helpers.sdk.names import Home, client_of, home, similar, version_3_of
from helpers.sdk.problems import snake
from helpers.sdk.schema import fields
from helpers.text import LANGUAGES, texts

#: Whose code an error may pass through on its way out of the SDK.
_LIBRARIES = (
    "linebot", "pydantic", "urllib3", "http", "json", "aiohttp", "asyncio", "encodings",
    "helpers.sdk", "helpers.session.transport",
)  # fmt: skip
#: What writes the headers of a request: over a socket, and without one.
_SENDERS = ("http.client", "helpers.session.transport")
_JSON_WORDS = {"true": "True", "false": "False", "null": "None"}
#: So many names are listed; the rest are in the documentation.
_LISTED = 14


def mistake(error: BaseException) -> Mistake | None:
    """Return what the error comes from, where it is one of the kinds one meets with the SDK."""
    if called := function_called_in_check(error):
        return Mistake("you.check_call", called)
    for kind, tell in _TELLERS:
        if isinstance(error, kind) and (found := tell(error)):
            return found
    if _used_version_2(error):
        return Mistake("you.v2_client")
    if in_sdk(error):
        return Mistake("sdk.raised", {"call": _sdk_call(error)}, "sdk")
    return None


def in_sdk(error: BaseException) -> bool:
    """Whether the SDK raised it, or what the SDK uses; not the learner's code that the SDK called."""
    modules = [module_of(frame) for frame in frames(error)]
    tail: list[str] = []
    while modules and modules[-1].startswith(_LIBRARIES):
        tail.insert(0, modules.pop())
    return any(module.startswith("linebot") for module in tail)


def frames(error: BaseException) -> Iterator[FrameType]:
    """Return the frames an error passed, from where it was caught to where it was raised."""
    trace = error.__traceback__
    while trace is not None:
        yield trace.tb_frame
        trace = trace.tb_next


def module_of(frame: FrameType) -> str:
    """Return the name of a frame's module; empty where it has none."""
    return str(frame.f_globals.get("__name__") or "")


def _sdk_call(error: BaseException) -> str:
    """Return the function of the SDK that was called, as far out as possible."""
    names = (frame.f_code.co_name for frame in frames(error) if module_of(frame).startswith("linebot"))
    return next(names, "?")


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
        return _lab_call(found[1], found[2], text)
    if re.match("can only concatenate str", text) and _in(error, "linebot.v3"):
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
    return tuple(inspect.signature(getattr(sys.modules[where.module], name)).parameters)


def _missing_argument(name: str, arguments: str) -> Mistake | None:
    if home(name) is None:
        return None
    missing = tuple(re.findall(r"'(\w+)'", arguments))
    call = f"{name}({', '.join(f'{argument}=...' for argument in missing)})"
    return Mistake("sdk.argument_missing", {"name": name, "names": missing, "call": call}, "sdk")


def _lab_call(kind: str, method: str, text: str) -> Mistake | None:
    """Tell that a method of the lab was called with too many arguments, too few, or ones that it does not have."""
    modules = [module for name, module in sys.modules.items() if name.startswith("helpers.")]
    found = next((c for m in modules if isinstance(c := getattr(m, kind, None), type)), None)
    function = getattr(found, method, None)
    if function is None or method.startswith("_"):
        return None
    parameters = list(inspect.signature(function).parameters.values())
    if parameters and parameters[0].name == "self":
        del parameters[0]
    plain = [parameter.replace(annotation=inspect.Parameter.empty) for parameter in parameters]
    return Mistake("you.lab_call", {"name": method, "call": f"{method}{inspect.Signature(plain)}"})


def _text_as_dict(text: str, error: BaseException) -> Mistake | None:
    """Tell that a body was read like a dict; ``error.body`` and what Flask gives are texts."""
    line = next(iter(traceback.extract_tb(error.__traceback__)[-1:]), None)
    if not text.startswith("string indices must be integers") or line is None:
        return None
    return Mistake("you.body_text") if re.search(r"body\w*\s*\[|\bdata\s*\[", line.line or "") else None


def _subscript(name: str, error: BaseException) -> Mistake | None:
    if name == "NoneType":
        return Mistake("sdk.none_inside", {"call": _sdk_call(error)}, "sdk") if in_sdk(error) else None
    return Mistake("you.subscript", {"name": name}) if home(name) else None


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
    if isinstance(error, UnicodeEncodeError) and error.encoding == "latin-1" and _in(error, _SENDERS):
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
    where = home(name)
    known = _names(getattr(sys.modules[where.module], name)) if where else ()
    close = get_close_matches(snake(attribute), known, n=1, cutoff=0.6)
    if close:
        return Mistake("sdk.set_spelling", {"name": name, "attribute": attribute, "right": close[0]}, "sdk")
    return Mistake("sdk.set_unknown", {"name": name, "attribute": attribute, "names": known}, "sdk")


# AttributeError -------------------------------------------------------------------------------------------------------


def _attribute_error(error: AttributeError) -> Mistake | None:
    thing, name = getattr(error, "obj", None), str(getattr(error, "name", "") or "")
    if found := re.match(r"'(dict|\w+Response)' object has no attribute '(headers|status_code)'", str(error)):
        # Looked for in what a plain method returns, which is the body only (facts 11.4).
        return Mistake("you.body_only", {"name": found[2]})
    if in_sdk(error):
        return _wrong_client(name) or _not_text(error, name)
    if re.match("'coroutine' object has no attribute", str(error)):
        return Mistake("you.await_missing", {"name": name})
    if isinstance(thing, type(sys)):
        return _of_module(name, thing.__name__)
    if isinstance(thing, dict):
        key = next((key for key in (name, _camel(name)) if key in thing), None)
        return Mistake("you.dict_attribute", {"name": name, "key": key}) if key else None
    module = (thing if isinstance(thing, type) else type(thing)).__module__
    if module.startswith("helpers.") and not module_of(list(frames(error))[-1]).startswith("helpers."):
        return _of_lab_object(thing, name)
    return _of_sdk_object(thing, name) if module.startswith("linebot.v3") else None


def _of_module(name: str, module: str) -> Mistake | None:
    client = client_of(name) if module.startswith("linebot") else None
    if client is not None:
        return Mistake("you.module_method", {"name": name, "client": client, "module": module})
    return _imported(name, module)


def _of_lab_object(thing: object, name: str) -> Mistake:
    known = tuple(n for n in dir(thing) if not n.startswith("_"))
    kind = type(thing).__name__
    if close := get_close_matches(snake(name), known, n=1, cutoff=0.6):
        return Mistake("you.lab_attribute_spelling", {"kind": kind, "name": name, "right": close[0]})
    return Mistake("you.lab_attribute", {"kind": kind, "name": name, "names": known})


def _not_text(error: BaseException, name: str) -> Mistake | None:
    """Tell that a webhook was verified with something else than texts: the secret, the signature or the body."""
    if name not in ("encode", "decode") or not _in(error, ("linebot.v3.webhook", "linebot.webhook")):
        return None
    given: dict[str, Any] = {}
    for frame in frames(error):
        if module_of(frame).startswith("linebot"):
            given.update(frame.f_locals)
    for part in ("channel_secret", "signature", "body"):
        if part in given and not isinstance(given[part], str):
            return Mistake(f"sdk.webhook_{part}", {"type": type(given[part]).__name__}, "sdk")
    return None


def _wrong_client(name: str) -> Mistake | None:
    """Recognize a client made from something else than the SDK reads."""
    if name in ("select_header_accept", "call_api", "select_header_content_type"):
        return Mistake("sdk.api_client", by="sdk")
    return Mistake("sdk.configuration", by="sdk") if name in ("verify_ssl", "access_token", "host") else None


def _of_sdk_object(thing: object, name: str) -> Mistake | None:
    kind = thing.__name__ if isinstance(thing, type) else type(thing).__name__
    if new := _VERSION_2_METHODS.get(name):
        return Mistake("you.v2_method", {"name": name, "right": new})
    if isinstance(thing, BaseException):
        return Mistake("you.api_exception", {"kind": kind, "name": name})
    if hasattr(thing, snake(name)):
        is_method = callable(getattr(thing, snake(name)))
        return Mistake("you.camel_method" if is_method else "you.camel", {"name": name, "right": snake(name)})
    client = client_of(name)
    if client is not None and client != kind:
        return Mistake("you.other_client", {"name": name, "client": client, "kind": kind})
    if isinstance(thing, BaseModel):
        known = _names(type(thing))
        if snake(name) == "reply_token":
            return Mistake("you.no_reply_token", {"kind": kind})
        if owner := _owner_of(thing, snake(name)):
            return Mistake("you.attribute_inside", {"kind": kind, "name": name, "right": f"{owner}.{snake(name)}"})
    else:
        known = tuple(n for n in dir(thing) if not n.startswith("_") and not n.endswith("_with_http_info"))
    close = get_close_matches(snake(name), known, n=1, cutoff=0.7)
    if close:
        return Mistake("you.attribute_spelling", {"kind": kind, "name": name, "right": close[0]})
    near = [n for n in known if snake(name) in n]  # of a client's many methods those that have the word in them first
    listed = (*near, *(n for n in known if n not in near))[:_LISTED]
    return Mistake("you.attribute", {"kind": kind, "name": name, "names": listed})


def _owner_of(thing: BaseModel, name: str) -> str | None:
    """Return the field of an object whose own object has this name: ``source`` of an event, for ``user_id``."""
    parts = ((field, getattr(thing, field, None)) for field in _names(type(thing)))
    return next((field for field, part in parts if isinstance(part, BaseModel) and name in _names(type(part))), None)


#: What objects of version 2 could do, and what it is called now.
_VERSION_2_METHODS = {"as_json_string": "to_json", "as_json_dict": "to_dict", "new_from_json_dict": "from_dict"}


def _names(model: type[BaseModel]) -> tuple[str, ...]:
    return tuple(field.name for field in fields(model))


def _camel(name: str) -> str:
    return re.sub(r"_(\w)", lambda found: found[1].upper(), name)


# Names and imports ----------------------------------------------------------------------------------------------------


def _name_error(error: NameError) -> Mistake | None:
    found = re.search(r"name '(\w+)' is not defined", str(error))
    if found is None:
        return None
    name = found[1]
    if name in _JSON_WORDS:
        return Mistake("you.json_word", {"name": name, "right": _JSON_WORDS[name]})
    if place := home(name):
        return Mistake("you.not_imported", {"name": name, "line": place.line})
    if old := version_3_of(name):
        return _old_class(name, old)
    if name in sys.stdlib_module_names:
        return Mistake("you.not_imported", {"name": name, "line": f"import {name}"})
    if _is_text(name):
        return Mistake("you.unquoted", {"name": name})
    return _misspelt_name(name, error) or Mistake("you.name", {"name": name})


def _is_text(name: str) -> bool:
    """Whether a name is rather a text without its quotation marks: Chinese words, an id, somebody of the lab."""
    if not name.isascii() or re.fullmatch(r"[UCR][0-9a-f]{8,}", name):
        return True
    people = (said for lang in LANGUAGES for key, said in texts(lang).catalogue.items() if key.startswith("cast."))
    return any(name == said.partition(" ")[0] for said in people)


def _misspelt_name(name: str, error: BaseException) -> Mistake | None:
    """Find the name that an earlier line made and this one nearly is, or a class of the SDK."""
    last = list(frames(error))[-1:]
    made = [known for frame in last for known in (*frame.f_locals, *frame.f_globals) if not known.startswith("_")]
    right = _nearest(name, made)
    if right is not None:
        return Mistake("you.name_spelling", {"name": name, "right": right})
    for module in ("linebot.v3.messaging", "linebot.v3.webhooks"):
        if close := similar(name, module):
            return Mistake("you.import_spelling", {"name": name, "right": close, "line": Home(module, close).line})
    return None


def _nearest(name: str, known: Iterable[str]) -> str | None:
    """Return the name that is the same but for capitals and underscores, else the one that is nearest."""
    plain = {k.replace("_", "").lower(): k for k in known if len(k) > 2}
    same = plain.get(name.replace("_", "").lower())
    return same or next((plain[close] for close in get_close_matches(name.lower(), plain, n=1, cutoff=0.85)), None)


def _old_class(name: str, new: Home) -> Mistake:
    return Mistake("you.v2_class", {"name": name, "new": new.name, "line": new.line})


def _import_error(error: ImportError) -> Mistake | None:
    if found := re.match(r"cannot import name '(\w+)' from '([\w.]+)'", str(error)):
        return _imported(found[1], found[2])
    module = error.name or ""
    if isinstance(error, ModuleNotFoundError) and re.fullmatch(r"(?i)line_?bot_?(sdk)?(python)?", module):
        return Mistake("you.sdk_package", {"name": module})
    if isinstance(error, ModuleNotFoundError) and module.startswith("linebot"):
        return Mistake("you.sdk_module", {"name": module})
    return None


def _imported(name: str, module: str) -> Mistake | None:
    """Recognize a name that its module does not have: an old one, one of another module, a misspelt one."""
    if not module.startswith("linebot"):
        return Mistake("you.import_name", {"name": name, "module": module})
    if place := home(name):
        return Mistake("you.wrong_module", {"name": name, "module": module, "line": place.line})
    if old := version_3_of(name):
        return _old_class(name, old)
    if close := similar(name, module):
        return Mistake("you.import_spelling", {"name": name, "right": close, "line": Home(module, close).line})
    return Mistake("you.import_name", {"name": name, "module": module})


# Loops and transports -------------------------------------------------------------------------------------------------


def _runtime_error(error: RuntimeError) -> Mistake | None:
    if "cannot be called from a running event loop" in str(error) or "event loop is already running" in str(error):
        return Mistake("you.asyncio_run")
    return None


def _asynchronous(error: Exception) -> Mistake | None:
    """Return what the asynchronous client's library raises; found by name, for not every Python has it."""
    bases = {f"{base.__module__.partition('.')[0]}.{base.__name__}" for base in type(error).__mro__}
    if bases & {"aiohttp.NonHttpUrlClientError", "aiohttp.InvalidURL"} and "lab://" in str(error):
        return Mistake("you.async_inproc")
    if bases & {"aiohttp.ClientConnectorError", "aiohttp.InvalidURL"}:
        return Mistake("network.unreachable", by="network")
    if "aiohttp.ClientError" in bases or (isinstance(error, TimeoutError) and in_sdk(error)):
        return Mistake("network.no_answer", by="network")
    return None


def _in(error: BaseException, module: str | tuple[str, ...]) -> bool:
    return any(module_of(frame).startswith(module) for frame in frames(error))


_TELLERS: tuple[tuple[type[BaseException], Callable[[Any], Mistake | None]], ...] = (
    (SyntaxError, syntax_mistake),
    (TypeError, _type_error),
    (KeyError, _key_error),
    (ValueError, _value_error),
    (AttributeError, _attribute_error),
    (NameError, _name_error),
    (ImportError, _import_error),
    (RuntimeError, _runtime_error),
    (Exception, _asynchronous),
)
