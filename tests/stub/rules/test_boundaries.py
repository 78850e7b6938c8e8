"""Every boundary of every field of the tables, by push and by validate: what is just inside, and just outside."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from inspect import getsource
from typing import Any

import pytest

from helpers.line import limits
from helpers.line.fields.flex import FLEX_FIELDS
from helpers.line.fields.kinds import Kind, Table, Text
from helpers.line.fields.messages import (
    ACTION_FIELDS,
    COMMON_FIELDS,
    IMAGEMAP_FIELDS,
    MESSAGE_FIELDS,
    SHORTENED_TEXT,
    TEMPLATE_FIELDS,
)
from helpers.line.limits import Limit
from helpers.stub.platform import Platform
from helpers.stub.world.worlds import World
from tests.stub.rules import boundaries
from tests.stub.rules.boundaries import MISSING, Object, inside, outside
from tests.stub.samples import PUSH, group_id, user_id
from tests.stub.wire import Wire

VALIDATE = "/v2/bot/message/validate/push"


@dataclass(frozen=True)
class Spot:
    """An object of the table `table`: `base` is accepted once `put` makes a message of it; `at` is its path."""

    table: str
    fields: Table
    base: Object
    put: Callable[[Object], Object]
    at: str

    def __str__(self) -> str:
        return f"{self.at}{self.table}"


def _text(**more: object) -> Object:
    return {"type": "text", "text": "a", **more}


def _in_bubble(**bubble: object) -> Object:
    return {"type": "flex", "altText": "a", "contents": {"type": "bubble", "body": boundaries.FLEX["box"], **bubble}}


def _in_box(*contents: object, layout: str = "vertical") -> Object:
    return _in_bubble(body={"type": "box", "layout": layout, "contents": list(contents)})


def _in_template(**template: object) -> Object:
    return {"type": "template", "altText": "a", "template": template}


def _in_imagemap(**more: object) -> Object:
    return {"type": "imagemap", **boundaries.MESSAGES["imagemap"], **more}


def _spots() -> Iterator[Spot]:
    for kind, fields in MESSAGE_FIELDS.items():
        yield Spot(kind, fields, {"type": kind, **boundaries.MESSAGES[kind]}, lambda part: part, "messages[0].")
    yield from _common_spots()
    yield from _imagemap_spots()
    yield from _template_spots()
    yield from _action_spots()
    yield from _flex_spots()


def _common_spots() -> Iterator[Spot]:
    puts: dict[str, tuple[Callable[[Object], Object], str]] = {
        "sender": (lambda part: _text(sender=part), "messages[0].sender."),
        "quickReply": (lambda part: _text(quickReply=part), "messages[0].quickReply."),
        "quickReplyItem": (lambda part: _text(quickReply={"items": [part]}), "messages[0].quickReply.items[0]."),
    }
    for name, fields in COMMON_FIELDS.items():
        yield Spot(name, fields, boundaries.COMMON[name], *puts[name])


def _imagemap_spots() -> Iterator[Spot]:
    video, link = boundaries.IMAGEMAP["video"], boundaries.IMAGEMAP["externalLink"]
    for name, fields in IMAGEMAP_FIELDS.items():
        base = boundaries.IMAGEMAP[name]
        if name == "video":
            yield Spot(name, fields, base, lambda part: _in_imagemap(video=part), "messages[0].video.")
            at = "messages[0].video.area."
            yield Spot(
                "area", IMAGEMAP_FIELDS["area"], boundaries.AREA, lambda p: _in_imagemap(video={**video, "area": p}), at
            )
        elif name == "externalLink":
            assert base is link
            at = "messages[0].video.externalLink."
            yield Spot(name, fields, base, lambda part: _in_imagemap(video={**video, "externalLink": part}), at)
        elif name == "area":
            at, tap = "messages[0].actions[0].area.", {"type": "message", "text": "a"}
            yield Spot(name, fields, base, lambda part, tap=tap: _in_imagemap(actions=[{**tap, "area": part}]), at)
        else:
            at = "messages[0].actions[0]."
            yield Spot(name, fields, {"type": name, **base}, lambda part: _in_imagemap(actions=[part]), at)


def _template_spots() -> Iterator[Spot]:
    for name, fields in TEMPLATE_FIELDS.items():
        kind, _, column = name.partition(" ")
        base = boundaries.TEMPLATES[name]
        if column:
            put, at = lambda part, kind=kind: _in_template(type=kind, columns=[part]), "template/columns/0/"
        else:
            put, at = lambda part, kind=kind: _in_template(**{"type": kind, **part}), "template/"
        yield Spot(name, fields, base, put, at)
        for head in ("title", "thumbnailImageUrl") if name in SHORTENED_TEXT else ():
            shortened = {"text": SHORTENED_TEXT[name]}
            yield Spot(f"{name} under {head}", shortened, {**base, head: boundaries.PICTURE[:30]}, put, at)


def _label(limit: Limit, *, required: bool) -> dict[str, Kind]:
    """The label of an action, whose length its place decides (REF#action-object-label-spec)."""
    return {"label": Text(anchor=limit.anchor, most=limit, counted="graphemes", least=int(required), required=required)}  # type: ignore[arg-type]


def _quick_reply(action: Object) -> Object:
    return _text(quickReply={"items": [{"type": "action", "action": action}]})


def _buttons(action: Object) -> Object:
    return _in_template(type="buttons", text="a", actions=[action])


def _image_column(action: Object) -> Object:
    return _in_template(type="image_carousel", columns=[{"imageUrl": boundaries.PICTURE, "action": action}])


def _button(action: Object) -> Object:
    return _in_box({"type": "button", "action": action})


def _bubble(action: Object) -> Object:
    return _in_bubble(action=action)


def _alternative(put: Callable[[Object], Object], alternative: Object) -> Object:
    return put({"type": "uri", "label": "a", "uri": "https://a.tw", "altUri": alternative})


def _action_spots() -> Iterator[Spot]:
    short, long, twelve = limits.ACTION_LABEL_LENGTH, limits.FLEX_LABEL_LENGTH, limits.IMAGE_CAROUSEL_LABEL_LENGTH
    places = (
        (_quick_reply, "messages[0].quickReply.items[0].action.", _label(short, required=True)),
        (_buttons, "template/actions/0/", _label(short, required=True)),
        (_image_column, "template/columns/0/action/", _label(twelve, required=False)),
        (_button, "/body/contents/0/action/", _label(long, required=True)),
        (_bubble, "/action/", _label(long, required=False)),
    )
    for put, at, label in places:
        for kind, fields in ACTION_FIELDS.items():
            if kind == "richmenuswitch" or (kind in ("camera", "cameraRoll", "location") and put is not _quick_reply):
                continue  # not to be sent there at all
            if kind == "altUri":
                yield Spot(kind, fields, {}, partial(_alternative, put), f"{at}altUri{at[-1]}")
            else:
                base = {"type": kind, "label": "a", **boundaries.ACTIONS[kind]}
                yield Spot(kind, {**label, **fields}, base, put, at)


_FLEX_PLACES: dict[str, tuple[Callable[[Object], Object], str]] = {
    "bubble": (lambda part: {"type": "flex", "altText": "a", "contents": part}, "/"),
    "carousel": (lambda part: {"type": "flex", "altText": "a", "contents": part}, "/"),
    "styles": (lambda part: _in_bubble(styles=part), "/styles/"),
    "blockStyle": (lambda part: _in_bubble(styles={"body": part}), "/styles/body/"),
    "linearGradient": (
        lambda part: _in_box({**boundaries.FLEX["box"], "background": part}),
        "/body/contents/0/background/",
    ),
    "video": (lambda part: _in_bubble(hero=part), "/hero/"),
    "icon": (lambda part: _in_box(part, layout="baseline"), "/body/contents/0/"),
    "span": (lambda part: _in_box({"type": "text", "contents": [part]}), "/body/contents/0/contents/0/"),
}


def _flex_spots() -> Iterator[Spot]:
    for name, fields in FLEX_FIELDS.items():
        put, at = _FLEX_PLACES.get(name, (_in_box, "/body/contents/0/"))
        yield Spot(name, fields, {**boundaries.FLEX[name], **_MORE.get(name, {})}, put, at)


#: Of two fields one is needed: each may be left out while the other is there.
_MORE: dict[str, Object] = {
    "bubble": {"header": boundaries.FLEX["box"]},
    "text": {"contents": [boundaries.FLEX["span"]]},
}
SPOTS = tuple(_spots())


@pytest.fixture(scope="module")
def wire() -> Wire:
    return Wire(Platform(World(plan="unlimited", rate_limits=False)))


def _with(base: Object, name: str, value: object) -> Object:
    rest = {key: given for key, given in base.items() if key != name}
    return rest if value is MISSING else {**rest, name: value}


def _answers(wire: Wire, message: Object) -> list[tuple[int, Any]]:
    push = wire.request("POST", PUSH, {"messages": [message], "to": user_id(wire.platform)})
    check = wire.request("POST", VALIDATE, {"messages": [message]})
    return [(answer.status, answer.json.get("details", answer.json.get("message"))) for answer in (push, check)]


@pytest.mark.parametrize("spot", SPOTS, ids=str)
def test_inside(wire: Wire, spot: Spot) -> None:
    assert _answers(wire, spot.put(spot.base))[0][0] == 200
    for name, field in spot.fields.items():
        for value in inside(spot.table, name, field):
            answers = _answers(wire, spot.put(_with(spot.base, name, value)))
            assert [status for status, _ in answers] == [200, 200], (name, value, answers)


@pytest.mark.parametrize("spot", SPOTS, ids=str)
def test_outside(wire: Wire, spot: Spot) -> None:
    for name, field in spot.fields.items():
        for value, words in outside(spot.table, name, field):
            pushed, validated = _answers(wire, spot.put(_with(spot.base, name, value)))
            where = f"{spot.at}{name}"
            assert pushed == validated and pushed[0] == 400, (where, value, pushed)
            assert any(
                detail["message"].startswith(words)
                and (detail["property"] + "/").startswith((where, spot.at[:-1] + "/"))
                for detail in pushed[1]
            ), (where, value, words, pushed)


# What no field says alone -----------------------------------------------------------------------------------------

_EMOJI = {"type": "emoji", "productId": "p", "emojiId": "e"}


def _substituted(count: int) -> Object:
    return {"type": "textV2", "text": "a", "substitution": {f"k{number}": _EMOJI for number in range(count)}}


def _emojis(count: int) -> Object:
    return {"type": "textV2", "text": "{k}" * count, "substitution": {"k": _EMOJI}}


def _mentions(count: int) -> Object:
    mention = {"type": "mention", "mentionee": {"type": "all"}}
    return {"type": "textV2", "text": "{k}" * count, "substitution": {"k": mention}}


def _animated(count: int) -> Object:
    return _in_box(*[{**boundaries.FLEX["image"], "animated": True}] * count)


def _of_bytes(container: Object, count: int) -> Object:
    """A container whose last text makes it `count` bytes of JSON."""
    text = {"type": "text", "text": ""}
    body = {"type": "box", "layout": "vertical", "contents": [text]}
    bubbles = [{"type": "bubble", "body": {**body, "contents": [{"type": "text", "text": "a" * 25_000}]}}]
    bubble = {"type": "bubble", "body": body}
    contents = bubble if container["type"] == "bubble" else {"type": "carousel", "contents": [*bubbles, bubble]}
    text["text"] = "a" * (count - len(json.dumps(contents, separators=(",", ":"))))
    return {"type": "flex", "altText": "a", "contents": contents}


TOGETHER: dict[str, Callable[[int], Object]] = {
    "TEXT_V2_SUBSTITUTIONS_MAX": _substituted,
    "TEXT_V2_EMOJIS_MAX": _emojis,
    "TEXT_V2_MENTIONS_MAX": _mentions,
    "FLEX_ANIMATED_IMAGES_MAX": _animated,
    "FLEX_BUBBLE_BYTES": partial(_of_bytes, {"type": "bubble"}),
    "FLEX_CAROUSEL_BYTES": partial(_of_bytes, {"type": "carousel"}),
}


@pytest.mark.parametrize("name", TOGETHER)
def test_what_no_field_says_alone(wire: Wire, name: str) -> None:
    group = group_id(wire.platform)  # where mentions may go
    most = getattr(limits, name)
    answers = [
        wire.request("POST", PUSH, {"to": group, "messages": [TOGETHER[name](count)]}) for count in (most, most + 1)
    ]
    assert [answer.status for answer in answers] == [200, 400]


def test_every_limit_of_messages_has_been_tried() -> None:
    """None but the width of an imagemap, which is written in every one and not judged (facts 8)."""
    section = getsource(limits).partition("# Message objects ---")[2].partition("# Helper endpoints ---")[0]
    names = set(re.findall(r"^([A-Z][A-Z0-9_]+) = Limit", section, re.MULTILINE))
    cited = [limit for spot in SPOTS for field in spot.fields.values() for limit in vars(field).values()]
    tried = {name for name in names if any(getattr(limits, name) is limit for limit in cited)}
    assert len(tried) > 30
    assert names - tried - TOGETHER.keys() == {"IMAGEMAP_WIDTH"}


def test_every_field_knows_where_it_is_documented() -> None:
    assert all(field.reference.startswith("https://") for spot in SPOTS for field in spot.fields.values())
