"""Values of Flex properties as CSS; None for what LINE would not take, so that nothing else gets into a style.

The reference orders the keywords by size and gives no numbers. The numbers are those of LINE's own Flex Message
Simulator; where that shows none either, a comment says "our choice".
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from helpers.line.limits import FLEX_HEIGHT_PER_WIDTH_MAX
from helpers.panels.results.message_preview.shapes import keyword

#: ``spacing``, ``margin``, ``padding…``, ``offset…`` and ``cornerRadius`` in px (REF#box).
SPACES: Mapping[str, str] = {
    "none": "0", "xs": "2px", "sm": "4px", "md": "8px", "lg": "12px", "xl": "16px", "xxl": "20px",
}  # fmt: skip
#: ``size`` of texts, spans and icons (REF#f-text).
TEXT_SIZES: Mapping[str, str] = {
    "xxs": "11px", "xs": "13px", "sm": "14px", "md": "16px", "lg": "19px",
    "xl": "22px", "xxl": "29px", "3xl": "35px", "4xl": "48px", "5xl": "74px",
}  # fmt: skip
#: ``size`` of images: their width (REF#f-image).
IMAGE_SIZES: Mapping[str, str] = {
    "xxs": "40px", "xs": "60px", "sm": "80px", "md": "100px", "lg": "120px", "xl": "140px",
    "xxl": "160px", "3xl": "180px", "4xl": "200px", "5xl": "220px", "full": "100%",
}  # fmt: skip
#: ``borderWidth`` of boxes (REF#box).
BORDER_WIDTHS: Mapping[str, str] = {
    "none": "0", "light": "0.5px", "normal": "1px", "medium": "2px", "semi-bold": "3px", "bold": "4px",
}  # fmt: skip
#: ``size`` of bubbles: their width on a screen wide enough (REF#bubble).
BUBBLE_WIDTHS: Mapping[str, str] = {
    "nano": "120px", "micro": "160px", "deca": "220px", "hecto": "241px",
    "kilo": "260px", "mega": "300px", "giga": "500px",
}  # fmt: skip

_COLOUR = re.compile(r"#(?:[0-9a-f]{6}|[0-9a-f]{8})", re.IGNORECASE)
_LENGTH = re.compile(r"-?\d{1,5}(?:\.\d{1,3})?(?:px|%)", re.ASCII)
_ANGLE = re.compile(r"\d{1,3}(?:\.\d{1,9})?deg", re.ASCII)
_PERCENT = re.compile(r"\d{1,3}(?:\.\d{1,9})?%", re.ASCII)
_RATIO = re.compile(r"(\d{1,6}(?:\.\d{1,9})?):(\d{1,6}(?:\.\d{1,9})?)", re.ASCII)


def colour(value: object) -> str | None:
    """Return ``#RRGGBB`` or ``#RRGGBBAA`` as it is."""
    return value if isinstance(value, str) and _COLOUR.fullmatch(value) else None


def length(value: object, keywords: Mapping[str, str] = SPACES) -> str | None:
    """Return a length in px or %, or what one of `keywords` means."""
    word = keyword(value)
    return keywords.get(word) or (word if _LENGTH.fullmatch(word) else None)


def angle(value: object) -> str | None:
    """Return an angle in degrees."""
    return value if isinstance(value, str) and _ANGLE.fullmatch(value) else None


def percent(value: object) -> str | None:
    """Return a percentage."""
    return value if isinstance(value, str) and _PERCENT.fullmatch(value) else None


def ratio(value: object, default: str) -> str:
    """Return ``width:height`` as CSS writes it, ``width / height``; `default` (in CSS) for anything else."""
    match = _RATIO.fullmatch(keyword(value))
    if not match or not float(match[1]) or not float(match[2]):
        return default
    too_high = float(match[2]) > float(match[1]) * FLEX_HEIGHT_PER_WIDTH_MAX  # LINE refuses it, so this is our choice
    return f"1 / {FLEX_HEIGHT_PER_WIDTH_MAX}" if too_high else f"{match[1]} / {match[2]}"


def styled(declarations: Mapping[str, str | None]) -> str:
    """Return a ``style`` attribute with the declarations that have a value; "" without any."""
    css = ";".join(f"{name}:{value}" for name, value in declarations.items() if value is not None)
    return f' style="{css}"' if css else ""
