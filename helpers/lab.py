"""The lab: one SDK client, one far end, one history. The only object a lesson meets."""

from __future__ import annotations

import os
import weakref
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from linebot.v3 import WebhookParser
from linebot.v3.messaging import ApiClient, Configuration, MessagingApi
from pydantic.v1 import BaseModel
from urllib3.exceptions import HTTPError, NewConnectionError

from helpers.course.lesson_copies import copy_lessons, newer_lesson
from helpers.course.setup_check import check_setup, gather_facts
from helpers.errors import LabError, needs_packages
from helpers.explain.explanation import explain
from helpers.language import course_language
from helpers.line.audience_types import UPLOAD
from helpers.line.faults import Fault, FaultKind, When
from helpers.line.send_methods import SEND_METHODS
from helpers.line.timestamps import from_ms
from helpers.line.webhook_request import WebhookRequest
from helpers.live.mode import LiveMode, weakly
from helpers.live.stand_ins import LiveClock, LiveFriend, LiveGroup
from helpers.panels.course.copied_lessons import CopiedLessons
from helpers.panels.course.setup_card import SetupCard
from helpers.panels.results.attempt import Attempt
from helpers.panels.results.card import Card
from helpers.panels.results.history import History
from helpers.panels.results.phones import Phones
from helpers.panels.results.uncaught import explain_uncaught, leave_uncaught
from helpers.paths import here
from helpers.redaction import mask_token
from helpers.sdk.dropped import claim, watch
from helpers.session.exchange import Exchange, request_id_of
from helpers.session.friends import Friend, Group
from helpers.session.timeline import EventLog, steps
from helpers.session.transport import TRANSPORTS, RawExchange, Recorder
from helpers.stub.app import make_app
from helpers.stub.person_actions import CannotActError, PersonActions
from helpers.stub.platform import Clock, Platform
from helpers.stub.world.worlds import WORLDS, World
from helpers.text import texts

if TYPE_CHECKING:
    from helpers.course.progress import Exported, Store
    from helpers.panels.builder.builder import Builder
    from helpers.panels.builder.history_panel import HistoryPanel
    from helpers.panels.course.exercise_result import ExerciseResult
    from helpers.panels.course.price_calculator import PriceCalculator
    from helpers.panels.course.progress import Progress
    from helpers.panels.course.quiz import Quiz
    from helpers.panels.course.replay import Replay
    from helpers.panels.kit.projector import Projector
    from helpers.panels.kit.sentence import Sentence
    from helpers.panels.narrowcast.view import NarrowcastView
    from helpers.panels.results.timeline import Timeline
    from helpers.panels.world.world import WorldPanel
    from helpers.session.draft import Draft

#: How many exchanges a lab remembers.
KEPT = 1000


def open_lab(world: str | World = "class", *, transport: str | None = None, lang: str | None = None) -> Lab:
    """Open a lab in practice mode and say so: nothing real is ever sent.

    `world` is ``"class"`` (a few named people), ``"club"`` (150 friends), ``"shop"`` (some thousands of friends) or a
    World of your own. `transport` is ``"http"`` (default, or LAB_TRANSPORT) or ``"inproc"`` (the
    default in a browser tab, which has no sockets). Raises LabError when told
    something else.
    """
    set_to = os.environ.get("LAB_TRANSPORT", "").strip()  # Windows keeps the space of "set X=inproc && ..."
    lab = Lab(world, transport or set_to or here().transport, course_language(lang))
    lab.explain_errors()
    with suppress(UnicodeEncodeError):  # a console without Chinese must not keep a script from practising
        print(lab.texts("lab.opened"))  # noqa: T201 - the one line a lesson's first cell shows
        if newer := newer_lesson():
            print(lab.texts("lab.copy_newer", name=newer))  # noqa: T201 - in a copy whose lesson has changed since
    return lab


class ReceivedWebhook(NamedTuple):
    """A webhook as a bot's web framework hands it over: the body as text, and ``x-line-signature``."""

    body: str
    signature: str


class Lab(LiveMode):
    """An open lab. Close it, or let it go: its server stops with it."""

    def __init__(self, world: str | World, transport: str, lang: str) -> None:
        """Use `open_lab`. Raises LabError for an unknown world or transport."""
        super().__init__()
        watch()
        self.lang = lang
        self.texts = texts(lang)
        known = world if isinstance(world, World) else WORLDS.get(str(world))
        if known is None:
            raise LabError(self.texts, "error.unknown_world", name=world, known=", ".join(WORLDS))
        if transport not in TRANSPORTS:
            raise LabError(self.texts, "error.unknown_transport", name=transport, known=", ".join(TRANSPORTS))
        self.platform = Platform(known)
        self._exchanges: deque[Exchange] = deque(maxlen=KEPT)
        self._count = 0
        self.events: list[Any] = []
        self.last_webhook: ReceivedWebhook | None = None
        self.event_log = EventLog(self.platform.now)
        self.platform.webhook_listeners.append(self.event_log.take)
        self._projector: Projector | None = None
        self._open(transport)

    def _open(self, transport: str) -> None:
        far_end = Recorder(make_app(self.platform), weakly(self._record))
        with needs_packages(self.texts):
            self._transport = TRANSPORTS[transport](far_end)
        self._closing = weakref.finalize(self, self._transport.close)
        token = self.platform.account.access_token
        self.configuration = Configuration(host=self._transport.host, access_token=token)
        self.api_client = ApiClient(self.configuration)
        self.line_bot_api = MessagingApi(self.api_client)
        self.parser = WebhookParser(self.channel_secret)

    def __repr__(self) -> str:
        return self.texts("lab.repr" if self.live is None else "live.lab.repr", count=self._count)

    def close(self) -> None:
        """Stop the far end; calls made afterwards find no server."""
        self._leaving()
        self._closing()

    def __enter__(self) -> Lab:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # The world ----------------------------------------------------------------------------------------------

    @property
    def channel_secret(self) -> str:
        """The practice channel's secret: webhooks are signed with it."""
        return self.platform.account.channel_secret

    @property
    def clock(self) -> Clock | LiveClock:
        """The platform's clock: ``lab.clock.advance(seconds=61)``."""
        return self.platform.clock if self.live is None else LiveClock(self.texts)

    def friend(self, name: str) -> Friend | LiveFriend:
        """A person by name (小美 or Mei) or user id. Raises LabError for a name nobody has."""
        row = self.row(name)
        if self.live is not None:
            return LiveFriend(self.texts, self.platform.people.name(row), self.live.settings.test_user_id)
        return Friend(self, row)

    def group(self, name: str) -> Group | LiveGroup:
        """A group by title or id. Raises LabError for a title no group has."""
        chat = self.platform.people.chat_named(name)
        if chat is None:
            known = self._listed(chat.title for chat in self.platform.people.chats.values())
            raise LabError(self.texts, "error.unknown_group", name=name, known=known)
        return Group(self, chat) if self.live is None else LiveGroup(self.texts, chat.title)

    def shared_audience(self, *names: str) -> int:
        """The id of an audience of these people that another account shares with this one. Raises LabError for a name.

        The API cannot make one, and narrowcast's minimum sizes hold for it (REF#send-narrowcast-message).
        """
        rows = [self.row(name) for name in names]
        with self.platform.lock:
            words = self.texts("lab.shared_audience")
            return self.platform.audiences.add(UPLOAD, rows, owner="another account", description=words).id

    def row(self, name: str) -> int:
        """The row of a person in the platform's population. Raises LabError for a name nobody has."""
        row = self.platform.people.row_named(str(name))
        if row is None:
            people = self.platform.people
            known = self._listed(map(people.name, people.named_rows))
            raise LabError(self.texts, "error.unknown_friend", name=name, known=known)
        return row

    def _listed(self, names: Iterable[str]) -> str:
        return self.texts("list.comma").join(map(self.texts.name, names))

    def act(self, act: Callable[[PersonActions], WebhookRequest | None]) -> Any:
        """Let somebody act; returns the first event the bot gets, None when it gets none. Raises LabError."""
        self.practice_only("act")
        with self.platform.lock:
            self.platform.settle()
            try:
                request = act(PersonActions(self.platform))
            except CannotActError as error:
                raise LabError(self.texts, f"act.{error.key}", name=self.texts.name(error.name)) from None
        return self.receive(request) if request else None

    def receive(self, request: WebhookRequest) -> Any:
        """What a bot server does: verify the signature over the raw body, then parse. Returns the first event.

        Raises the SDK's InvalidSignatureError when the body was changed on its way.
        """
        self.last_webhook = ReceivedWebhook(request.body.decode("utf-8"), request.signature)
        events = self.parser.parse(self.last_webhook.body, self.last_webhook.signature)
        self.events.extend(events)
        if self.live is not None:
            self.event_log.take_live(request)
        return events[0] if events else None

    def fault(self, kind: FaultKind, *, when: When = "before", times: int = 1) -> None:
        """Spoil LINE's next answers: ``"500"``, ``"429"`` or ``"timeout"`` (no answer), before or after it accepted.

        Raises ValueError for what cannot be: a 429 after acceptance, say.
        """
        self.practice_only("fault")
        with self.platform.lock:
            self.platform.faults.add(Fault(kind, when), times)

    def phones(self, *names: str) -> Phones | Sentence:
        """What these people see (everyone of the cast when none is named), side by side. Live: where to look."""
        if self.live is not None:
            from helpers.panels.kit.sentence import Sentence

            return Sentence(self.texts("live.phones"), self.texts)
        rows = [self.row(name) for name in names] or self.platform.people.named_rows
        with self.platform.lock:
            self.platform.settle()
            return Phones([self.platform.phone(row) for row in rows], self.texts)

    def reset(self) -> None:
        """Begin again: the same people, clock and quota as at the start, and nothing has happened yet."""
        self.practice_only("world")
        with self.platform.lock:
            self.platform.reset()
            self._exchanges.clear()
            self._count = 0
            self.events.clear()
            self.last_webhook = None
            self.event_log.clear()

    # The panels ---------------------------------------------------------------------------------------------
    # Imported when asked for: ipywidgets would make every open_lab() wait.

    def builder(self, method: str, draft: Draft | None = None) -> Builder:
        """The request builder of one of the five methods, showing `draft` or a request that may be sent as it is.

        Raises LabError for a name that is no method.
        """
        with needs_packages(self.texts):
            from helpers.panels.builder.builder import Builder

        if method not in SEND_METHODS:
            raise LabError(self.texts, "error.unknown_method", name=method, known=", ".join(SEND_METHODS))
        return cast("Builder", self.follow_mode(Builder(self, SEND_METHODS[method], draft)))

    def playground(self, method: str) -> Builder:
        """The request builder with the method's last request loaded, if there was one. Raises as `builder` does."""
        from helpers.examples.starters import last_draft

        last = last_draft(self, SEND_METHODS[method]) if method in SEND_METHODS else None
        # Not with its retry key: that is used up, and whatever one sends would be a 409.
        return self.builder(method, replace(last, retry_key=None) if last else None)

    def world(self) -> WorldPanel:
        """The instructor's controls: people, clock, quota, faults, webhooks, and what happened."""
        with needs_packages(self.texts):
            from helpers.panels.world.world import WorldPanel

        self.practice_only("world")
        return WorldPanel(self)

    def timeline(self) -> Timeline:
        """What happened, newest first: people, LINE and the bot side by side."""
        from helpers.panels.results.timeline import Timeline

        return Timeline(steps(self.platform, self.event_log, self.history), self.texts)

    def history_panel(self, into: Builder | None = None) -> HistoryPanel:
        """The last requests to choose from: one's card, its code, and back into a builder (`into`, or a new one)."""
        with needs_packages(self.texts):
            from helpers.panels.builder.history_panel import HistoryPanel

        return cast("HistoryPanel", self.follow_mode(HistoryPanel(self, into)))

    def narrowcast_view(self, request: object = None) -> NarrowcastView:
        """Whom a narrowcast reaches, step by step, what would stop it, how far it is, and who received it.

        `request` is one not sent yet, or names one that was: its response, exception, exchange or request id; nothing
        means the newest. Raises LabError for what is no narrowcast.
        """
        with needs_packages(self.texts):
            from helpers.panels.narrowcast.view import NarrowcastView

        return cast("NarrowcastView", self.follow_mode(NarrowcastView.of(self, request)))

    def projector(self, on: bool | None = True) -> Projector:
        """Large type and high contrast for all the lab shows in this notebook, until turned off; None: as it is."""
        with needs_packages(self.texts):
            from helpers.panels.kit.projector import Projector

        if self._projector is None:
            self._projector = Projector(self.texts)
        if on is not None:
            self._projector.on = on
        return self._projector

    # The course ---------------------------------------------------------------------------------------------

    def setup(self) -> SetupCard:
        """Whether this computer is ready for the course; what to do for each line that is not."""
        return SetupCard(check_setup(gather_facts(here(), self.mode, self.lang), self.texts), self.texts)

    def copy_lesson(self, *renew: str) -> CopiedLessons:
        """Copy the notebooks to ``work/``, where you may change them; says where. What you wrote is never replaced.

        Name a lesson (``"03_multicast"``) to have it new: your old copy is kept under another name. Raises LabError for
        a name no lesson has, and where nothing can be written.
        """
        return CopiedLessons(copy_lessons(self.texts, renew=renew), self.texts)

    def quiz(self, key: str) -> Quiz:
        """The questions of a lesson, each answer with its reason. Raises LabError for an unknown key."""
        from helpers.course import quizzes

        with needs_packages(self.texts):
            from helpers.panels.course.quiz import Quiz

        store = self._store
        return Quiz(
            key,
            quizzes.find(key, self.texts),
            self.texts,
            lambda number, right: store.note_answer(key, number, right=right),
        )

    def check(self, key: str, function: Any) -> ExerciseResult:
        """Try your function in fresh worlds: not tried yet, not right yet and why, or right. Raises LabError for a key.

        It never raises because of the function: an error in it is told with its line.
        """
        from helpers.course import exercises

        with needs_packages(self.texts):
            from helpers.panels.course.exercise_result import ExerciseResult

        exercise, before = exercises.find(key, self.texts), self.exchange_count
        verdict = exercise.judge(function, self.texts)
        if verdict.state == "not_yet" and self.exchange_count > before:  # the worlds it is played in are others
            verdict = replace(verdict, reason=exercises.Reason(self.texts("check.because.other_client")))
        self._store.note_check(key, verdict.state)
        return ExerciseResult(exercise, verdict, self.texts)

    def progress(self) -> Progress:
        """What you have done and what comes next, from a small file on this computer; `.reset()` forgets it."""
        from helpers.panels.course.progress import Progress

        return Progress.of(self._store, self.texts)

    def export_progress(self, name: str) -> Exported:
        """Write your progress to a file to hand in. Raises LabError when `name` is empty."""
        from helpers.course.progress import export

        return export(self._store.read(), name, self.texts)

    def replay(self, key: str) -> Replay:
        """A demo to play step by step, in a world of its own. Raises LabError for an unknown key."""
        from helpers.course.demos import find

        with needs_packages(self.texts):
            from helpers.panels.course.replay import Replay

        return Replay(find(key, self.texts), self.texts)

    @cached_property
    def _store(self) -> Store:
        from helpers.course.progress import Store, progress_file

        return Store(progress_file())

    def campaign(self, friends: int = 1000, *, percent: int = 100, sends: int = 2, objects: int = 1) -> PriceCalculator:
        """What a month of sending costs on each plan in Taiwan. Raises LabError for a number that cannot be."""
        from helpers.course.pricing import planned

        with needs_packages(self.texts):
            from helpers.panels.course.price_calculator import PriceCalculator

        wanted = planned(self.texts, friends=friends, percent=percent, sends=sends, objects=objects)
        return PriceCalculator(self.texts, wanted)

    # What happened ------------------------------------------------------------------------------------------

    @property
    def history(self) -> History:
        """Every exchange so far, newest first."""
        return History(map(self._as_of_now, list(self._exchanges)), self.texts)

    @property
    def last(self) -> Exchange:
        """The newest exchange. Raises LabError when nothing was sent yet."""
        if not self._exchanges:
            raise LabError(self.texts, "error.nothing_yet")
        return self._as_of_now(self._exchanges[0])

    def _as_of_now(self, exchange: Exchange) -> Exchange:
        """An exchange with what has become of it since: a narrowcast is accepted first and sent later."""
        if exchange.outcome is None or not exchange.outcome.pending:
            return exchange
        with self.platform.lock:
            self.platform.settle()
            return replace(exchange, outcome=self.platform.narrowcasts.outcome(exchange.request_id or ""))

    def show(self, result: object = None) -> Card:
        """The result card of an SDK response, an exception or an Exchange; of the last exchange by default."""
        if isinstance(result, BaseException):
            return self._card(result, self._exchange_of(result))
        if isinstance(result, Exchange):
            return self._card(None, result)
        if result is not None and not hasattr(result, "headers") and not isinstance(result, (dict, BaseModel)):
            raise LabError(self.texts, "error.cannot_show", type=type(result).__name__)
        return self._card(None, self._exchange_of(result) or self.last)

    def card_since(self, count: int, error: BaseException | None = None) -> Card | None:
        """The result card of what came after the first `count` exchanges, or of `error`; None when nothing did."""
        new = self.exchanges_since(count)
        return self._card(error, new[0] if new else None) if error is not None or new else None

    def attempt(self) -> Attempt:
        """``with lab.attempt():`` catches what goes wrong, shows who stopped it, and goes on."""
        return Attempt(self)

    def explain_errors(self, on: bool = True) -> None:
        """Show a card for an error that no cell caught, as an open lab does; ``False`` leaves errors to Jupyter."""
        if on:
            explain_uncaught(self.show)
        else:
            leave_uncaught()

    def exchanges_since(self, count: int) -> Sequence[Exchange]:
        """The exchanges after the first `count`, newest first."""
        return [exchange for exchange in self._exchanges if exchange.number > count]

    @property
    def exchange_count(self) -> int:
        """How many exchanges there have been."""
        return self._count

    def _card(self, error: BaseException | None, exchange: Exchange | None) -> Card:
        exchange = self._as_of_now(exchange) if exchange else None
        told = explain(error or exchange or self.last, self.texts, exchange=exchange)
        on_this_computer = told.stopped_by in ("sdk", "you") and told.key != "sdk.unreadable"
        return Card(None if on_this_computer else exchange, told, self.texts)

    def _exchange_of(self, result: object) -> Exchange | None:
        """The exchange an ApiResponse or an exception belongs to, by its request id."""
        if isinstance(getattr(result, "reason", None), NewConnectionError):  # it reached nobody
            return None
        if isinstance(result, HTTPError):  # the connection was dropped: no request id to go by
            return next((e for e in self._exchanges if e.status is None), None)
        request_id = request_id_of(getattr(result, "headers", None) or {})
        return next((e for e in self._exchanges if request_id and e.request_id == request_id), None)

    def _record(self, raw: RawExchange) -> None:
        receipt, headers = raw.receipt, dict(raw.request_headers)
        if "authorization" in headers:
            headers["authorization"] = mask_token(headers["authorization"])
        self.keep(
            Exchange(
                number=0,
                at=from_ms(receipt.at) if receipt else self.platform.clock.now(),
                method=raw.method,
                path=raw.path,
                query=raw.query,
                request_headers=headers,
                request_body=raw.request_body.decode("utf-8", "replace"),
                status=raw.status,
                response_headers=raw.response_headers,
                response_body=raw.response_body.decode("utf-8", "replace"),
                rule=receipt.rule if receipt else None,
                outcome=receipt.outcome if receipt else None,
            )
        )

    def keep(self, exchange: Exchange) -> None:
        """Remember an exchange; it gets the next number."""
        with self.platform.lock:  # without sockets, or through the relay, several threads may call at once
            self._count += 1
            self.event_log.requests = self._count
            dropped = claim(exchange.request_body)
            self._exchanges.appendleft(replace(exchange, number=self._count, dropped=dropped))
