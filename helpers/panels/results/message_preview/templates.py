"""Template messages: buttons, confirm, carousel, image carousel (REF#template-messages)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from helpers.panels.kit.markup import esc, reachable
from helpers.panels.results.message_preview.actions import action_attributes, action_label
from helpers.panels.results.message_preview.context import PreviewContext
from helpers.panels.results.message_preview.css_values import colour, styled
from helpers.panels.results.message_preview.media import words_for
from helpers.panels.results.message_preview.pictures import file_of, picture
from helpers.panels.results.message_preview.shapes import items, keyword, mapping, text_of

_Json = Mapping[str, Any]


def template(message: _Json, context: PreviewContext) -> str:
    """Return the HTML of a template message. Its altText is not in it: that is for where templates do not show."""
    body = mapping(message.get("template"))
    kind = keyword(body.get("type"))
    columns = [mapping(column) for column in items(body.get("columns"))]
    if kind == "confirm":
        return f'<div class="lab-template lab-confirm">{_words(body)}{_actions(body.get("actions"), context)}</div>'
    if kind == "image_carousel":
        return _sideways((_picture_column(column, context) for column in columns), context)
    if not body:
        return f'<div class="lab-template">{_words({"text": context.say("message.template")})}</div>'
    if columns or kind == "carousel":
        return _sideways((_column(column, body, context) for column in columns), context)
    return _column(body, body, context)


def _sideways(columns: Iterable[str], context: PreviewContext) -> str:
    drawn = "".join(columns) or f'<div class="lab-template">{esc(context.say("message.no_columns"))}</div>'
    return f'<div class="lab-carousel" {reachable(context.say("message.template"))}>{drawn}</div>'


def _column(column: _Json, body: _Json, context: PreviewContext) -> str:
    """Draw a card: picture, title, text, buttons. The pictures' shape is the carousel's, the rest the column's own."""
    tap = action_attributes(column.get("defaultAction"), context)
    upper = f'<div class="lab-template-upper"{tap}>{_picture(column, body, context)}{_words(column)}</div>'
    return f'<div class="lab-template">{upper}{_actions(column.get("actions"), context)}</div>'


def _picture(column: _Json, body: _Json, context: PreviewContext) -> str:
    address = column.get("thumbnailImageUrl")
    if not address:
        return ""
    square = keyword(body.get("imageAspectRatio")) == "square"
    ground = colour(column.get("imageBackgroundColor")) or "#ffffff"
    look = styled({"aspect-ratio": "1 / 1" if square else "1.51 / 1", "background-color": ground})
    art = picture(address, fill=keyword(body.get("imageSize")) != "contain")
    words = words_for(context.say("message.image"), file_of(address))
    return f'<div class="lab-template-picture"{look}>{words}{art}</div>'


def _words(column: _Json) -> str:
    title = text_of(column.get("title"))
    heading = f"<b>{esc(title)}</b> " if title else ""
    return f'<div class="lab-template-words">{heading}<span>{esc(text_of(column.get("text")))}</span></div>'


def _actions(actions: object, context: PreviewContext) -> str:
    drawn = "".join(
        f"<span{action_attributes(action, context)}>{esc(action_label(action))}</span> " for action in items(actions)
    )
    return f'<div class="lab-template-actions">{drawn}</div>' if drawn else ""


def _picture_column(column: _Json, context: PreviewContext) -> str:
    """Return a square picture with the words of its action on it; the picture itself is tapped."""
    action, address = column.get("action"), column.get("imageUrl")
    words = words_for(context.say("message.image"), file_of(address))
    label = text_of(mapping(action).get("label"))
    pill = f" <span>{esc(label)}</span>" if label else ""
    tap = action_attributes(action, context)
    return f'<div class="lab-template lab-picture-column"{tap}>{words}{picture(address, fill=True)}{pill}</div>'
