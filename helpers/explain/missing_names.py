"""Names that are not there: an attribute, a name or an import, told by what it was probably meant to be."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterable
from difflib import SequenceMatcher, get_close_matches
from typing import Any

from pydantic.v1 import BaseModel

from helpers.explain.frames import frames, in_sdk, module_of, passed
from helpers.explain.mistake import Mistake, TypeName
from helpers.explain.own_line import OwnLine
from helpers.sdk.names import Home, client_of, home, model, similar, version_3_of
from helpers.sdk.problems import snake
from helpers.sdk.schema import fields, variants
from helpers.text import LANGUAGES, texts

_JSON_WORDS = {"true": "True", "false": "False", "null": "None"}
#: So many names are listed; the rest are in the documentation.
_LISTED = 14


# AttributeError -------------------------------------------------------------------------------------------------------


def attribute_error(error: AttributeError) -> Mistake | None:
    """Return what an attribute that is not there comes from; None where Python says enough."""
    thing, name = getattr(error, "obj", None), str(getattr(error, "name", "") or "")
    if found := re.match(r"'(dict|\w+Response)' object has no attribute '(headers|status_code)'", str(error)):
        # Looked for in what a plain method returns, which is the body only (facts 11.4).
        return Mistake("you.body_only", {"name": found[2]})
    if in_sdk(error):
        if name == "__name__" and passed(error, "linebot.v3.webhook"):
            return Mistake("sdk.handler_event", {"kind": TypeName(type(thing).__name__)}, "sdk")
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
    near = sorted(known, key=lambda other: -SequenceMatcher(None, name, other).ratio())[:_LISTED]
    return Mistake("you.lab_attribute", {"kind": kind, "name": name, "names": tuple(sorted(near))})


def _not_text(error: BaseException, name: str) -> Mistake | None:
    """Tell that a webhook was verified with something else than texts: the secret, the signature or the body."""
    if name not in ("encode", "decode") or not passed(error, ("linebot.v3.webhook", "linebot.webhook")):
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
    if isinstance(thing, BaseModel) and re.match("(send|reply|push)(_(?!token)|$)", snake(name)):
        reply = "reply_token" in field_names(type(thing))
        return Mistake("you.sends_nothing_reply" if reply else "you.sends_nothing", {"kind": kind, "name": name})
    client = client_of(name)
    if client is not None and client != kind:
        return Mistake("you.other_client", {"name": name, "client": client, "kind": kind})
    if isinstance(thing, BaseModel):
        known = field_names(type(thing))
        if snake(name) == "reply_token":
            return Mistake("you.no_reply_token", {"kind": kind})
        if owner := _owner_of(thing, snake(name)):
            return Mistake("you.attribute_inside", {"kind": kind, "name": name, "right": f"{owner}.{snake(name)}"})
    else:
        known = tuple(n for n in dir(thing) if not n.startswith("_") and not n.endswith("_with_http_info"))
    if close := _close(snake(name), known):
        return Mistake("you.attribute_spelling", {"kind": kind, "name": name, "right": close})
    if isinstance(thing, BaseModel) and (others := _siblings(type(thing), snake(name))):
        return Mistake("you.attribute_sibling", {"kind": kind, "name": name, "names": others})
    near = [n for n in known if snake(name) in n]  # of a client's many methods those that have the word in them first
    listed = (*near, *(n for n in known if n not in near))[:_LISTED]
    key = "you.attribute" if isinstance(thing, BaseModel) else "you.method"
    return Mistake(key, {"kind": kind, "name": name, "names": listed})


def _close(name: str, known: Iterable[str]) -> str | None:
    """Return what has this name and more, ``push_message`` for ``push``, or less; else what is spelt nearly so."""
    known = tuple(known)
    whole = {f"{name}_message", f"{name}_messages", *(f"{part}_{name}" for part in ("display", "sent"))}
    longer = [n for n in known if n in whole]
    shorter = [n for n in known if name in (f"{n}_message", f"{n}_messages")]
    return next(iter((*longer, *shorter, *get_close_matches(name, known, n=1, cutoff=0.7))), None)


def _siblings(model: type[BaseModel], name: str) -> tuple[str, ...]:
    """Return the classes beside this one that have the field: ``GroupSource`` has the ``group_id`` of no UserSource."""
    base = next((base for base in model.__mro__[1:] if issubclass(base, BaseModel)), model)
    others = variants(base)[1].values()
    return tuple(other.__name__ for other in others if name in field_names(other))[:_LISTED]


def subscript(name: str, line: OwnLine | None) -> Mistake:
    """Return how to read what ``[...]`` was to read of an object of the SDK: with a dot, by the name it has there."""
    kind = model(name)
    known = field_names(kind) if kind else ()
    if line is None:
        return Mistake("you.subscript_any", {"name": name})
    for node in line.nodes(ast.Subscript):
        key = node.slice.value if isinstance(node.slice, ast.Constant) else None
        if isinstance(key, str) and snake(key) in known:
            owner, inside = line.code(node.value), line.code(node.slice)
            values = {"name": name, "wrong": f"{owner}[{inside}]", "right": f"{owner}.{snake(key)}"}
            return Mistake("you.subscript", values)
    return Mistake("you.subscript_any", {"name": name})


def _owner_of(thing: BaseModel, name: str) -> str | None:
    """Return the field of an object whose own object has this name: ``source`` of an event, for ``user_id``."""
    parts = ((field, getattr(thing, field, None)) for field in field_names(type(thing)))
    return next(
        (field for field, part in parts if isinstance(part, BaseModel) and name in field_names(type(part))), None
    )


#: What objects of version 2 could do, and what it is called now.
_VERSION_2_METHODS = {"as_json_string": "to_json", "as_json_dict": "to_dict", "new_from_json_dict": "from_dict"}


def field_names(model: type[BaseModel]) -> tuple[str, ...]:
    """Return the names that Python code uses for the fields of a class of the SDK."""
    return tuple(field.name for field in fields(model))


def _camel(name: str) -> str:
    return re.sub(r"_(\w)", lambda found: found[1].upper(), name)


# Names and imports ----------------------------------------------------------------------------------------------------


def name_error(error: NameError) -> Mistake | None:
    """Return what a name that is not defined comes from; None where it is nothing like any name known."""
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
    return _misspelt_name(name, error)


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


def import_error(error: ImportError) -> Mistake | None:
    """Return why something of the SDK cannot be imported; None for other packages."""
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
        close = similar(name, module)
        values = {"name": name, "module": module, "right": close, "line": f"from {module} import {close}"}
        return Mistake("you.import_near" if close else "you.import_name", values)
    if place := home(name):
        return Mistake("you.wrong_module", {"name": name, "module": module, "line": place.line})
    if old := version_3_of(name):
        return _old_class(name, old)
    if close := similar(name, module):
        return Mistake("you.import_spelling", {"name": name, "right": close, "line": Home(module, close).line})
    return Mistake("you.import_name", {"name": name, "module": module})
