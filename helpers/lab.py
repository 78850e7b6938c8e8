"""The lab: the only object a lesson meets. It holds a session and hands out panels; no other module imports it.

Panels, cards and live mode are imported when asked for: they would make every `open_lab` wait.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import cached_property, wraps
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar, cast

from helpers import panels
from helpers.course.lesson_copies import copy_lessons
from helpers.course.opening import say_opened
from helpers.errors import LabError, needs_packages
from helpers.language import course_language
from helpers.line.send_methods import SEND_METHODS
from helpers.live import live_end
from helpers.panels.results.uncaught import explain_uncaught, leave_uncaught
from helpers.paths import here
from helpers.session.session import Session
from helpers.session.transport import usual_transport
from helpers.stub.world.worlds import World

if TYPE_CHECKING:
    from helpers.course.progress import Exported, Store

_Parameters = ParamSpec("_Parameters")
_Result = TypeVar("_Result")


def open_lab(world: str | World = "", *, transport: str | None = None, lang: str | None = None) -> Lab:
    """Open a lab in practice mode and say so: nothing real is ever sent. Raises LabError for unknown arguments.

    `world` is ``"class"`` (a few named people; the default), ``"club"`` (150), ``"shop"`` (some thousands) or a World
    of your own; a world opened beside another says nothing. `transport` is ``"http"`` (default, or LAB_TRANSPORT) or
    ``"inproc"`` (no sockets; the default in a browser tab).
    """
    lab = Lab("class" if world == "" else world, transport or usual_transport(), course_language(lang))
    lab.explain_errors()
    say_opened(lab.session, world)
    return lab


def _of_session(
    function: Callable[Concatenate[Session, _Parameters], _Result],
) -> Callable[Concatenate[Lab, _Parameters], _Result]:
    """Return what a session does as a method of the lab, documented alike."""

    @wraps(function)
    def call(lab: Lab, /, *arguments: _Parameters.args, **options: _Parameters.kwargs) -> _Result:
        return function(lab.session, *arguments, **options)

    return call


def _value(read: Callable[[Session], _Result], doc: str) -> _Result:
    """Return what a session tells as a value of the lab: to a type checker, of the type it is read as."""
    return cast(_Result, property(lambda lab: read(lab.session), doc=doc))


class Lab(AbstractContextManager["Lab"]):
    """An open lab. Close it, or let it go: its server stops with it."""

    def __init__(
        self, world: str | World, transport: str, lang: str, *, display: Callable[[panels.Card], object] | None = None
    ) -> None:
        """Use `open_lab`. `display` shows the cards of `attempt`. Raises LabError for an unknown world or transport."""
        self.session = Session(world, transport, lang)
        self.lang = lang
        self.platform = self.session.platform
        self.configuration = self.session.configuration
        self.line_bot_api = self.session.line_bot_api
        self.events = self.session.events
        self._display = display

    def __repr__(self) -> str:
        key = "lab.repr" if self.mode == "practice" else "live.lab.repr"
        return self.texts(key, count=self.session.exchanges.count)

    def close(self) -> None:
        """Stop the far end; calls made afterwards find no server."""
        self.session.close()

    def __exit__(self, *_: object) -> None:
        self.close()

    # The world and what happened in it ----------------------------------------------------------------------

    friend = _of_session(Session.friend)
    group = _of_session(Session.group)
    shared_audience = _of_session(Session.shared_audience)
    receive = _of_session(Session.receive)
    fault = _of_session(Session.fault)
    reset = _of_session(Session.reset)
    run_bot = _of_session(Session.run_bot)

    texts = _value(lambda session: session.texts, "What the lab says, in its language.")
    mode = _value(lambda session: session.mode, "``practice`` or ``live``.")
    channel_secret = _value(
        lambda session: session.channel_secret, "The practice channel's secret: webhooks are signed with it."
    )
    clock = _value(lambda session: session.clock, "The platform's clock: ``lab.clock.advance(seconds=61)``.")
    last = _value(lambda session: session.last, "The newest exchange. Raises LabError when nothing was sent yet.")
    last_webhook = _value(
        lambda session: session.last_webhook,
        "The newest webhook as it arrived: ``.body`` and ``.signature``; None before the first.",
    )

    def show(self, result: object = None) -> panels.Card:
        """Show the card of an SDK response, an exception or an Exchange; of the newest exchange by default.

        Raises LabError for anything else, and when nothing was sent yet.
        """
        return panels.card_of(self.session, result)

    def phones(self, *names: str) -> panels.Phones | panels.Sentence:
        """Show what these people see; everyone of the cast by default. Live, say where to look. Raises LabError."""
        return panels.phones_of(self.session, *names)

    def faces(self) -> panels.CastFaces:
        """Show everyone in this world who has a name, with a face, and how they stand to the account."""
        self.session.practice_only("world")
        return panels.cast_of(self.session)

    def timeline(self) -> panels.Timeline:
        """Show what happened, newest first: people, LINE and the bot side by side."""
        return panels.timeline_of(self.session)

    @property
    def history(self) -> panels.History:
        """Every exchange so far, newest first."""
        return panels.History.of(self.session)

    def attempt(self) -> panels.Attempt:
        """``with lab.attempt():`` catches what goes wrong, shows who stopped it, and goes on."""
        return panels.Attempt(self.session, self._display)

    def explain_errors(self, on: bool = True) -> None:
        """Show a card for an error that no cell caught, as an open lab does; ``False`` leaves errors to Jupyter."""
        explain_uncaught(self.show, self.session.exchanges) if on else leave_uncaught()

    # The panels ---------------------------------------------------------------------------------------------

    def builder(self, method: str, draft: object = None) -> panels.Builder:
        """Show the request builder of a method, with `draft` (a Draft or a request of the SDK). Raises LabError."""
        if str(method) not in SEND_METHODS:
            raise LabError(self.texts, "error.unknown_method", name=method, known=", ".join(SEND_METHODS))
        with needs_packages(self.texts):
            return panels.Builder(self.session, SEND_METHODS[method], draft)

    def playground(self, method: str) -> panels.Builder:
        """Show the builder with the method's last request, ready to be sent again. Raises as `builder` does."""
        from helpers.examples.starters import once_more

        return self.builder(method, once_more(self.session, method)).headed(self.texts("form.title.playground"))

    def world(self) -> panels.WorldPanel:
        """Show the instructor's controls: people, clock, quota, faults, webhooks, and what happened."""
        self.session.practice_only("world")
        with needs_packages(self.texts):
            return panels.WorldPanel(self.session, self.projector(None))

    def phone(self, name: str) -> panels.LivingPhone | panels.Sentence:
        """Show one person's phone as it changes, to type and tap on as she would. Raises LabError for a name."""
        with needs_packages(self.texts):
            return panels.phone_of(self.session, name)

    def preview(self, *messages: object) -> panels.Preview:
        """Show messages as LINE would draw them, without sending: SDK objects, dicts, lists of them, or a request."""
        return panels.Preview(messages, self.session.platform.account.display_name, self.texts)

    def history_panel(self, into: panels.Builder | None = None) -> panels.HistoryPanel:
        """Show the last requests to choose from; one may be loaded into a builder (`into`, or a new one)."""
        with needs_packages(self.texts):
            return panels.HistoryPanel(self.session, into)

    def narrowcast_view(self, request: object = None) -> panels.NarrowcastView:
        """Show whom a narrowcast, sent or not (by default the newest), reaches. Raises LabError for anything else."""
        with needs_packages(self.texts):
            return panels.NarrowcastView.of(self.session, request)

    def projector(self, on: bool | None = True) -> panels.Projector:
        """Use large type and high contrast in this notebook until turned off; None leaves it as it is."""
        if on is not None:
            self._projector.on = on
        return self._projector

    @cached_property
    def _projector(self) -> panels.Projector:
        with needs_packages(self.texts):
            return panels.Projector(self.texts)

    # Live mode ----------------------------------------------------------------------------------------------

    live = _value(live_end.live_end, "The live far end; None in practice mode.")
    pending_consent = _value(
        live_end.pending_consent, "What the gate stopped last and waits for a `consent`; None when nothing does."
    )
    test_user_id = _value(
        live_end.test_user_id,
        "Your own user id, LINE_TEST_USER_ID of `.env`: sending to it needs no consent. Raises LabError.",
    )

    def go_live(self, confirm: str = "") -> panels.GoLivePanel | panels.Sentence:
        """Show whose account the token in `.env` belongs to, and ask whether to go live with it.

        `confirm` is the account's basic id (``@...``), for code; without it, type it into the panel. Raises LabError
        in CI, in tests, when LAB_NEVER_LIVE is set, with a practice token, or when LINE refuses the token.
        """
        from helpers.live.refusal import refuse_live

        refuse_live(self.texts, os.environ)  # first: where there are no sockets, the rest cannot even be imported
        with needs_packages(self.texts):
            return panels.GoLivePanel.of(self.session, confirm)

    next_event = _of_session(live_end.next_event)

    def consent(self, recipients: int | str) -> panels.Sentence:
        """Agree to what the gate stopped: exactly that request may pass, once. Raises LabError for another number.

        `recipients` is the number of people on the card; ``"unknown"`` when LINE does not tell it.
        """
        return panels.agree(self.session, recipients)

    def go_practice(self) -> panels.Sentence:
        """Go back to the practice platform; nothing gets through to LINE any more."""
        return panels.go_practice(self.session)

    @property
    def webhook(self) -> panels.WebhookDesk:
        """Receiving webhooks: ``lab.webhook.serve()``, ``.set_endpoint(url)``, ``.test()``. Raises LabError."""
        return panels.WebhookDesk(live_end.needs_live(self.session, "webhook").webhook, self.texts)

    # The course ---------------------------------------------------------------------------------------------

    def setup(self) -> panels.SetupCard:
        """Show whether this computer is ready for the course; what to do for each line that is not."""
        return panels.SetupCard.of(self.session, here())

    def copy_lesson(self, *renew: str) -> panels.CopiedLessons:
        """Copy the notebooks to ``work/``; what you wrote is kept, also when `renew` names its lesson to be new."""
        return panels.CopiedLessons(copy_lessons(self.texts, renew=renew), self.texts)

    def quiz(self, key: str) -> panels.Quiz | panels.Guesses:
        """Show the questions of a lesson, each answer with its reason. Raises LabError for an unknown key."""
        with needs_packages(self.texts):
            return panels.Quiz.of(key, self._store, self.texts)

    def check(self, key: str, function: object = None) -> panels.ExerciseResult:
        """Try your function in fresh worlds and tell what arrived. Raises LabError for a key, never for its errors."""
        with needs_packages(self.texts):
            return panels.ExerciseResult.of(key, function, self.session, self._store)

    def progress(self) -> panels.Progress:
        """Show what you have done and what comes next, from a file on this computer; `.reset()` forgets it."""
        return panels.Progress.of(self._store, self.texts)

    def start_over(self) -> panels.StartOver:
        """Show a button that has a lesson new, notebook and progress; the old copy is kept under another name."""
        with needs_packages(self.texts):
            return panels.StartOver(self._store, self.texts)

    def export_progress(self, name: str) -> Exported:
        """Write your progress to a file to hand in. Raises LabError when `name` is empty."""
        from helpers.course.progress import export

        return export(self._store.read(), name, self.texts)

    def replay(self, key: str = "") -> panels.Replay:
        """Show a demo to play step by step, in a world of its own. Raises LabError for an unknown key."""
        with needs_packages(self.texts):
            return panels.Replay.of(key, self.texts, _open_demo)

    def stage(self, key: str = "") -> panels.Stage:
        """Show a demo to play to a room, on one screen, in a world of its own. Raises LabError for an unknown key."""
        with needs_packages(self.texts):
            return panels.Stage.of(key, self.texts, _open_demo)

    @cached_property
    def _store(self) -> Store:
        from helpers.course.progress import Store, progress_file

        return Store(progress_file())

    def campaign(
        self, friends: int = 1000, *, percent: int = 100, sends: int = 2, objects: int = 1
    ) -> panels.PriceCalculator:
        """Show what a month of sending costs on each plan in Taiwan. Raises LabError for a number that cannot be."""
        with needs_packages(self.texts):
            return panels.PriceCalculator.of(self.texts, friends=friends, percent=percent, sends=sends, objects=objects)


def _open_demo(world: str, lang: str, show: Callable[[panels.Card], object]) -> Lab:
    """Return the lab a demo plays in; `show` gets the cards of its `attempt`."""
    return Lab(world, "inproc", lang, display=show)
