"""What stands in and under a living phone besides messages: input bar, what a tap showed, the bot and its errors."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import Any

from helpers.panels.kit.markup import esc, rich
from helpers.panels.kit.stylesheets import style_element
from helpers.panels.results.card import Card
from helpers.panels.results.cards import card_of
from helpers.session.bot_watch import BotLine
from helpers.session.running_bot import BotRun, RunningBot
from helpers.session.session import Session
from helpers.session.taps import Copied, DatePicker, OpenedAddress, PickerMode, Tapped
from helpers.text import Texts

#: The picture and the phone are two outputs, one after the other: only one of them is seen.
_HIDING = """
:is(.jp-OutputArea-child, .output_area):has(.lab-picture):has(+ * .lab-living) { display: none }
:is(.jp-OutputArea-child, .output_area):has(.lab-picture) + :not(:has(.lab-living)) { display: none }
"""
_INPUT_TYPES: Mapping[PickerMode, str] = {"date": "date", "time": "time", "datetime": "datetime-local"}


@dataclass(frozen=True)
class Sheet:
    """A sentence under the phone, backticks around code; with a `picker`, the date or time to choose.

    `printed` is what the bot printed.
    """

    words: str = ""
    picker: DatePicker | None = None
    printed: str = ""


def hiding_style() -> str:
    """Return the ``<style>`` element by which a page shows the living phone, or else its picture."""
    return style_element(" ".join(_HIDING.split()))


def input_bar(say: Texts) -> str:
    """Return the form in which one writes as the owner of the phone."""
    label, send = esc(say("living.write")), esc(say("living.send"))
    return (
        f'<form class="lab-write"><textarea rows="1" placeholder="Aa" aria-label="{label}" autocomplete="off">'
        f'</textarea><button type="submit">{send}</button></form>'
    )


def sheet_of(done: Tapped, say: Texts) -> Sheet:
    """Return what the phone shows after a tap that told the bot nothing."""
    if isinstance(done, OpenedAddress):
        return Sheet(say("living.address", uri=done.uri.replace("`", "%60")))
    if isinstance(done, Copied):
        return Sheet(say("living.copied", text=done.text.replace("`", "'")))
    if isinstance(done, DatePicker):
        return Sheet(say(f"living.pick.{done.mode}"), done)
    return Sheet(say("living.nothing", kind=getattr(done, "kind", "")))


def of_run(run: BotRun, session: Session) -> tuple[Sheet | None, Card | None]:
    """Return what is said of the bot's run: nothing when all went well and it printed nothing."""
    sheet, card = _explained(run, session)
    return (replace(sheet or Sheet(), printed=run.printed) if run.printed else sheet), card


def _explained(run: BotRun, session: Session) -> tuple[Sheet | None, Card | None]:
    say = session.texts
    hanging = "hanging" if run.hanging and run.hanging.source else "awaiting"
    for key, line in (("endless", run.endless), (hanging, run.hanging)):
        if line is not None:
            return Sheet(say(f"living.bot.{key}", **_where(line))), None
    if run.error is not None:
        key = "living.bot.raised_at" if run.line is not None and run.line.source else "living.bot.raised"
        return Sheet(say(key, **_where(run.line))), card_of(session, run.error)
    if run.refused is not None:
        return Sheet(say("living.bot.refused")), card_of(session, run.refused)
    if run.failed is not None and run.failed.failure is not None:
        key = "not_found" if run.failed.status == HTTPStatus.NOT_FOUND else run.failed.failure.value
        return Sheet(say(f"living.bot.{key}", detail=_code(run.failed.detail))), None
    return (Sheet(_silence(run.returned, say)) if run.sent_nothing else None), None


def _silence(returned: object, say: Texts) -> str:
    """Return why nothing came of the bot, which ended well."""
    if inspect.isgenerator(returned) or inspect.isasyncgen(returned):
        return say("living.bot.generator")
    if returned is not None:
        return say("living.bot.returned", type=_code(type(returned).__name__))
    return say("living.bot.silent")


def _where(line: BotLine | None) -> dict[str, str]:
    if line is None:
        return {}
    return {"number": str(line.number), "function": _code(line.function), "source": _code(line.source)}


def _code(value: object) -> str:
    """Return a value that may stand between backticks."""
    return str(value).replace("`", "'")


def under_phone(sheet: Sheet | None, card: Card | None, bot: RunningBot | None, say: Texts) -> str:
    """Return what stands under the phone: what the last tap showed, the bot's error, and which bot runs."""
    words = say("living.bot.runs", name=bot.name.replace("`", "'")) if bot else say("living.bot.none")
    return (
        f'<div class="lab-under"><div role="status" aria-live="polite">{_sheet(sheet, card, say)}</div>'
        f'{card._repr_html_() if card else ""}<p class="lab-runs">{rich(words)}</p></div>'
    )


def _sheet(sheet: Sheet | None, card: Card | None, say: Texts) -> str:
    if sheet is None and card is None:
        return ""
    words = ""
    if sheet and sheet.printed:
        words += f"<p>{rich(say('living.bot.printed'))}</p><pre>{esc(sheet.printed)}</pre>"
    if sheet and sheet.words:
        words += f"<p>{rich(sheet.words)}</p>"
    field = _picker(sheet.picker, sheet.words, say) if sheet and sheet.picker else ""
    return (
        f'<div class="lab-sheet">{words}{field}'
        f'<button type="button" class="lab-close" data-close>{esc(say("living.close"))}</button></div>'
    )


def _picker(picker: DatePicker, label: str, say: Texts) -> str:
    limits = "".join(
        f' {attribute}="{esc(value)}"'
        for attribute, member in (("value", "initial"), ("min", "min"), ("max", "max"))
        if (value := _moment(picker.action, member))
    )
    kind = _INPUT_TYPES[picker.mode]
    return (
        f'<form class="lab-pick"><input type="{kind}" required aria-label="{esc(label)}"{limits}>'
        f'<button type="submit">{esc(say("living.choose"))}</button></form>'
    )


def _moment(action: Mapping[str, Any], member: str) -> str:
    """LINE takes "t" for "T" (REF#datetime-picker-action); a browser does not."""
    value = action.get(member)
    return value.replace("t", "T") if isinstance(value, str) else ""
