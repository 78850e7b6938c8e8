"""The widget of one person's phone: sends its JavaScript what has changed, and does what was typed and tapped."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from importlib.resources import files
from typing import Any

from anywidget import AnyWidget

from helpers.errors import LabError
from helpers.line.phones import Phone, PhoneChat
from helpers.line.webhook_request import WebhookRequest
from helpers.panels.kit.auto_refresh import follow
from helpers.panels.kit.disconnected import PANEL, disconnected_style
from helpers.panels.kit.markup import esc
from helpers.panels.kit.panel import refusal_words
from helpers.panels.kit.safe_callbacks import guarding
from helpers.panels.kit.sentence import Sentence
from helpers.panels.kit.stylesheets import rules, scoped_style, style
from helpers.panels.phone import below
from helpers.panels.results.card import Card
from helpers.panels.results.cards import card_of
from helpers.panels.results.chat import BUBBLES_SHOWN, chat_lines
from helpers.panels.results.message_preview.context import PreviewContext
from helpers.panels.results.message_preview.styles import all_message_style
from helpers.panels.results.phones import Phones, phone_html
from helpers.session.session import Session
from helpers.session.taps import DatePicker, Told, tap, write

_VIEW = "application/vnd.jupyter.widget-view+json"
#: In the page: the first control of what stands under the phone, and the field to write in.
_SHEET, _FIELD = ".lab-sheet input, .lab-sheet button", "textarea"


def phone_of(session: Session, name: str) -> LivingPhone | Sentence:
    """Show this person's phone, to type and tap on; in live mode it says where to look instead.

    Raises LabError for an unknown name.
    """
    if not session.sees_people:
        return Sentence(session.texts("live.phones"), session.texts)
    return LivingPhone(session, session.row(name))


class LivingPhone(AnyWidget):
    """What one person sees, kept up to date, to type and tap on.

    A saved notebook keeps a picture, an output of its own: JupyterLab ignores HTML beside a widget.
    """

    _esm = (files(__package__) / "phone.js").read_text(encoding="utf-8")

    def __init__(self, session: Session, row: int) -> None:
        """Show the phone of the person in `row`."""
        self._session, self._row = session, row
        self._context = PreviewContext(session.texts, tappable=True)
        self._shown: dict[str, int] = {}  # how many messages of each chat are drawn
        self._sent: dict[str, dict[int, tuple[object, ...]]] = {}  # the lines the views have, and their facts
        self._frame = ""
        self._chats: tuple[str, ...] = ()
        self._views = 0
        self._sheet: below.Sheet | None = None
        self._picking: tuple[str, DatePicker] | None = None
        #: What went wrong in the last thing done here: the bot's error, or the lab's; None when nothing did.
        self.card: Card | None = None
        self._guard = guarding(self._fail)
        super().__init__()
        self.add_class(PANEL)
        self.on_msg(lambda _, message, __: self.hear(message))
        session.watch(self, LivingPhone.refresh)
        follow(self)

    def __repr__(self) -> str:
        return repr(Phones([self._phone()], self._session.texts))

    def _ipython_display_(self) -> None:
        """Show the picture and the phone, which hides the picture where it lives."""
        from IPython.display import display

        display(self._picture(), raw=True, display_id=self.model_id)
        display({_VIEW: {"version_major": 2, "version_minor": 0, "model_id": self.model_id}}, raw=True)

    def _picture(self) -> dict[str, str]:
        picture = Phones([self._phone()], self._session.texts)
        html = below.hiding_style() + picture._repr_html_()
        return {"text/plain": repr(picture), "text/html": f'<div class="lab-picture">{html}</div>'}

    # What happens here -------------------------------------------------------------------------------------------

    def hear(self, message: object) -> None:
        """Do what the page tells: a view is there (``ready``) or ``gone``, or its owner did something. Never raises.

        Once nothing has changed for a while the page asks to ``keep`` the picture of now.
        """
        told: Mapping[str, Any] = message if isinstance(message, Mapping) else {}
        acts: dict[str, Callable[[Mapping[str, Any]], None]] = {
            "ready": self._begin,
            "gone": self._end,
            "write": self._write,
            "tap": self._tap,
            "pick": self._pick,
            "older": self._older,
            "close": self._close,
            "keep": self._keep,
        }
        act = acts.get(str(told.get("do")))
        if act is not None:
            self._guard(lambda: act(told))()

    def refresh(self) -> None:
        """Send the views what has changed. Never raises."""
        if self._views:
            self._guard(self._send_changes)()

    def _begin(self, _: Mapping[str, Any]) -> None:
        self._views += 1
        self._send_changes(begin=True)

    def _end(self, _: Mapping[str, Any]) -> None:
        self._views = max(0, self._views - 1)

    def _write(self, told: Mapping[str, Any]) -> None:
        chat = _word(told, "chat")
        self._act(lambda: self._told(write(self._session, self._row, _word(told, "text"), chat)))

    def _tap(self, told: Mapping[str, Any]) -> None:
        action = told.get("action")
        self._do(_word(told, "chat"), action if isinstance(action, Mapping) else {})

    def _pick(self, told: Mapping[str, Any]) -> None:
        if self._picking is not None and _word(told, "picked"):
            chat, picker = self._picking
            self._do(chat, picker.action, _word(told, "picked"))

    def _do(self, chat: str, action: Mapping[str, Any], picked: str = "") -> None:
        more: dict[str, Any] = {}

        def act() -> None:
            done = tap(self._session, self._row, action, chat, picked)
            if isinstance(done, Told):
                self._told(done.request)
                if done.fill_in is not None:
                    more["fill"] = {"chat": chat, "text": done.fill_in}
                elif picked:
                    more["focus"] = _FIELD
                return
            self._picking = (chat, done) if isinstance(done, DatePicker) else None
            self._sheet = below.sheet_of(done, self._session.texts)
            more["focus"] = _SHEET

        self._act(act, more)

    def _older(self, told: Mapping[str, Any]) -> None:
        chat = _word(told, "chat")
        self._shown[chat] = self._shown.get(chat, BUBBLES_SHOWN) + BUBBLES_SHOWN
        self._send_changes()

    def _close(self, _: Mapping[str, Any]) -> None:
        self._sheet = self._picking = self.card = None
        self._send_changes({"focus": _FIELD})

    def _keep(self, _: Mapping[str, Any]) -> None:
        """Let the page have the picture of now, which the notebook keeps when it is saved."""
        from IPython.display import update_display

        update_display(self._picture(), raw=True, display_id=self.model_id)

    def _act(self, act: Callable[[], None], more: dict[str, Any] | None = None) -> None:
        """Do something as the owner of the phone, and show what came of it."""
        self._sheet = self._picking = self.card = None
        try:
            act()
        except LabError as error:
            self._sheet = below.Sheet(refusal_words(error, self._session.texts))
        self._send_changes(more)

    def _told(self, request: WebhookRequest | None) -> None:
        """Hand the webhook to the bot that runs, if one does."""
        self._session.receive(request)
        bot = self._session.bot
        if bot is not None and request is not None:
            self._sheet, self.card = below.of_run(bot.take(request), self._session)

    def _fail(self, error: Exception) -> None:
        self.card = card_of(self._session, error)
        if self._views:
            self.send({"frame": self._drawn(self._phone())})

    # What the views are sent -------------------------------------------------------------------------------------

    def _phone(self) -> Phone:
        """Return the phone with its one-to-one chat, which is there before the first message, to write in."""
        with self._session.platform.lock:
            self._session.platform.settle()
            phone = self._session.platform.phone(self._row)
        if any(chat.kind == "user" for chat in phone.chats):
            return phone
        own = PhoneChat(self._session.platform.account.display_name, "user", ())
        return replace(phone, chats=(own, *phone.chats))

    def _send_changes(self, more: dict[str, Any] | None = None, *, begin: bool = False) -> None:
        with self._session.platform.lock:  # a server's thread may have news at the same moment
            phone = self._phone()
            message: dict[str, Any] = dict(more or {})
            chats_now = tuple(chat.chat_id for chat in phone.chats)
            if begin or chats_now != self._chats:  # one chat looks different from several: all is drawn again
                self._chats, self._sent, self._frame = chats_now, {}, ""
                message |= {"all": True, "style": _style(self._session)}
            if (frame := self._drawn(phone)) != self._frame:
                self._frame = message["frame"] = frame
            if chats := {chat.chat_id: change for chat in phone.chats if (change := self._change(chat))}:
                message["chats"] = chats
            if message:
                self.send(message)

    def _change(self, chat: PhoneChat) -> dict[str, Any] | None:
        """Return the lines of a chat that the views do not have, and the numbers of those that go."""
        had = self._sent.get(chat.chat_id, {})
        lines = chat_lines(chat, self._context, self._shown.get(chat.chat_id, BUBBLES_SHOWN))
        new = [[line.number, line.draw()] for line in lines if had.get(line.number) != line.facts]
        now = {line.number: line.facts for line in lines}
        gone = [number for number in had if number not in now]
        self._sent[chat.chat_id] = now
        return {"lines": new, "gone": gone} if new or gone else None

    def _drawn(self, phone: Phone) -> str:
        """Everything but the lines of the chats."""
        say = self._session.texts
        drawn = phone_html(phone, self._context, shown=0, input_bar=below.input_bar(say))
        under = below.under_phone(self._sheet, self.card, self._session.bot, say)
        return f'<div class="lab lab-phones lab-of-1 lab-living" lang="{esc(say("lang.tag"))}">{drawn}{under}</div>'


def _word(told: Mapping[str, Any], name: str) -> str:
    value = told.get(name)
    return value if isinstance(value, str) else ""


def _style(session: Session) -> str:
    """Return the rules of everything that may come: the phone lives on, and later messages may be of any kind."""
    living = scoped_style("phones", rules("living"))
    return style("phones") + all_message_style("phones") + living + disconnected_style(session.texts)
