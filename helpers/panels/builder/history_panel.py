"""The last requests to choose from: who stopped which, its result card, its code, and back into a builder."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import islice
from typing import Any

from helpers.explain.explanation import explain, missed
from helpers.panels.builder.builder import Builder
from helpers.panels.builder.code_tabs import CodeTabs
from helpers.panels.kit.auto_refresh import follow
from helpers.panels.kit.controls import button, dress, html, menu, shown
from helpers.panels.kit.fields import FormField
from helpers.panels.kit.form_frame import form_frame, form_style
from helpers.panels.kit.live_band import follow_mode
from helpers.panels.kit.markup import HEADING, esc
from helpers.panels.kit.panel import Part
from helpers.panels.kit.widgets import HBox, VBox
from helpers.panels.results.card import Card, status_words
from helpers.panels.results.cards import card_of
from helpers.panels.results.explained_panel import ExplainedPanel
from helpers.panels.results.history import ROWS_SHOWN
from helpers.panels.results.timeline import asked
from helpers.session.draft import Draft
from helpers.session.exchange import Exchange
from helpers.session.session import Session


def _stopped(*by: str, missing: bool = False) -> Callable[[Exchange, str], bool]:
    return lambda exchange, stopped_by: stopped_by in by and bool(missed(exchange)) is missing


#: Which requests each choice of the filter keeps, by the key of its text; given who stopped it. The SDK's are never
#: here, and the panel says why.
FILTERS: Mapping[str, Callable[[Exchange, str], bool]] = {
    "all": lambda exchange, stopped_by: True,
    "nobody": _stopped("nobody"),
    "missed": _stopped("nobody", missing=True),
    "line": _stopped("line"),
    "network": lambda exchange, stopped_by: stopped_by == "network",
    "gate": lambda exchange, stopped_by: stopped_by == "gate",
    "sdk": lambda exchange, stopped_by: stopped_by == "sdk",
}


#: The number of no request: what the menu has while it lists none. To ipywidgets None means that nothing is chosen.
NOTHING = 0


class HistoryPanel(ExplainedPanel):
    """`lab.history_panel()`. `chosen` is the open exchange, `result` its card, `code` its code in `tabs.language`.

    `builder` is where a request was loaded last: the one given, or a new one below.
    """

    def __init__(self, session: Session, into: Builder | None = None) -> None:
        """`into` is the builder to load requests into; without it one is opened below."""
        self._session, self._into = session, into
        self.builder: Builder | None = into
        self.result: Card | None = None
        self._exchanges: dict[int, Exchange] = {}
        self._make_controls()
        self._opened, self._below = html("", "lab-opened"), VBox()
        children = [form_style(session.texts), self._frame(), self._opened, self._below]
        super().__init__("past", session.texts("past.repr"), session.texts, children)
        self._connect()
        self.refresh()
        follow(self)
        follow_mode(self, session)

    # What is chosen -----------------------------------------------------------------------------------------

    @property
    def listed(self) -> list[int]:
        """The numbers of the requests listed, newest first."""
        return [number for _, number in self.choose.options if number]

    @property
    def chosen(self) -> Exchange | None:
        """The open request; None while there is none."""
        return self._exchanges.get(self.choose.value)

    @property
    def code(self) -> str:
        """The open request as code; empty when it is none of the five sends."""
        return self.tabs.text if self._draft() else ""

    def _draft(self) -> Draft | None:
        return Draft.of_exchange(self.chosen) if self.chosen else None

    # The parts ----------------------------------------------------------------------------------------------

    def _make_controls(self) -> None:
        say = self._session.texts
        offered = [key for key in FILTERS if key != "gate" or self._session.mode == "live"]  # only there is a gate
        self.filter = menu(say("past.filter"), [(say(f"past.filter.{key}"), key) for key in offered])
        self.choose = menu(say("past.choose"), [("", NOTHING)])
        self.tabs = CodeTabs(say)
        self.load_button = button(say("past.load"))
        self.refresh_button = button(say("past.refresh"), None, "lab-quiet")
        self._count = FormField(self.choose, say)
        fields = dress(HBox([FormField(self.filter, say), dress(self._count, "lab-grow")]), "lab-row")
        self._list = Part("", fields)
        self._export = Part("", self.tabs, dress(HBox([self.load_button]), "lab-tools"))

    def _frame(self) -> Any:
        title = html(f'<h4 class="{HEADING}">{esc(self._session.texts("past.title"))}</h4>')
        head = dress(HBox([title, self.refresh_button]), "lab-tools", "lab-actions")
        self._list.children = [head, *self._list.children]
        return form_frame(self._list, self._export)

    def _connect(self) -> None:
        self.add(self._list, self._export)
        self.when(self.filter, self._list, str)
        self.when(self.choose, self._list, str)
        self.when(self.refresh_button, self._list, str)
        self.when(self.load_button, self._export, self._load)

    # Showing ------------------------------------------------------------------------------------------------

    def show(self) -> None:
        """List the requests as they are now; the open one stays open while it is listed."""
        newest = list(islice(self._session.exchanges, ROWS_SHOWN))
        self._exchanges = {exchange.number: exchange for exchange in newest}
        keep, before = FILTERS[self.filter.value], self.choose.value
        kept = [e for e in newest if keep(e, explain(e, self.say).stopped_by)]
        self.choose.options = [(self._item(e), e.number) for e in kept] or [(self.say("past.nothing"), NOTHING)]
        numbers = [exchange.number for exchange in kept]
        self.choose.value = before if before in numbers else next(iter(numbers), NOTHING)
        self.choose.disabled = not kept
        self._count.hint = self._counted(len(kept))
        self._open()

    def _item(self, exchange: Exchange) -> str:
        values = {"at": f"{exchange.at:%H:%M:%S}", "what": asked(exchange), "status": status_words(exchange, self.say)}
        return self.say("past.item", number=exchange.number, **values)

    def _counted(self, count: int) -> str:
        older = self._session.exchanges.count - ROWS_SHOWN
        if count:
            key = "past.older" if older > 0 and self.filter.value == "all" else "past.shown"
            return self.say(key, shown=count, older=older)
        if self.filter.value == "sdk":
            return self.say("past.none_sdk")
        return self.say("past.none" if self._exchanges else "past.empty")

    def _open(self) -> None:
        draft = self._draft()
        self.result = card_of(self._session, self.chosen) if self.chosen else None
        self._opened.value = self.result._repr_html_() if self.result else ""
        shown(self._export, self.chosen)
        shown(self.tabs, draft)
        shown(self.load_button, draft)
        if draft:
            self.tabs.show(draft)
        elif self.chosen and not self._export.notice:
            self._export.tell(self.say("past.not_a_send"))

    # Into a builder -----------------------------------------------------------------------------------------

    def _load(self) -> str:
        draft = self._draft()
        assert draft is not None, "the button is there for sends only"
        if self._into is not None and self._into.method is draft.method:
            self.builder = self._into
            self.builder.load(draft)
            return self.say("past.loaded_into")
        self.builder = Builder(self._session, draft.method)
        self.builder.load(draft)
        self._below.children = [self.builder]
        if self._into is None:
            return self.say("past.loaded")
        return self.say("past.other_method", builder=self._into.method.name, method=draft.method.name)
