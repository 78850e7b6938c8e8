"""What LINE checks in imagemap messages (REF#imagemap-message) beyond the SDK's models.

Real answers name their faults as ordinary fields (``messages[0].actions[0].text``, "May not be empty"). Neither a
base width other than 1040 nor areas outside the image are refused: both were seen to be accepted.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from helpers.line.errors import Detail
from helpers.line.fields.messages import IMAGEMAP_FIELDS, MESSAGE_FIELDS
from helpers.stub.rules.ordinary import field_problems, missing_problems

_ACTIONS = ("uri", "message", "clipboard")


def imagemap_problems(message: Mapping[str, Any], at: str) -> Iterator[Detail]:
    """Return what LINE finds wrong with the imagemap message whose property path is `at`."""
    yield from field_problems(message, at, MESSAGE_FIELDS["imagemap"])
    yield from _video(message.get("video"), f"{at}.video")
    actions = message.get("actions")
    for index, action in enumerate(actions if isinstance(actions, list) else ()):
        if isinstance(action, Mapping):
            yield from _action(action, f"{at}.actions[{index}]")


def _action(action: Mapping[str, Any], at: str) -> Iterator[Detail]:
    kind = action.get("type")
    if isinstance(kind, str) and kind in _ACTIONS:
        yield from field_problems(action, at, IMAGEMAP_FIELDS[kind])
    yield from _part(action.get("area"), f"{at}.area", "area")


def _video(video: object, at: str) -> Iterator[Detail]:
    if isinstance(video, Mapping):
        yield from missing_problems(video, at, IMAGEMAP_FIELDS["video"])
        yield from field_problems(video, at, IMAGEMAP_FIELDS["video"])
        yield from _part(video.get("area"), f"{at}.area", "area")
        link = video.get("externalLink")
        if isinstance(link, Mapping):
            yield from missing_problems(link, f"{at}.externalLink", IMAGEMAP_FIELDS["externalLink"])
        yield from _part(link, f"{at}.externalLink", "externalLink")


def _part(part: object, at: str, table: str) -> Iterator[Detail]:
    if isinstance(part, Mapping):
        yield from field_problems(part, at, IMAGEMAP_FIELDS[table])
