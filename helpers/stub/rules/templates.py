"""What LINE checks in the four templates (REF#template-messages) beyond the SDK's models.

Paths begin with ``template/``, as real answers write them (``template/columns/5/title``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from helpers.line import limits
from helpers.line.errors import Detail
from helpers.line.text_length import longer_in_graphemes
from helpers.stub.rules.actions import EMPTY_TEXT, IMAGE_CAROUSEL, INVALID, TEMPLATE, action_problems, too_long
from helpers.stub.rules.uris import picture_problems

_CHOICES = {"imageAspectRatio": ("rectangle", "square"), "imageSize": ("cover", "contain")}


def template_problems(template: object) -> Iterator[Detail]:
    """What LINE finds wrong with the ``template`` of a template message."""
    kind = template.get("type") if isinstance(template, Mapping) else None
    if isinstance(template, Mapping) and isinstance(kind, str) and kind in _KINDS:
        yield from _choices(template)
        yield from _KINDS[kind](template)


def _choices(template: Mapping[str, Any]) -> Iterator[Detail]:
    for name, values in _CHOICES.items():
        value = template.get(name)
        if value is not None and value not in values:
            yield Detail(INVALID, f"template/{name}")  # undocumented wording


def _buttons(template: Mapping[str, Any]) -> Iterator[Detail]:
    limit = limits.BUTTONS_TEXT_WITH_IMAGE_LENGTH if _is_headed(template) else limits.BUTTONS_TEXT_LENGTH
    yield from _card(template, "template", limit)
    yield from _actions(template, "template", limits.BUTTONS_ACTIONS_MAX)


def _confirm(template: Mapping[str, Any]) -> Iterator[Detail]:
    yield from _text(template, "template", limits.CONFIRM_TEXT_LENGTH)
    yield from _actions(template, "template", limits.CONFIRM_ACTIONS, limits.CONFIRM_ACTIONS)


def _carousel(template: Mapping[str, Any]) -> Iterator[Detail]:
    columns = template.get("columns")
    yield from _size(columns, "template/columns", limits.CAROUSEL_COLUMNS_MAX)
    cards = [(index, column) for index, column in enumerate(_items(columns)) if isinstance(column, Mapping)]
    for index, card in cards:
        at = f"template/columns/{index}"
        limit = limits.CAROUSEL_TEXT_WITH_IMAGE_LENGTH if _is_headed(card) else limits.CAROUSEL_TEXT_LENGTH
        yield from _card(card, at, limit)
        yield from _actions(card, at, limits.CAROUSEL_ACTIONS_MAX)
    yield from _same_in_all([card for _, card in cards])


def _same_in_all(cards: Sequence[Mapping[str, Any]]) -> Iterator[Detail]:
    """All columns have as many actions, all or none a title, all or none an image (REF#column-object-for-carousel)."""
    for what, used in (
        ("inconsistent number of actions", {len(_items(card.get("actions"))) for card in cards}),
        ("inconsistent use of title", {bool(card.get("title")) for card in cards}),
        ("inconsistent use of image", {bool(card.get("thumbnailImageUrl")) for card in cards}),
    ):
        if len(used) > 1:
            yield Detail(what, "template/columns")  # undocumented wording; that LINE refuses was seen


def _image_carousel(template: Mapping[str, Any]) -> Iterator[Detail]:
    columns = template.get("columns")
    yield from _size(columns, "template/columns", limits.IMAGE_CAROUSEL_COLUMNS_MAX)
    for index, column in enumerate(_items(columns)):
        if isinstance(column, Mapping):
            at = f"template/columns/{index}"
            yield from picture_problems(column, at, "imageUrl")
            yield from action_problems(column.get("action"), f"{at}/action", IMAGE_CAROUSEL)


def _is_headed(card: Mapping[str, Any]) -> bool:
    """Whether an image or a title stands above the text, which shortens it (REF#buttons)."""
    return bool(card.get("title") or card.get("thumbnailImageUrl"))


def _card(card: Mapping[str, Any], at: str, text_limit: int) -> Iterator[Detail]:
    """What a buttons template and a carousel column share."""
    yield from picture_problems(card, at, "thumbnailImageUrl")
    title = card.get("title")
    if isinstance(title, str) and longer_in_graphemes(title, limits.TEMPLATE_TITLE_LENGTH):
        yield Detail(too_long(limits.TEMPLATE_TITLE_LENGTH), f"{at}/title")
    yield from _text(card, at, text_limit)
    yield from action_problems(card.get("defaultAction"), f"{at}/defaultAction", TEMPLATE)


def _text(card: Mapping[str, Any], at: str, limit: int) -> Iterator[Detail]:
    text = card.get("text")
    if text == "":
        yield Detail(EMPTY_TEXT, f"{at}/text")
    elif isinstance(text, str) and longer_in_graphemes(text, limit):
        yield Detail(too_long(limit), f"{at}/text")


def _actions(card: Mapping[str, Any], at: str, most: int, least: int = 1) -> Iterator[Detail]:
    actions = card.get("actions")
    yield from _size(actions, f"{at}/actions", most, least)
    for index, action in enumerate(_items(actions)):
        yield from action_problems(action, f"{at}/actions/{index}", TEMPLATE)


def _size(items: object, at: str, most: int, least: int = 1) -> Iterator[Detail]:
    if isinstance(items, list) and len(items) > most:
        yield Detail(f"must not be more than {most} items", at)
    elif isinstance(items, list) and len(items) < least:
        yield Detail(f"must not be less than {least} items", at)  # undocumented wording


def _items(value: object) -> Sequence[object]:
    return value if isinstance(value, list) else ()


_KINDS: dict[str, Callable[[Mapping[str, Any]], Iterator[Detail]]] = {
    "buttons": _buttons,
    "confirm": _confirm,
    "carousel": _carousel,
    "image_carousel": _image_carousel,
}
