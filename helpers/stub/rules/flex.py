"""What LINE checks in flex containers (REF#flex-message) beyond the SDK's models.

Paths are slash paths from the container, as real answers write them: ``/body/contents/5/text`` in a bubble,
``/contents/0/footer/contents/1/action/text`` in a carousel, ``/`` for the container itself. Seen from real servers:
"At least one block must be specified", "`text` or `contents` must be specified", "must be non-empty text", "invalid
uri scheme", and "invalid property" for a long label, a bad colour and a component that may not stand there.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from helpers.line import limits
from helpers.line.error_details import UNSPECIFIED
from helpers.line.errors import Detail
from helpers.stub.rules.actions import EMPTY_TEXT, FLEX, FLEX_BUTTON, INVALID, action_problems
from helpers.stub.rules.uris import picture_problems

_BLOCKS = ("header", "hero", "body", "footer")
_VIDEO_SIZES = (None, "kilo", "mega", "giga")  # None: the default, mega (REF#f-video)
_BOX = frozenset(("box",))
_HERO = frozenset(("box", "image"))
_SPANS = frozenset(("span",))
_IN_BASELINE = frozenset(("icon", "text", "filler"))
_IN_BOX = frozenset(("box", "button", "image", "text", "separator", "filler"))

_COLOUR = re.compile(r"#(?:[0-9a-f]{6}|[0-9a-f]{8})", re.IGNORECASE)
_RATIO = re.compile(r"(\d{1,9}(?:\.\d{1,9})?):(\d{1,9}(?:\.\d{1,9})?)", re.ASCII)

_Json = Mapping[str, Any]


def container_problems(container: object) -> Iterator[Detail]:
    """What LINE finds wrong with the ``contents`` of a flex message."""
    if not isinstance(container, Mapping):
        return
    if container.get("type") == "carousel":
        yield from _carousel(container)
    elif container.get("type") == "bubble":
        yield from _bubble(container, "", _HERO | {"video"} if _is_wide(container) else _HERO)
    most = limits.FLEX_ANIMATED_IMAGES_MAX
    if _animated_images(container) > most:
        yield Detail(f"must not be more than {most} animated images", "/")  # undocumented wording


def _carousel(carousel: _Json) -> Iterator[Detail]:
    yield from _bytes(carousel, "", "carousel", limits.FLEX_CAROUSEL_BYTES)
    bubbles = _items(carousel.get("contents"))
    if len(bubbles) > limits.FLEX_CAROUSEL_BUBBLES_MAX:
        yield Detail(f"must not be more than {limits.FLEX_CAROUSEL_BUBBLES_MAX} items", "/contents")
    elif not bubbles and "contents" in carousel:
        yield Detail("must not be less than 1 items", "/contents")  # undocumented wording
    widths = [bubble.get("size") or "mega" for bubble in bubbles if isinstance(bubble, Mapping)]
    for index, bubble in enumerate(bubbles):
        if isinstance(bubble, Mapping):
            yield from _bubble(bubble, f"/contents/{index}", _HERO)
    if any(width != widths[0] for width in widths):
        yield Detail("bubbles of different sizes", "/contents")  # undocumented wording (REF#f-carousel)


def _is_wide(bubble: _Json) -> bool:
    return bubble.get("size") in _VIDEO_SIZES


def _bubble(bubble: _Json, at: str, heroes: frozenset[str]) -> Iterator[Detail]:
    yield from _bytes(bubble, at, "bubble", limits.FLEX_BUBBLE_BYTES)
    blocks = [name for name in _BLOCKS if isinstance(bubble.get(name), Mapping)]
    if not blocks:
        yield Detail("At least one block must be specified", at or "/")
    yield from _styles(bubble, at)
    for name in blocks:
        yield from _walk(bubble[name], f"{at}/{name}", heroes if name == "hero" else _BOX)
    yield from action_problems(bubble.get("action"), f"{at}/action", FLEX)


def _bytes(container: _Json, at: str, what: str, limit: int) -> Iterator[Detail]:
    if _exceeds(container, limit):
        # The first sentence was seen; the second is completed from the reference.
        text = f"Too large flex message. The maximum size of JSON data that defines a {what} is {limit // 1024} KB."
        yield Detail(text, at or "/")


def _exceeds(value: object, limit: int) -> bool:
    """Whether it is larger as compact UTF-8 JSON, the least it can be: LINE does not specify how it measures."""
    try:
        return _json_bytes(value) > limit
    except RecursionError:  # nested deeper than this version of Python writes out
        return _counted_bytes(value, limit) > limit


def _json_bytes(value: object) -> int:
    return len(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass"))


def _counted_bytes(value: object, enough: int) -> int:
    """The same, with a stack of our own; counting ends when there is more than `enough`."""
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


def _styles(bubble: _Json, at: str) -> Iterator[Detail]:
    styles = bubble.get("styles")
    if not isinstance(styles, Mapping):
        return
    for name in _BLOCKS:
        style = styles.get(name)
        if isinstance(style, Mapping):
            yield from _colours(style, f"{at}/styles/{name}", "backgroundColor", "separatorColor")


def _walk(root: _Json, at: str, allowed: frozenset[str]) -> Iterator[Detail]:
    """Every component under `root`, in document order; a stack of our own, so that no nesting is too deep."""
    stack: list[tuple[object, str, frozenset[str]]] = [(root, at, allowed)]
    while stack:
        component, at, allowed = stack.pop()
        kind = component.get("type") if isinstance(component, Mapping) else None
        if not isinstance(component, Mapping) or not isinstance(kind, str):
            continue
        if kind not in allowed:
            yield Detail(INVALID, at)
            continue
        yield from _KINDS[kind](component, at)
        stack.extend(reversed(list(_children(component, kind, at))))


def _children(component: _Json, kind: str, at: str) -> Iterator[tuple[object, str, frozenset[str]]]:
    if kind == "video":
        yield component.get("altContent"), f"{at}/altContent", _HERO
    elif kind in ("box", "text"):
        inside = _IN_BASELINE if component.get("layout") == "baseline" else _IN_BOX
        for index, child in enumerate(_items(component.get("contents"))):
            yield child, f"{at}/contents/{index}", inside if kind == "box" else _SPANS


def _box(box: _Json, at: str) -> Iterator[Detail]:
    yield from _colours(box, at, "backgroundColor", "borderColor")
    background = box.get("background")
    if isinstance(background, Mapping) and background.get("type") == "linearGradient":
        yield from _gradient(background, f"{at}/background")
    yield from action_problems(box.get("action"), f"{at}/action", FLEX)


def _gradient(gradient: _Json, at: str) -> Iterator[Detail]:
    for name in ("angle", "startColor", "endColor"):
        if gradient.get(name) is None:
            yield Detail(UNSPECIFIED, f"{at}/{name}")
    yield from _colours(gradient, at, "startColor", "endColor", "centerColor")


def _button(button: _Json, at: str) -> Iterator[Detail]:
    yield from _colours(button, at, "color")
    yield from action_problems(button.get("action"), f"{at}/action", FLEX_BUTTON)


def _image(image: _Json, at: str) -> Iterator[Detail]:
    yield from picture_problems(image, at, "url")
    yield from _ratio(image, at)
    yield from _colours(image, at, "backgroundColor")
    yield from action_problems(image.get("action"), f"{at}/action", FLEX)


def _video(video: _Json, at: str) -> Iterator[Detail]:
    for name in ("url", "previewUrl"):
        yield from picture_problems(video, at, name)
    yield from _ratio(video, at)
    action = video.get("action")
    if isinstance(action, Mapping) and action.get("type") != "uri":
        yield Detail(INVALID, f"{at}/action")  # undocumented wording (REF#f-video)
    else:
        yield from action_problems(action, f"{at}/action", FLEX)


def _icon(icon: _Json, at: str) -> Iterator[Detail]:
    yield from picture_problems(icon, at, "url")
    yield from _ratio(icon, at)


def _text(text: _Json, at: str) -> Iterator[Detail]:
    if not text.get("contents"):  # with spans, the text is ignored
        if text.get("text") is None:
            yield Detail("`text` or `contents` must be specified", at)
        elif text["text"] == "":
            yield Detail(EMPTY_TEXT, f"{at}/text")
    yield from _colours(text, at, "color")
    yield from action_problems(text.get("action"), f"{at}/action", FLEX)


def _coloured(component: _Json, at: str) -> Iterator[Detail]:
    return _colours(component, at, "color")


def _nothing(component: _Json, at: str) -> Iterator[Detail]:
    return iter(())


def _colours(component: _Json, at: str, *names: str) -> Iterator[Detail]:
    for name in names:
        colour = component.get(name)
        if isinstance(colour, str) and not _COLOUR.fullmatch(colour):
            yield Detail(INVALID, f"{at}/{name}")


def _ratio(component: _Json, at: str) -> Iterator[Detail]:
    ratio = component.get("aspectRatio")
    if isinstance(ratio, str) and not _is_ratio(ratio):
        yield Detail(INVALID, f"{at}/aspectRatio")  # undocumented wording


def _is_ratio(text: str) -> bool:
    """``width:height``, each from 1 to 100000, the height at most three times the width (REF#f-image)."""
    match = _RATIO.fullmatch(text)
    if not match:
        return False
    width, height = float(match[1]), float(match[2])
    sides_fit = min(width, height) >= 1 and max(width, height) <= limits.FLEX_RATIO_SIDE_MAX
    return sides_fit and height <= limits.FLEX_HEIGHT_PER_WIDTH_MAX * width


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


def _items(value: object) -> Sequence[object]:
    return value if isinstance(value, list) else ()


_KINDS: dict[str, Callable[[_Json, str], Iterator[Detail]]] = {
    "box": _box,
    "button": _button,
    "image": _image,
    "video": _video,
    "icon": _icon,
    "text": _text,
    "span": _coloured,
    "separator": _coloured,
    "filler": _nothing,
}
