"""What LINE checks in the four templates (REF#template-messages) beyond the SDK's models.

Paths begin with ``template/``, as real answers write them (``template/columns/5/title``).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from helpers.line.error_details import undocumented
from helpers.line.errors import Detail
from helpers.line.fields.kinds import Action, Address, Choice, Items, Text
from helpers.line.fields.messages import SHORTENED_TEXT, TEMPLATE_FIELDS
from helpers.stub.rules.actions import IMAGE_CAROUSEL, INVALID, TEMPLATE, ActionPlace, action_problems, text_problems
from helpers.stub.rules.uris import uri_problems

_KINDS = ("buttons", "confirm", "carousel", "image_carousel")


def template_problems(template: object) -> Iterator[Detail]:
    """Return what LINE finds wrong with the ``template`` of a template message."""
    kind = template.get("type") if isinstance(template, Mapping) else None
    if not isinstance(template, Mapping) or not isinstance(kind, str) or kind not in _KINDS:
        return
    yield from _card(template, "template", kind, TEMPLATE)
    columns = [(index, card) for index, card in enumerate(_items(template.get("columns"))) if isinstance(card, Mapping)]
    for index, card in columns:
        place = IMAGE_CAROUSEL if kind == "image_carousel" else TEMPLATE
        yield from _card(card, f"template/columns/{index}", f"{kind} column", place)
    if kind == "carousel":
        yield from _same_in_all([card for _, card in columns])


def _card(card: Mapping[str, Any], at: str, kind: str, place: ActionPlace) -> Iterator[Detail]:
    """Return a template or one of its columns, by its table."""
    for name, field in TEMPLATE_FIELDS[kind].items():
        value, where = card.get(name), f"{at}/{name}"
        if isinstance(field, Choice) and value is not None and value not in field.values:
            yield undocumented(INVALID, where)
        elif isinstance(field, Address) and isinstance(value, str):
            yield from uri_problems(value, where, field)
        elif isinstance(field, Text) and isinstance(value, str):
            shortened = name == "text" and _is_headed(card)
            yield from text_problems(value, where, SHORTENED_TEXT.get(kind, field) if shortened else field)
        elif isinstance(field, Action):
            yield from action_problems(value, where, place)
        elif isinstance(field, Items):
            yield from _size(value, where, field)
            if name == "actions":
                for index, action in enumerate(_items(value)):
                    yield from action_problems(action, f"{where}/{index}", place)


def _is_headed(card: Mapping[str, Any]) -> bool:
    """Whether an image or a title is above the text, which shortens it (REF#buttons)."""
    return bool(card.get("title") or card.get("thumbnailImageUrl"))


def _size(items: object, at: str, field: Items) -> Iterator[Detail]:
    if isinstance(items, list) and field.most is not None and len(items) > field.most:
        yield Detail(f"must not be more than {field.most} items", at)
    elif isinstance(items, list) and len(items) < field.least:
        yield undocumented(f"must not be less than {field.least} items", at)


def _same_in_all(cards: Sequence[Mapping[str, Any]]) -> Iterator[Detail]:
    """All columns have as many actions, all or none a title, all or none an image (REF#column-object-for-carousel)."""
    for what, used in (
        ("inconsistent number of actions", {len(_items(card.get("actions"))) for card in cards}),
        ("inconsistent use of title", {bool(card.get("title")) for card in cards}),
        ("inconsistent use of image", {bool(card.get("thumbnailImageUrl")) for card in cards}),
    ):
        if len(used) > 1:
            yield undocumented(what, "template/columns")  # that LINE refuses was seen, its words not exactly


def _items(value: object) -> Sequence[object]:
    return value if isinstance(value, list) else ()
