"""One message as it looks in a chat: text as text, everything else as a labelled tile or a simple preview."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

from helpers.panels.kit.markup import esc
from helpers.text import Texts

_COLUMNS_SHOWN = 3
_LINES_SHOWN = 12
_EMOJI = "☺"  # stands for a LINE emoji, whose picture is LINE's own


def bubble(message: Mapping[str, Any], say: Texts) -> str:
    """The HTML of a message's content, ready to stand in a chat."""
    kind = str(message.get("type", ""))
    draw = _DRAWERS.get(kind, _unknown)
    css = {"text": " lab-text", "textV2": " lab-text", "sticker": " lab-sticker", "unsent": " lab-unsent"}.get(kind, "")
    return f'<div class="lab-say{css}">{draw(message, say)}</div>'


def summary(message: Mapping[str, Any], say: Texts) -> str:
    """A message in a few words of one line: its text, or what kind of message it is."""
    if message.get("type") in ("text", "textV2"):
        line = " ".join(_text_of(message, say).split())
        return line if len(line) <= 30 else line[:30] + "…"
    return kind_name(message, say)


def kind_name(message: Mapping[str, Any], say: Texts) -> str:
    """What kind of message it is, in words."""
    kind = str(message.get("type") or "")
    if not kind:
        return say("message.untyped")
    known = kind in _DRAWERS and kind not in ("text", "textV2")
    return say(f"message.{kind}" if known else "message.unknown")


def quick_replies(message: Mapping[str, Any], say: Texts) -> str:
    """The quick reply buttons under the last message of a chat; empty when it has none."""
    items = _mapping(message.get("quickReply")).get("items")
    labels = [_label(_mapping(_mapping(item).get("action"))) for item in _list(items)]
    if not labels:
        return ""
    chips = "".join(f"<li>{esc(label)}</li>" for label in labels)
    return f'<div class="lab-quick">{esc(say("phone.quick_reply"))}<ul class="lab-chips">{chips}</ul></div>'


# Text ---------------------------------------------------------------------------------------------------------------


def _text(message: Mapping[str, Any], say: Texts) -> str:
    return esc(_text_of(message, say))


def _text_of(message: Mapping[str, Any], say: Texts) -> str:
    text = str(message.get("text") or "")
    if message.get("type") == "textV2":
        text = _fill_in(text, _mapping(message.get("substitution")), say)
    elif message.get("emojis"):
        text = _with_emojis(text, _list(message["emojis"]))
    return text or say("message.empty_text")


def _with_emojis(text: str, emojis: Iterable[Any]) -> str:
    """Put a sign where LINE puts its emoji: `index` counts UTF-16 units (DOC/text-character-count/)."""
    units = text.encode("utf-16-le", "surrogatepass")
    for emoji in sorted((e for e in map(_mapping, emojis)), key=lambda e: -_number(e.get("index"))):
        at, length = _number(emoji.get("index")) * 2, _number(emoji.get("length") or 1) * 2
        units = units[:at] + _EMOJI.encode("utf-16-le") + units[at + length :]
    return units.decode("utf-16-le", "replace")


def _fill_in(text: str, substitution: Mapping[str, Any], say: Texts) -> str:
    """``{key}`` becomes what it stands for; doubled braces are braces (REF#text-message-v2)."""

    def one(found: re.Match[str]) -> str:
        token = found.group(0)
        if token in ("{{", "}}"):
            return token[0]
        return _substitute(found.group(1), _mapping(substitution.get(found.group(1))), say)

    return re.sub(r"\{\{|\}\}|\{([0-9A-Za-z_]+)\}", one, text)


def _substitute(key: str, value: Mapping[str, Any], say: Texts) -> str:
    if value.get("type") == "emoji":
        return _EMOJI
    everyone = _mapping(value.get("mentionee")).get("type") == "all"
    return f"@{say('message.everyone') if everyone else key}"


# Tiles --------------------------------------------------------------------------------------------------------------


def _tile(title: str, lines: Iterable[object] = (), art: str = "") -> str:
    picture = f'<span class="lab-art lab-{art}"></span>' if art else ""
    rest = "".join(f"<span>{esc(line)}</span> " for line in lines if line not in (None, ""))
    return f'<div class="lab-tile">{picture}<b>{esc(title)}</b> {rest}</div>'


def _sticker(message: Mapping[str, Any], say: Texts) -> str:
    return _tile(say("message.sticker"), [f"{message.get('packageId', '?')} / {message.get('stickerId', '?')}"])


def _image(message: Mapping[str, Any], say: Texts) -> str:
    return _tile(say("message.image"), [_file_of(message.get("originalContentUrl"))], "photo")


def _video(message: Mapping[str, Any], say: Texts) -> str:
    lines = [_file_of(message.get("originalContentUrl")), _length(message, say)]
    return _tile(f"▶ {say('message.video')}", lines, "photo")


def _audio(message: Mapping[str, Any], say: Texts) -> str:
    return _tile(f"▶ {say('message.audio')}", [_length(message, say)])


def _length(message: Mapping[str, Any], say: Texts) -> str:
    milliseconds = _number(message.get("duration"))
    return say("message.seconds", seconds=f"{milliseconds / 1000:g}") if milliseconds else ""


def _file(message: Mapping[str, Any], say: Texts) -> str:
    return _tile(say("message.file"), [message.get("fileName")])


def _location(message: Mapping[str, Any], say: Texts) -> str:
    title = str(message.get("title") or say("message.location"))
    return _tile(title, [message.get("address")], "map")


def _coupon(message: Mapping[str, Any], say: Texts) -> str:
    return _tile(say("message.coupon"), [message.get("couponId")])


def _imagemap(message: Mapping[str, Any], say: Texts) -> str:
    return _tile(say("message.imagemap"), [message.get("altText")], "photo")


def _unsent(message: Mapping[str, Any], say: Texts) -> str:
    return f"<em>{esc(say('message.unsent'))}</em>"


def _unknown(message: Mapping[str, Any], say: Texts) -> str:
    return _tile(kind_name(message, say), [message.get("type")])


def _file_of(url: object) -> str:
    """The file's name, or the host when the address names none."""
    try:
        parts = urlsplit(str(url or ""))
    except ValueError:
        return str(url)
    return parts.path.rpartition("/")[2] or parts.netloc


# Templates and Flex -------------------------------------------------------------------------------------------------


def _template(message: Mapping[str, Any], say: Texts) -> str:
    template = _mapping(message.get("template"))
    columns = [_mapping(column) for column in _list(template.get("columns"))]
    if not columns:
        return _column(template, message.get("altText"), say)
    shown = "".join(f'<div class="lab-columns">{_column(column, "", say)}</div>' for column in columns[:_COLUMNS_SHOWN])
    return _tile(str(message.get("altText") or say("message.template"))) + shown + _more(len(columns), say)


def _column(column: Mapping[str, Any], fallback: object, say: Texts) -> str:
    title, text = column.get("title"), column.get("text")
    picture = "photo" if column.get("thumbnailImageUrl") or column.get("imageUrl") else ""
    heading = str(title or text or fallback or say("message.template"))
    actions = [*_list(column.get("actions")), *_list([column["action"]] if "action" in column else [])]
    return _tile(heading, [text] if title else [], picture) + _buttons(_label(_mapping(a)) for a in actions)


def _flex(message: Mapping[str, Any], say: Texts) -> str:
    contents = _mapping(message.get("contents"))
    bubbles = [contents]
    if contents.get("type") == "carousel":
        bubbles = [_mapping(child) for child in _list(contents.get("contents"))]
    drawn = "".join(_flex_bubble(b) for b in bubbles[:_COLUMNS_SHOWN])
    title = _tile(str(message.get("altText") or say("message.flex")), [say("message.flex")])
    return title + drawn + _more(len(bubbles), say)


def _flex_bubble(contents: Mapping[str, Any]) -> str:
    parts = list(_flex_parts(contents))[:_LINES_SHOWN]
    lines = [text for kind, text in parts if kind == "text"]
    picture = "photo" if any(kind == "image" for kind, _ in parts) else ""
    if not parts:
        return ""
    tile = _tile(lines[0] if lines else "", lines[1:], picture)
    return f'<div class="lab-columns">{tile}{_buttons(text for kind, text in parts if kind == "button")}</div>'


def _flex_parts(node: Any) -> Iterator[tuple[str, str]]:
    """What a person reads in a Flex bubble, from top to bottom."""
    part = _mapping(node)
    kind = part.get("type")
    if kind in ("text", "span") and part.get("text"):
        yield "text", str(part["text"])
    elif kind == "button":
        yield "button", _label(_mapping(part.get("action")))
    elif kind == "image":
        yield "image", ""
    for name in ("header", "hero", "body", "footer"):
        if name in part:
            yield from _flex_parts(part[name])
    for child in _list(part.get("contents")):
        yield from _flex_parts(child)


def _buttons(labels: Iterable[str]) -> str:
    items = "".join(f"<li>{esc(label)}</li>" for label in labels)
    return f'<ul class="lab-buttons">{items}</ul>' if items else ""


def _more(count: int, say: Texts) -> str:
    return f"<span>{esc(say('phone.more', count=count - _COLUMNS_SHOWN))}</span>" if count > _COLUMNS_SHOWN else ""


def _label(action: Mapping[str, Any]) -> str:
    return str(action.get("label") or action.get("text") or action.get("uri") or action.get("type") or "…")


# A phone draws whatever was sent, also by a bot that sends nonsense past the checks: shapes are never trusted.


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _list(value: Any) -> list[Any]:
    return list(value) if isinstance(value, (list, tuple)) else []


def _number(value: Any) -> int:
    return int(value) if isinstance(value, (int, float)) and value > 0 else 0


_DRAWERS: Mapping[str, Callable[[Mapping[str, Any], Texts], str]] = {
    "text": _text,
    "textV2": _text,
    "sticker": _sticker,
    "image": _image,
    "video": _video,
    "audio": _audio,
    "file": _file,
    "location": _location,
    "coupon": _coupon,
    "imagemap": _imagemap,
    "template": _template,
    "flex": _flex,
    "unsent": _unsent,
}
