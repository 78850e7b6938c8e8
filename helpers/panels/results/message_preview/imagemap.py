"""An imagemap: a picture with areas to tap, each marked, which LINE itself does not do (REF#imagemap-message)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from helpers.panels.kit.markup import esc
from helpers.panels.results.message_preview.actions import action_attributes, action_label
from helpers.panels.results.message_preview.context import PreviewContext
from helpers.panels.results.message_preview.css_values import styled
from helpers.panels.results.message_preview.media import words_for
from helpers.panels.results.message_preview.pictures import file_of, picture
from helpers.panels.results.message_preview.shapes import items, mapping, number

_Json = Mapping[str, Any]
#: The width LINE asks for; areas are given in its units.
_WIDTH = 1040.0


def imagemap(message: _Json, context: PreviewContext) -> str:
    """Return the picture with its areas, and the video in it."""
    size = mapping(message.get("baseSize"))
    width = number(size.get("width")) or _WIDTH
    height = min(max(number(size.get("height")) or width, width / 8), width * 3)  # our choice: LINE gives no limit
    areas = "".join(_area(mapping(action), width, height, context) for action in items(message.get("actions")))
    video = mapping(message.get("video"))
    still = picture(video.get("previewImageUrl"), fill=True)
    playing = (
        f'<span class="lab-area"{_place(video, width, height)}>{still}<span class="lab-play"></span></span>'
        if video
        else ""
    )
    words = words_for(context.say("message.imagemap"), file_of(message.get("baseUrl")))
    shape = styled({"aspect-ratio": f"{width:g} / {height:g}"})
    return f'<div class="lab-imagemap"{shape}>{words}{picture(message.get("baseUrl"), fill=True)}{playing}{areas}</div>'


def _area(action: _Json, width: float, height: float, context: PreviewContext) -> str:
    tap = action_attributes(action, context)
    return (
        f' <span class="lab-area"{_place(action, width, height)}{tap}><span>{esc(action_label(action))}</span></span>'
    )


def _place(action: _Json, width: float, height: float) -> str:
    """Where an area lies, in percent of the picture."""
    area = mapping(action.get("area"))
    left, top = (number(area.get(name)) for name in ("x", "y"))
    sides = {
        "left": left / width,
        "top": top / height,
        "width": number(area.get("width")) / width,
        "height": number(area.get("height")) / height,
    }
    return styled({name: f"{min(part, 3) * 100:.3g}%" for name, part in sides.items()})
