"""What LINE checks in imagemap messages (REF#imagemap-message) beyond the SDK's models.

Real answers name their faults as ordinary fields (``messages[0].actions[0].text``, "May not be empty"). Neither a
base width other than 1040 nor areas outside the image are refused: both were seen to be accepted.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from helpers.line import limits
from helpers.line.error_details import EMPTY, length_between, size_between
from helpers.line.errors import Detail
from helpers.line.text_length import longer_in_utf16
from helpers.stub.rules.uris import media_problems, uri_faults


def imagemap_problems(message: Mapping[str, Any], at: str) -> Iterator[Detail]:
    """What LINE finds wrong with the imagemap message whose property path is `at`."""
    yield from media_problems(message, at, "baseUrl")
    yield from _video(message.get("video"), f"{at}.video")
    actions = message.get("actions")
    if isinstance(actions, list):
        if len(actions) > limits.IMAGEMAP_ACTIONS_MAX:
            yield Detail(size_between(0, limits.IMAGEMAP_ACTIONS_MAX), f"{at}.actions")
        for index, action in enumerate(actions):
            yield from _action(action, f"{at}.actions[{index}]")


def _action(action: object, at: str) -> Iterator[Detail]:
    if not isinstance(action, Mapping):
        return
    yield from _text(action, at, "label", limits.IMAGEMAP_LABEL_LENGTH)
    if action.get("type") == "uri":
        yield from _link(action, at)
    elif action.get("type") == "message":
        yield from _text(action, at, "text", limits.IMAGEMAP_TEXT_LENGTH, required=True)
    elif action.get("type") == "clipboard":
        yield from _text(action, at, "clipboardText", limits.CLIPBOARD_TEXT_LENGTH)
    yield from _area(action.get("area"), f"{at}.area")


def _video(video: object, at: str) -> Iterator[Detail]:
    if not isinstance(video, Mapping):
        return
    for name in ("originalContentUrl", "previewImageUrl", "area"):
        if video.get(name) is None:
            yield Detail(EMPTY, f"{at}.{name}")
    yield from media_problems(video, at, "originalContentUrl", "previewImageUrl")
    yield from _area(video.get("area"), f"{at}.area")
    link = video.get("externalLink")
    if isinstance(link, Mapping):
        for name in ("linkUri", "label"):
            if link.get(name) is None:
                yield Detail(EMPTY, f"{at}.externalLink.{name}")
        yield from _link(link, f"{at}.externalLink")
        yield from _text(link, f"{at}.externalLink", "label", limits.IMAGEMAP_VIDEO_LABEL_LENGTH, required=True)


def _link(part: Mapping[str, Any], at: str) -> Iterator[Detail]:
    uri = part.get("linkUri")
    if isinstance(uri, str):
        for fault in uri_faults(uri, limits.IMAGEMAP_URI_LENGTH):
            yield Detail(fault, f"{at}.linkUri")


def _text(part: Mapping[str, Any], at: str, name: str, limit: int, *, required: bool = False) -> Iterator[Detail]:
    text = part.get(name)
    if required and text == "":
        yield Detail(EMPTY, f"{at}.{name}")
    elif isinstance(text, str) and longer_in_utf16(text, limit):
        yield Detail(length_between(0, limit), f"{at}.{name}")


def _area(area: object, at: str) -> Iterator[Detail]:
    if not isinstance(area, Mapping):
        return
    for name in ("x", "y"):
        value = area.get(name)
        if isinstance(value, int) and value < 0:
            yield Detail("Must be greater than or equal to 0", f"{at}.{name}")  # undocumented wording
