"""Where the names of the SDK live: the module of a class, the client of a method, and what became of version 2's."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from keyword import iskeyword
from pathlib import Path
from typing import Any

from pydantic.v1 import BaseModel

from helpers.sdk.operations import sdk_operations
from helpers.sdk.schema import fields

#: Modules one imports from, the usual ones first; each is asked for its own public names.
MODULES = (
    "linebot.v3.messaging", "linebot.v3.webhooks", "linebot.v3", "linebot.v3.exceptions", "linebot.v3.audience",
    "linebot.v3.insight", "linebot.v3.liff", "linebot.v3.module", "linebot.v3.moduleattach", "linebot.v3.oauth",
    "linebot.v3.shop",
)  # fmt: skip
#: Version 2's classes that have another name in version 3, besides those that follow a rule.
_RENAMED: Mapping[str, str] = {
    "LineBotApi": "MessagingApi",
    "LineBotApiError": "ApiException",
    "QuickReplyButton": "QuickReplyItem",
    "BubbleContainer": "FlexBubble",
    "CarouselContainer": "FlexCarousel",
    "BaseSize": "ImagemapBaseSize",
    "Video": "ImagemapVideo",
    "SourceUser": "UserSource",
    "SourceGroup": "GroupSource",
    "SourceRoom": "RoomSource",
}
_RULES = ((r"(\w+)SendMessage", r"\1Message"), (r"(\w+)Component", r"Flex\1"), (r"(\w+)Container", r"Flex\1"))


@dataclass(frozen=True)
class Home:
    """Where a name is: `module`, and the name there."""

    module: str
    name: str

    @property
    def line(self) -> str:
        """The line that imports it."""
        return f"from {self.module} import {self.name}"

    @property
    def thing(self) -> Any:
        """What the name stands for: a class, nearly always."""
        return getattr(import_module(self.module), self.name)


@cache
def home(name: str) -> Home | None:
    """Return where version 3 of the SDK has a public name; None where it has none by it."""
    for module in MODULES:
        if not name.startswith("_") and hasattr(import_module(module), name):
            return Home(module, name)
    return None


def model(name: str) -> type[BaseModel] | None:
    """Return the class of version 3 of that name whose objects have fields; None where it has none."""
    place = home(name)
    found = place.thing if place else None
    return found if isinstance(found, type) and issubclass(found, BaseModel) else None


def similar(name: str, module: str) -> str | None:
    """Return the public name of a module that is nearest to a misspelt one; None where none is near."""
    if module not in MODULES and module not in sys.modules:
        return None
    names = [known for known in dir(import_module(module)) if not known.startswith("_")]
    lower = {known.lower(): known for known in names}
    same = lower.get(name.replace("_", "").lower())
    return same or next(iter(get_close_matches(name, names, n=1, cutoff=0.8)), None)


def version_3_of(name: str) -> Home | None:
    """Return what a class of version 2 has become; None for what is no class of version 2, or has no successor."""
    if name not in _version_2():
        return None
    for pattern, new in _RULES:
        if re.fullmatch(pattern, name) and (found := home(re.sub(pattern, new, name))):
            return found
    return home(_RENAMED.get(name, name))


def is_written_in_sdk(name: str) -> bool:
    """Whether the SDK's programs have this name: a class, one of its fields, a method of a client."""
    return name in _written()


def keyword_field(name: str) -> str | None:
    """Return how the SDK names a field that is a word of Python on the wire, ``var_and`` for ``and``; None for none."""
    return _keyword_fields().get(name)


@cache
def _models() -> tuple[type[BaseModel], ...]:
    modules = [import_module(module) for module in MODULES]
    things = [thing for module in modules for thing in vars(module).values()]
    return tuple(thing for thing in things if isinstance(thing, type) and issubclass(thing, BaseModel))


@cache
def _written() -> frozenset[str]:
    names = {name for model in _models() for name in (model.__name__, *(field.name for field in fields(model)))}
    return frozenset(names | {operation.name for operation in sdk_operations()} | {"x_line_retry_key"})


@cache
def _keyword_fields() -> dict[str, str]:
    named = {field.alias: field.name for model in _models() for field in fields(model)}
    return {alias: name for alias, name in named.items() if iskeyword(alias)}


def client_of(method: str) -> str | None:
    """Return the client class that has a method, ``MessagingApiBlob`` for ``get_message_content``; None for none."""
    name = method.removesuffix("_with_http_info")
    return next((_client(operation.client, name) for operation in sdk_operations() if operation.name == name), None)


def _client(package: str, method: str) -> str | None:
    module = import_module(f"linebot.v3.{package}")
    clients = [
        thing for name, thing in vars(module).items() if isinstance(thing, type) and not name.startswith("Async")
    ]
    return next((c.__name__ for c in clients if hasattr(c, method) and hasattr(c, f"{method}_with_http_info")), None)


@cache
def _version_2() -> frozenset[str]:
    """Return the classes of version 2, read from their source: importing them would warn that they are old."""
    spec = find_spec("linebot")
    assert spec is not None and spec.submodule_search_locations, "the SDK is installed"
    folder = Path(spec.submodule_search_locations[0])
    sources = [*(folder / "models").rglob("*.py"), *folder.glob("*.py")]
    return frozenset(name for source in sources for name in _CLASS.findall(source.read_text(encoding="utf-8")))


_CLASS = re.compile(r"^class (\w+)", re.MULTILINE)
