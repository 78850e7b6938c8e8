"""What LINE checks in flex containers (REF#flex-message): everything below ``contents``, in words of its own.

LINE reads a container with a parser that never uses the words of ordinary fields (facts 14.2), so nothing here goes
through the SDK's models. Paths are slash paths from the container: ``/body/contents/5/text`` in a bubble,
``/contents/0/footer/contents/1/action/text`` in a carousel, ``/`` for the container itself.

Seen from real servers: "At least one block must be specified", "`text` or `contents` must be specified", "must be
non-empty text", "invalid uri scheme", "unknown field", "cannot contain null elements", and "invalid property" for a
wrong type, a value not in the list, a long label, a bad colour and a component that may not be there. The rest says
that its words are not documented.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from helpers.line import limits
from helpers.line.error_details import UNSPECIFIED, undocumented
from helpers.line.errors import Detail
from helpers.line.fields.flex import BLOCKS, FLEX_FIELDS, IN_BASELINE, IN_BOX, IN_HERO, VIDEO_SIZES
from helpers.line.fields.kinds import Action, Items, ObjectOf, Parts
from helpers.stub.rules.actions import EMPTY_TEXT, FLEX, FLEX_BUTTON, INVALID, strict_action_problems
from helpers.stub.rules.flex_values import value_problems

UNKNOWN_FIELD = "unknown field"
NULL_ELEMENTS = "cannot contain null elements"

_Json = Mapping[str, Any]
_CONTAINERS = ("bubble", "carousel")
_NARROW_HERO = tuple(kind for kind in IN_HERO if kind != "video")
_DEFAULT_SIZE = "mega"  # of a bubble that names none


@dataclass(frozen=True)
class _Place:
    """An object of the container: where it is, and which tables may describe it."""

    value: object
    at: str
    tables: tuple[str, ...]
    typed: bool = True

    @property
    def path(self) -> str:
        """The path as LINE writes it; the container itself is ``/``."""
        return self.at or "/"


def container_problems(container: object) -> Iterator[Detail]:
    """Return what LINE finds wrong with the ``contents`` of a flex message, in document order."""
    stack = [_Place(container, "", _CONTAINERS)]  # a stack of our own, so that no nesting is too deep
    while stack:
        place = stack.pop()
        kind, details = _kind(place)
        yield from details
        if kind is None:
            continue
        fields: _Json = place.value  # type: ignore[assignment]  # a mapping, or it had no kind
        yield from _field_problems(fields, place, kind)
        yield from _whole_problems(fields, place, kind)
        stack.extend(reversed(list(_children(fields, place, kind))))
    if isinstance(container, Mapping) and _animated_images(container) > limits.FLEX_ANIMATED_IMAGES_MAX:
        yield undocumented(f"must not be more than {limits.FLEX_ANIMATED_IMAGES_MAX} animated images", "/")


def _kind(place: _Place) -> tuple[str | None, list[Detail]]:
    """Return the table that describes this object; None with the reason when none does."""
    if not isinstance(place.value, Mapping):
        return None, [Detail(INVALID, place.path)]
    if not place.typed:
        return place.tables[0], []
    kind = place.value.get("type")
    if kind is None or kind == "":
        return None, [undocumented(UNSPECIFIED, f"{place.at}/type")]
    if not isinstance(kind, str) or kind not in place.tables:
        return None, [Detail(INVALID, place.path)]
    return kind, []


def _field_problems(fields: _Json, place: _Place, kind: str) -> Iterator[Detail]:
    """Names that LINE does not know, then each field by its table."""
    table = FLEX_FIELDS[kind]
    for name in fields:
        if name not in table and not (name == "type" and place.typed):
            yield Detail(UNKNOWN_FIELD, f"{place.at}/{name}")
    for name, field in table.items():
        value, at = fields.get(name), f"{place.at}/{name}"
        if value is None:
            if field.required:
                yield undocumented(UNSPECIFIED, at)
        elif isinstance(field, Action):
            yield from _action_problems(value, at, kind)
        elif isinstance(field, Items):
            yield from _size_problems(value, at, field)
        elif not isinstance(field, ObjectOf):
            yield from value_problems(value, at, field)


def _action_problems(action: object, at: str, kind: str) -> Iterator[Detail]:
    if kind == "video" and isinstance(action, Mapping) and action.get("type") not in (None, "", "uri"):
        yield undocumented(INVALID, at)  # REF#f-video: a URI action
    else:
        yield from strict_action_problems(action, at, FLEX_BUTTON if kind == "button" else FLEX)


def _size_problems(items: object, at: str, field: Items) -> Iterator[Detail]:
    if not isinstance(items, list):
        yield Detail(INVALID, at)
    elif any(item is None for item in items):
        yield Detail(NULL_ELEMENTS, at)
    elif field.most is not None and len(items) > field.most:
        yield Detail(f"must not be more than {field.most} items", at)
    elif len(items) < field.least:
        yield undocumented(f"must not be less than {field.least} items", at)


def _children(fields: _Json, place: _Place, kind: str) -> Iterator[_Place]:
    """Return the objects inside this one, in the order of its table."""
    for name, field in FLEX_FIELDS[kind].items():
        value, at = fields.get(name), f"{place.at}/{name}"
        if isinstance(field, ObjectOf) and value is not None:
            tables = _heroes(fields, place) if (kind, name) == ("bubble", "hero") else field.tables
            yield _Place(value, at, tables, field.typed)
        elif isinstance(field, Parts) and isinstance(value, list):
            tables = _in_box(fields) if kind == "box" else field.tables
            for index, item in enumerate(value):
                if item is not None:
                    yield _Place(item, f"{at}/{index}", tables)


def _heroes(bubble: _Json, place: _Place) -> tuple[str, ...]:
    """Return a video only in a bubble of its own that is wide enough (REF#f-video)."""
    alone = place.at == "" and (bubble.get("size") or _DEFAULT_SIZE) in VIDEO_SIZES
    return IN_HERO if alone else _NARROW_HERO


def _in_box(box: _Json) -> tuple[str, ...]:
    return IN_BASELINE if box.get("layout") == "baseline" else IN_BOX


# What concerns an object as a whole ---------------------------------------------------------------------------


def _whole_problems(fields: _Json, place: _Place, kind: str) -> Iterator[Detail]:
    if kind == "bubble":
        yield from _bytes(fields, place, kind, limits.FLEX_BUBBLE_BYTES)
        if all(fields.get(name) is None for name in BLOCKS):
            yield Detail("At least one block must be specified", place.path)
    elif kind == "carousel":
        yield from _bytes(fields, place, kind, limits.FLEX_CAROUSEL_BYTES)
        yield from _widths(fields.get("contents"), place)
    elif kind == "text" and not fields.get("contents"):  # with spans, the text is ignored
        if fields.get("text") is None:
            yield Detail("`text` or `contents` must be specified", place.path)
        elif fields["text"] == "":
            yield Detail(EMPTY_TEXT, f"{place.at}/text")


def _widths(bubbles: object, place: _Place) -> Iterator[Detail]:
    """REF#f-carousel: bubbles of one width."""
    inside = bubbles if isinstance(bubbles, list) else []
    widths = [bubble.get("size") or _DEFAULT_SIZE for bubble in inside if isinstance(bubble, Mapping)]
    if any(width != widths[0] for width in widths):
        yield undocumented("bubbles of different sizes", f"{place.at}/contents")


def _bytes(container: _Json, place: _Place, what: str, limit: int) -> Iterator[Detail]:
    if _exceeds(container, limit):
        # The first sentence was seen; the second is completed from the reference.
        text = f"Too large flex message. The maximum size of JSON data that defines a {what} is {limit // 1024} KB."
        yield Detail(text, place.path)


def _exceeds(value: object, limit: int) -> bool:
    """Whether it is larger as compact UTF-8 JSON, the least it can be: LINE does not specify how it measures."""
    try:
        return _json_bytes(value) > limit
    except RecursionError:  # nested deeper than this version of Python writes out
        return _counted_bytes(value, limit) > limit


def _json_bytes(value: object) -> int:
    return len(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass"))


def _counted_bytes(value: object, enough: int) -> int:
    """Return the same, with a stack of our own; counting ends when there is more than `enough`."""
    size, stack = 0, [value]
    while stack and size <= enough:
        item = stack.pop()
        if isinstance(item, Mapping):
            stack.extend(item.values())
            size += sum(_json_bytes(key) + len(":") for key in item)
        elif isinstance(item, list):
            stack.extend(item)
        else:
            size += _json_bytes(item)
            continue
        size += len("[]") + max(0, len(item) - 1)  # and the commas
    return size


def _animated_images(container: _Json) -> int:
    count, stack = 0, [container]
    while stack:
        value: Any = stack.pop()
        if isinstance(value, Mapping):
            count += value.get("type") == "image" and value.get("animated") is True
            stack.extend(value.values())
        elif isinstance(value, list):
            stack.extend(value)
    return count
