"""The request builder: fill in, read the code, send, and see who received it."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from helpers.codegen.snippets import code
from helpers.errors import LabError
from helpers.examples.examples import EXAMPLES, Example
from helpers.examples.starters import first_draft, last_draft
from helpers.explain.explanation import is_explained, plain_message
from helpers.line.outcomes import PersonOutcome
from helpers.line.send_methods import NARROWCAST, SendMethod
from helpers.live.live_end import pending_consent
from helpers.panels.builder.code_tabs import CodeTabs
from helpers.panels.builder.example_picker import ExamplePicker
from helpers.panels.builder.guess import Guess
from helpers.panels.builder.header import request_header
from helpers.panels.builder.preview_pane import PreviewPane
from helpers.panels.builder.request_form import RequestForm
from helpers.panels.builder.retry_key import RetryKeyField
from helpers.panels.kit.auto_refresh import follow
from helpers.panels.kit.controls import button, dress, shown
from helpers.panels.kit.disconnected import says_when_disconnected
from helpers.panels.kit.fields import tick_field, under
from helpers.panels.kit.form_frame import bench_style, form_frame
from helpers.panels.kit.live_band import follow_mode
from helpers.panels.kit.markup import HEADING, esc, rich, root
from helpers.panels.kit.page_script import with_page_script
from helpers.panels.kit.safe_callbacks import guarding
from helpers.panels.kit.widgets import HTML, Button, HBox, VBox
from helpers.panels.results.card import Card
from helpers.panels.results.cards import card_of, card_since
from helpers.panels.results.phones import Phones, received_first
from helpers.session.draft import KEY_ARGUMENT, Draft, FieldProblem
from helpers.session.session import Session
from helpers.targeting.forecast import expected_outcomes, worth_seeing
from helpers.text import plain

if TYPE_CHECKING:
    from linebot.v3.messaging import MessagingApi

    from helpers.panels.narrowcast.view import NarrowcastView


#: How many phones are drawn under a result.
PHONES_SHOWN = 7
#: A second click within so many seconds of the last send, with nothing changed between, is the same double click.
DOUBLE_CLICK_SECONDS = 0.5
#: Problems whose first sentence does not tell what to do.
NEEDS_TODO = frozenset({"sdk.enum", "sdk.other", "sdk.reply_retry_key", "builder.retry_key_header"})
#: How many steps back there are.
STEPS_KEPT = 20


class SendButton(Button):
    """A button that takes a double click in the browser for one click; `click()` in code always clicks."""

    def __init__(self, **options: Any) -> None:
        """Make a Button with these options."""
        self._done_at: float | None = None
        super().__init__(**options)

    def _handle_button_msg(self, _: Any, content: Any, buffers: Any) -> None:
        # Jupyter hands over the second click when the first has been worked through.
        soon = self._done_at is not None and time.monotonic() - self._done_at < DOUBLE_CLICK_SECONDS
        if content.get("event") == "click" and not soon:
            self.click()
            self._done_at = time.monotonic()

    def renew(self) -> None:
        """Forget the last click: the request has changed, so the next one is no double click however soon it comes."""
        self._done_at = None


class Builder(VBox):
    """The panel of one of the five methods, as `lab.builder("push")` gives it.

    `draft` is the request as it stands, `errors` what is wrong with it by field. After a click `card` is the result,
    `phones` what those addressed see, `view` how far a narrowcast is. `error` is what went wrong inside the panel
    itself, if anything did.
    """

    def __init__(self, session: Session, method: SendMethod, draft: object = None) -> None:
        """Show `draft`, or a request that can be sent as it is. Raises LabError as `load` does."""
        self._session, self._say, self.method = session, session.texts, method
        self.card: Card | None = None
        self.phones: Phones | None = None
        self.view: NarrowcastView | None = None
        self.error: Exception | None = None
        self.errors: dict[str, str] = {}
        self._steps: deque[Any] = deque(maxlen=STEPS_KEPT)
        self._quiet = False
        self._guard = guarding(self._report)
        self._given = draft
        self._draft = first_draft(session, method) if draft is None else self._fitting(draft)
        self._strip, self._problem, self._noted = HTML(), HTML(), HTML()
        self._outcome, self._stale = HTML(), HTML()
        self._result, self._seen, self._after = HTML(), HTML(), VBox()
        self._sent: Draft | None = None
        self._asked_about: Draft | None = None
        self._heading = self._say(f"form.title.{method.name}")
        self.preview = PreviewPane(session)
        self._make_form()
        self._make_buttons()
        self.frame, self.side = form_frame(*self._sections()), dress(form_frame(*self._aside()), "lab-side")
        columns = dress(HBox([self.frame, self.side]), "lab-columns")
        super().__init__([bench_style(self._say), columns])
        dress(with_page_script(says_when_disconnected(self)), "lab", "lab-bench")
        self._show(self._draft)
        follow(self)
        follow_mode(self, session)

    def __repr__(self) -> str:
        """Return what a saved notebook shows in place of the panel."""
        return self._say("form.repr")

    # The request --------------------------------------------------------------------------------------------

    @property
    def draft(self) -> Draft:
        """The request as it stands; while JSON is half typed, as it was before that."""
        return self._draft

    def code(self, language: str = "python") -> str:
        """Return the request as code. `language` is one of CODE_LANGUAGES of `helpers.codegen`."""
        return code(self._draft, language)

    def load(self, draft: object) -> None:
        """Show this Draft, or request of the SDK, instead; what was typed before is one step back.

        Raises LabError for the request of another method, and for anything else.
        """
        fitting = self._fitting(draft)
        self._remember()
        self._show(fitting)

    def _fitting(self, given: object) -> Draft:
        wanted = self.method.request_class
        if isinstance(given, wanted):
            return Draft(self.method, given.to_dict())
        if not isinstance(given, Draft):
            raise LabError(self._say, "error.not_a_request", kind=type(given).__name__, request=wanted.__name__)
        if given.method is not self.method:
            raise LabError(self._say, "error.other_method", method=given.method.name, here=self.method.name)
        return given

    def load_example(self, key: str) -> None:
        """Prepare the practice world for a ready request and show it. Raises KeyError for an unknown key."""
        example = {example.key: example for example in self.examples}[key]
        draft = example.draft(self._session)
        self.load(draft)
        self.guess.ask(example)
        self._asked_about = self._draft
        self._update()
        loaded = self._say("form.example.loaded", name=example.name(self._say))
        self._note(loaded, *(() if self.guess.pending else (example.note(self._say),)))

    @property
    def examples(self) -> tuple[Example, ...]:
        """The ready requests of this method that fit this world; none when live."""
        if not self._session.sees_people:
            return ()
        return tuple(example for example in EXAMPLES.get(self.method.name, ()) if example.fits(self._session))

    def headed(self, heading: str) -> Builder:
        """Put a heading of its own over the panel, before the method's. Returns the panel."""
        self._heading = self._say("form.headed", heading=heading, title=self._say(f"form.title.{self.method.name}"))
        self._update()
        return self

    def refresh(self) -> None:
        """See what happened meanwhile: new events, people who blocked, the clock, the quota."""
        self._guard(self._look_again)()

    # What it is made of -------------------------------------------------------------------------------------

    def _make_form(self) -> None:
        say, guard = self._say, self._guard
        self.retry_key = RetryKeyField(self._session, self.method, guard)
        self.form = RequestForm(self._session, self.method, guard, self.retry_key)
        self.plain_dicts = tick_field(say("form.plain_dicts"), say, hint=say("form.plain_dicts.hint"))
        self._nothing_yet = HTML(
            f'<p class="lab-hint" lang="{esc(say("lang.tag"))}">{esc(say("form.result.none"))}</p>'
        )
        result = dress(VBox([self._nothing_yet, self._stale, self._result, self._seen, self._after]), "lab-result")
        self.codes = CodeTabs(say, guard, result)
        for part in (self.form, self.retry_key, self.plain_dicts):
            part.on_change(guard(self._update))

    def _make_buttons(self) -> None:
        say, guard = self._say, self._guard
        self.send_button = SendButton(
            description=say("form.send"), tooltip=say("form.send.tip"), button_style="primary"
        )
        self.send_button.on_click(guard(self._click_send))
        self.check_button, self.last_button, self.reset_button, self.back_button, self.refresh_button = (
            button(say(f"form.{key}"), guard(act), *classes, tip=say(f"form.{key}.tip"))
            for key, act, classes in (
                ("check", self._click_check, ()),
                ("last", self._load_last, ("lab-quiet",)),
                ("reset", self._reset, ("lab-quiet",)),
                ("back", self._back, ("lab-quiet",)),
                ("refresh", self.refresh, ("lab-quiet",)),
            )
        )
        self.back_button.disabled = True
        self.example_picker = ExamplePicker(self.examples, say, self.load_example, guard)
        self.guess = Guess(say)

    def _sections(self) -> list[Any]:
        """Return what the request is made of: where it goes, ready ones, and the form."""
        self._ready = dress(VBox([self.example_picker, self._noted]), "lab-part")
        return [
            dress(VBox([self._strip]), "lab-part"),
            self._ready,
            dress(VBox([self.form, self.plain_dicts, self._problem]), "lab-part"),
        ]

    def _aside(self) -> list[Any]:
        """Make what comes of the request, in sight while one types: how it looks, sending it, its code, its result."""
        quiet = [self.last_button, self.reset_button, self.back_button, self.refresh_button]
        groups = [dress(HBox(buttons), "lab-tools") for buttons in ([self.send_button, self.check_button], quiet)]
        actions = dress(HBox(groups), "lab-tools", "lab-actions")
        looks = dress(VBox([self.preview]), "lab-part")
        sending = dress(VBox([self.guess, actions, self._outcome]), "lab-part")
        return [dress(VBox([looks, sending]), "lab-ahead"), dress(VBox([self.codes]), "lab-part")]

    # Following what is typed --------------------------------------------------------------------------------

    def _show(self, draft: Draft) -> None:
        with self._silently():
            self.form.load(draft.body)
            self.retry_key.load(draft.retry_key)
            self.plain_dicts.load(draft.plain_dicts)
        self._note()
        self._update()

    @contextmanager
    def _silently(self) -> Iterator[None]:
        self._quiet = True
        try:
            yield
        finally:
            self._quiet = False

    def _look_again(self) -> None:
        self.form.refresh()
        self._update()

    def _update(self) -> None:
        """Say what is wrong, and write the code and the strip anew."""
        if self._quiet:
            return
        self.send_button.renew()
        if not self.form.fault:
            self._draft = Draft(self.method, self.form.body, self.retry_key.value, self.plain_dicts.value or False)
        if self._draft != self._asked_about:
            self.guess.drop()
        problems = self._draft.problems()
        hidden = self.guess.pending  # what is wrong with it is the answer
        self._complain(() if hidden else problems)
        paths = () if hidden else self._draft.dropped()
        dropped = tuple(self._say("builder.dropped", field=path) for path in paths)
        paused = (self._say("form.code.paused"),) if self.form.fault else ()
        self.codes.show(self._draft, paused + dropped)
        self.preview.show(self._draft)
        self._say_if_stale()
        self._strip.value = request_header(
            self._session, self._draft, self._heading, sendable=not problems, told=not hidden
        )
        shown(self.plain_dicts, self._draft.plain_dicts)
        shown(self._ready, self._session.sees_people)

    def _say_if_stale(self) -> None:
        """Say over a result that the request has been changed since; without a result, that there is none.

        Beside Send stands what came of it in one line, for the result itself may be further down the page.
        """
        shown(self._nothing_yet, not self._result.value)
        stale = self._sent is not None and (self._sent != self._draft or bool(self.form.fault))
        line = esc(repr(self.card)) if self.card and not stale else ""
        self._outcome.value = f'<p class="lab-hint" lang="{esc(self._say("lang.tag"))}">{line}</p>' if line else ""
        words = f'<p class="lab-said lab-stale" role="status">{esc(self._say("form.stale"))}</p>'
        self._stale.value = words if stale else ""

    def _complain(self, problems: Sequence[FieldProblem]) -> None:
        said = [(problem, self._sentence(problem)) for problem in problems]
        wrong = {problem.path: text for problem, text in said} | self.form.faults
        self.errors = {path: plain(text) for path, text in wrong.items()}
        self.retry_key.complain([("", text) for problem, text in said if problem.path == KEY_ARGUMENT])
        rest = self.form.complain([pair for pair in said if pair[0].path != KEY_ARGUMENT])
        self._problem.value = under(rest, "", self._say)

    def _sentence(self, problem: FieldProblem) -> str:
        """Return what is wrong, in the room under a field; what to do is added where that does not tell it."""
        title = problem.title(self._say)
        if problem.key not in NEEDS_TODO:
            return title
        return self._say("form.problem", title=title, todo=problem.todo(self._say))

    # The buttons --------------------------------------------------------------------------------------------

    def _click_send(self) -> None:
        practice = self._session.sees_people
        people = expected_outcomes(self._session.platform, self._draft) if practice else ()
        self.guess.reveal()
        self._note()
        if not self._ask(self._draft.send):
            return
        if self.card and self.card.explanation.stopped_by == "gate" and pending_consent(self._session):
            from helpers.panels.builder.consent_field import ConsentField  # live mode's own

            self._after.children = [ConsentField(self._session, self._click_send)]
            return
        if self.method is NARROWCAST and self.card and self.card.exchange and self.card.exchange.ok:
            from helpers.panels.narrowcast.view import NarrowcastView  # most builders never need it

            self.view = NarrowcastView.of(self._session, self.card.exchange)
            self._after.children = [self.view]
        elif practice:
            self._show_phones(people)

    def _click_check(self) -> None:
        self._ask(self._draft.check)

    def _ask(self, call: Callable[[MessagingApi], object]) -> bool:
        """Make the request and show the result card; False when there is no request yet to make."""
        self._clear()
        self._sent = self._draft
        self.codes.show_result()
        if self.form.fault:
            self._tell(self._say("form.unreadable"), self.form.fault, self._say("form.unreadable.todo"))
            return False
        before, failure = self._session.exchanges.count, None
        try:
            call(self._session.line_bot_api)
        except Exception as error:
            if not is_explained(error):
                raise
            failure = error
        self.card = card_since(self._session, before, failure)
        self._result.value = self.card._repr_html_() if self.card else ""
        self.refresh()
        return True

    def _clear(self) -> None:
        """Remove what is under the panel: it belongs to an earlier click."""
        self.card, self.phones, self.view, self.error, self._sent = None, None, None, None, None
        self._outcome.value, self._stale.value = "", ""
        self._result.value, self._seen.value, self._after.children = "", "", ()

    def _show_phones(self, people: Sequence[PersonOutcome]) -> None:
        outcome = self.card.exchange.outcome if self.card and self.card.exchange else None
        people = outcome.people if outcome else people
        known = [person for person in people if self._session.platform.people.row(person.user_id) is not None]
        if not known:
            return
        with self._session.platform.lock:
            rows = [self._session.row(person.user_id) for person in worth_seeing(known, PHONES_SHOWN)]
            phones = [self._session.platform.phone(row) for row in rows]
        self.phones = Phones(received_first(phones), self._say)
        more = len(known) - len(rows)
        words = f"<p>{esc(self._say('form.phones.more', count=more))}</p>" if more else ""
        note = root("lab-phones", [words], "phones", self._say) if words else ""
        self._seen.value = self.phones._repr_html_() + note

    def _load_last(self) -> None:
        last = last_draft(self._session, self.method)
        if last is None:
            self._note(self._say("form.last.none"))
        else:
            self.load(last)

    def _reset(self) -> None:
        self.load(self._given or first_draft(self._session, self.method))

    # Steps back ---------------------------------------------------------------------------------------------

    def _remember(self) -> None:
        self._steps.append((self.form.memory, self.retry_key.memory, self.plain_dicts.memory))
        self.back_button.disabled = False

    def _back(self) -> None:
        """Show what was typed before the last request was loaded."""
        if self._steps:
            form, key, dicts = self._steps.pop()
            with self._silently():
                self.form.memory, self.retry_key.memory, self.plain_dicts.memory = form, key, dicts
        self._note()
        self._update()
        self.back_button.disabled = not self._steps

    # Saying things ------------------------------------------------------------------------------------------

    def _note(self, *sentences: str) -> None:
        """Show a remark under the menu of examples."""
        lines = "<br>".join(rich(sentence) for sentence in sentences)
        lang = esc(self._say("lang.tag"))
        self._noted.value = f'<p class="lab-said" lang="{lang}" aria-live="polite">{lines}</p>' if lines else ""

    def _tell(self, title: str, *sentences: str) -> None:
        """Show a card of the panel's own, with no request behind it."""
        heading = f'<h4 class="lab-title {HEADING}">{rich(title)}</h4>'
        lines = [f'<p class="lab-who">{rich(sentence)}</p>' for sentence in sentences]
        self._result.value = root("lab-card", [heading, *lines], "card", self._say, live=True)

    def _report(self, error: Exception) -> None:
        self._clear()
        if isinstance(error, LabError):
            self.card = card_of(self._session, error)
            self._result.value = self.card._repr_html_()
        else:
            self._broke(error)

    def _broke(self, error: Exception) -> None:
        say, self.error = self._say, error
        what = say("form.broken.meaning", type=type(error).__name__, message=plain_message(error))
        self._tell(say("form.broken"), what, say("form.broken.todo"))
