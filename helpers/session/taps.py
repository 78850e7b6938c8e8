"""What a tap on a message does (REF#action-objects): an act of its owner, or something her phone shows her."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from helpers.errors import LabError
from helpers.line import person_messages
from helpers.line.webhook_request import WebhookRequest
from helpers.session.friends import Surroundings
from helpers.stub.person_actions import PersonActions
from helpers.stub.platform import Chat

PickerMode = Literal["date", "time", "datetime"]
#: The mode of a date picker, and what LINE names what was picked (REF#datetime-picker-action).
PICKER_MODES: tuple[PickerMode, ...] = ("date", "time", "datetime")


@dataclass(frozen=True)
class OpenedAddress:
    """The phone opens this address; the bot learns nothing of it."""

    uri: str


@dataclass(frozen=True)
class Copied:
    """The phone copies this text; the bot learns nothing of it."""

    text: str


@dataclass(frozen=True)
class DatePicker:
    """The phone asks for a date or a time first; `action` is then tapped with what was picked."""

    action: Mapping[str, Any]
    mode: PickerMode


@dataclass(frozen=True)
class Told:
    """The bot is sent this webhook (None: it is not in the group). `fill_in` goes into the input bar, if not None."""

    request: WebhookRequest | None
    fill_in: str | None = None


@dataclass(frozen=True)
class Nothing:
    """LINE's app does something that this lab does not show; the bot learns nothing of it."""

    kind: str


Tapped = OpenedAddress | Copied | DatePicker | Told | Nothing


def write(session: Surroundings, row: int, text: str, chat_id: str = "") -> WebhookRequest | None:
    """Send a text as this person, one-to-one or into the group `chat_id`. Returns the webhook the bot is sent.

    Raises LabError when LINE's app would not let her, in live mode, and for an empty text.
    """
    if not text.strip():
        raise LabError(session.texts, "error.text_needed", value=repr(text))
    with session.person_actions() as people:
        return people.send(row, person_messages.text(text), _chat(session, chat_id))


def tap(session: Surroundings, row: int, action: Mapping[str, Any], chat_id: str = "", picked: str = "") -> Tapped:
    """Tap an element with this action as this person. `picked` is what a date picker gave.

    Whatever `action` is, something comes of it. Raises LabError as `write` does.
    """
    kind = str(action.get("type", ""))
    if kind == "uri":  # an imagemap calls it linkUri
        return OpenedAddress(_text(action, "uri") or _text(action, "linkUri"))
    if kind == "clipboard":
        return Copied(_text(action, "clipboardText"))
    if kind == "datetimepicker" and not picked:
        return DatePicker(action, _mode(action))
    chat = _chat(session, chat_id)
    with session.person_actions() as people:
        return _acted(people, row, kind, action, chat, picked)


def _acted(
    people: PersonActions, row: int, kind: str, action: Mapping[str, Any], chat: Chat | None, picked: str
) -> Tapped:
    data = _text(action, "data")
    if kind == "message":
        return Told(people.send(row, person_messages.text(_text(action, "text") or _text(action, "label")), chat))
    if kind == "postback":
        if old := _text(action, "text"):  # deprecated: shown like displayText, and told to the bot as a message, too
            people.send(row, person_messages.text(old), chat)
        told = people.postback(row, data, chat, display_text=_text(action, "displayText"))
        return Told(told, _text(action, "fillInText") if action.get("inputOption") == "openKeyboard" else None)
    if kind == "datetimepicker":
        return Told(people.postback(row, data, chat, {_mode(action): picked}))
    if kind == "richmenuswitch":
        switched = {"newRichMenuAliasId": _text(action, "richMenuAliasId"), "status": "SUCCESS"}
        return Told(people.postback(row, data, chat, switched))
    if kind in ("camera", "cameraRoll"):
        return Told(people.send(row, person_messages.image(), chat))
    if kind == "location":
        return Told(people.send(row, person_messages.location(), chat))
    return Nothing(kind)


def _chat(session: Surroundings, chat_id: str) -> Chat | None:
    return session.platform.people.chats.get(chat_id) if chat_id else None


def _mode(action: Mapping[str, Any]) -> PickerMode:
    return next((mode for mode in PICKER_MODES if mode == action.get("mode")), "datetime")


def _text(action: Mapping[str, Any], name: str) -> str:
    value = action.get(name)
    return value if isinstance(value, str) else ""
