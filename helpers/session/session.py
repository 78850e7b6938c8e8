"""A session: one SDK client, what it talks to, the practice world, and the history of both."""

from __future__ import annotations

import weakref
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any, NamedTuple, TypeVar

from linebot.v3 import WebhookParser
from linebot.v3.messaging import ApiClient, Configuration, MessagingApi

from helpers.errors import LabError, needs_packages
from helpers.line.audience_types import UPLOAD
from helpers.line.faults import Fault, FaultKind, FaultMoment
from helpers.line.webhook_request import CALLBACK, WebhookRequest
from helpers.paths import here
from helpers.sdk.dropped import watch
from helpers.session.exchange import Exchange
from helpers.session.exchange_log import ExchangeLog
from helpers.session.far_end import FarEnd, PracticeEnd, SessionClock
from helpers.session.friends import Friend, Group
from helpers.session.running_bot import BotHandler, RunningBot
from helpers.session.timeline import EventLog
from helpers.session.transport import TRANSPORTS, Recorder, Transport
from helpers.stub.app import make_app
from helpers.stub.person_actions import NotPossibleError, PersonActions
from helpers.stub.platform import Platform
from helpers.stub.world.worlds import WORLDS, World
from helpers.text import texts

_Subscriber = TypeVar("_Subscriber")
_Tell = Callable[[_Subscriber, "Session"], object]


class ReceivedWebhook(NamedTuple):
    """A webhook as a bot's web framework hands it over: the body as text, and ``x-line-signature``."""

    body: str
    signature: str


class Session:
    """What panels, exercises and examples work with. Close it, or let it go: its server stops with it.

    `platform` is the practice world, also in live mode; `far_end` is what the client talks to. `events` are the
    events the bot got, as the SDK parses them, oldest first; `exchanges` are the requests that reached the far end.
    """

    def __init__(
        self, world: str | World, transport: str, lang: str, *, on_exchange: Callable[[Exchange], None] | None = None
    ) -> None:
        """Open a session in practice mode.

        `world` is a name in `helpers.stub.world.worlds.WORLDS` or a World, `transport` is ``http`` or ``inproc``;
        `on_exchange` is called with every exchange. Raises LabError for an unknown world or transport.
        """
        watch()
        self.lang = lang
        self.texts = texts(lang)
        known = world if isinstance(world, World) else WORLDS.get(str(world))
        if known is None:
            raise LabError(self.texts, "error.unknown_world", name=world, known=", ".join(WORLDS))
        if transport not in TRANSPORTS:
            raise LabError(self.texts, "error.unknown_transport", name=transport, known=", ".join(TRANSPORTS))
        if transport == "http":
            self._needs_sockets()
        self.platform = Platform(known)
        self.exchanges = ExchangeLog(self.platform)
        self.exchanges.listeners.extend([on_exchange] if on_exchange else [])
        self.events: list[Any] = []
        self.last_webhook: ReceivedWebhook | None = None
        #: The bot that is handed what people do on their phones; None when none runs.
        self.bot: RunningBot | None = None
        self.event_log = EventLog(self.platform.now, self.exchanges)
        self.platform.webhook_listeners.append(self.event_log.take)
        self._subscribers: weakref.WeakKeyDictionary[Any, _Tell[Any]] = weakref.WeakKeyDictionary()
        self._watchers: weakref.WeakKeyDictionary[Any, Callable[[Any], object]] = weakref.WeakKeyDictionary()
        changed = weakly(self._changed)
        self.exchanges.listeners.append(changed)
        self.platform.webhook_listeners.append(changed)
        self._leave: Callable[[], object] = lambda: None
        self._practice = PracticeEnd(self.platform, self._open(transport))
        self._stop = weakref.finalize(self, self._practice.close)
        self.far_end: FarEnd = self._practice
        self._make_client()

    def _open(self, transport: str) -> Transport:
        app = Recorder(make_app(self.platform), weakly(self.exchanges.record))
        with needs_packages(self.texts):
            return TRANSPORTS[transport](app)

    def _needs_sockets(self) -> None:
        if not here().sockets:
            raise LabError(self.texts, "error.no_sockets")

    def _make_client(self) -> None:
        self.configuration = Configuration(host=self.far_end.host, access_token=self.far_end.key)
        self.api_client = ApiClient(self.configuration)
        self.line_bot_api = MessagingApi(self.api_client)
        self.parser = WebhookParser(self.channel_secret)

    def close(self) -> None:
        """Stop the far end; calls made afterwards find no server."""
        self._leave()
        self._stop()

    @property
    def is_open(self) -> bool:
        """Whether the practice platform can still be asked."""
        return self._stop.alive

    # The far end --------------------------------------------------------------------------------------------

    @property
    def mode(self) -> str:
        """``practice`` or ``live``."""
        return self.far_end.mode

    @property
    def sees_people(self) -> bool:
        """Whether the lab knows who is at the far end, what reaches them and which reply tokens are open."""
        return self.far_end.sees_people

    def connect(self, end: FarEnd | None = None) -> None:
        """Let the client talk to `end`, or to the practice platform again, and tell the subscribers.

        The live end it talked to before is closed. Configuration and client are changed in place: notebooks hold on
        to the client they made in their first cell.
        """
        self._leave()
        self._leave = (lambda: None) if end is None else weakref.finalize(self, end.close)
        self.far_end = end or self._practice
        if end is not None:
            self.bot = None  # nobody would consent to each of its answers
        self.texts = replace(self.texts, mode=self.mode)
        self.configuration._base_path = self.far_end.host  # the SDK's `host` is read-only, and reads this each time
        self.configuration.access_token = self.far_end.key
        self.api_client.default_headers["Authorization"] = f"Bearer {self.far_end.key}"
        for subscriber, tell in list(self._subscribers.items()):
            tell(subscriber, self)
        self._changed()

    def watch(self, watcher: _Subscriber, tell: Callable[[_Subscriber], object]) -> None:
        """Call ``tell(watcher)`` after each request, event, `reset` and `connect`, as long as it is in use elsewhere.

        It may be called by the thread of a server. What time alone changes is not told.
        """
        self._watchers[watcher] = tell

    def _changed(self, *_: object) -> None:
        for watcher, tell in list(self._watchers.items()):
            tell(watcher)

    def subscribe(self, subscriber: _Subscriber, tell: _Tell[_Subscriber]) -> None:
        """Call ``tell(subscriber, session)`` after each `connect`, as long as `subscriber` is in use elsewhere."""
        self._subscribers[subscriber] = tell

    def practice_only(self, what: str) -> None:
        """Raise LabError in live mode, saying how to do it by hand: the text ``live.practice_only.<what>``."""
        if self.mode != "practice":
            raise LabError(self.texts, f"live.practice_only.{what}")

    # The world ----------------------------------------------------------------------------------------------

    @property
    def channel_secret(self) -> str:
        """The practice channel's secret: webhooks are signed with it."""
        return self.platform.account.channel_secret

    @property
    def clock(self) -> SessionClock:
        """The far end's clock: ``clock.advance(seconds=61)``."""
        return self.far_end.clock

    def friend(self, name: str) -> Friend:
        """Return a person by name (小美 or Mei) or user id. Raises LabError for an unknown name."""
        return self.far_end.friend(Friend(self, self.row(name)))

    def group(self, name: str) -> Group:
        """Return a group by title or id. Raises LabError for an unknown title."""
        chat = self.platform.people.chat_named(name)
        if chat is None:
            known = self._listed(chat.title for chat in self.platform.people.chats.values())
            raise LabError(self.texts, "error.unknown_group", name=name, known=known)
        return self.far_end.group(Group(self, chat))

    def shared_audience(self, *names: str) -> int:
        """Return the id of an audience of these people that another account shares with this one.

        The API cannot make one, and narrowcast's minimum sizes hold for it (REF#send-narrowcast-message). Raises
        LabError for an unknown name.
        """
        rows = [self.row(name) for name in names]
        with self.platform.lock:
            description = self.texts("lab.shared_audience")
            return self.platform.audiences.add(UPLOAD, rows, owner="another account", description=description).id

    def row(self, name: str) -> int:
        """Return the row of a person in the platform's population. Raises LabError for an unknown name."""
        row = self.platform.people.row_named(str(name))
        if row is None:
            people = self.platform.people
            known = self._listed(map(people.name, people.named_rows))
            raise LabError(self.texts, "error.unknown_friend", name=name, known=known)
        return row

    def _listed(self, names: Iterable[str]) -> str:
        return self.texts("list.comma").join(map(self.texts.name, names))

    @contextmanager
    def person_actions(self) -> Iterator[PersonActions]:
        """Give what people can do, up to now and with the platform locked.

        Each action returns the webhook request that `receive` takes. Raises LabError in live mode, and for what
        LINE's app would not let a person do.
        """
        self.practice_only("person")
        with self.platform.lock:
            self.platform.settle()
            try:
                yield PersonActions(self.platform)
            except NotPossibleError as error:
                raise LabError(self.texts, f"not_possible.{error.key}", name=self.texts.name(error.name)) from None

    def receive(self, request: WebhookRequest | None) -> Any:
        """Do what a bot server does: verify the signature over the raw body, then parse. Returns the first event.

        Returns None for a webhook without events, or when there is none. Raises the SDK's InvalidSignatureError when
        the body was changed on its way.
        """
        if request is None:
            return None
        self.last_webhook = ReceivedWebhook(request.body.decode("utf-8"), request.signature)
        events = self.parser.parse(self.last_webhook.body, self.last_webhook.signature)
        self.events.extend(events)
        if self.mode == "live":  # the practice platform tells its own to the log itself
            self.event_log.take_live(request)
        return events[0] if events else None

    def run_bot(self, handler: BotHandler, path: str = CALLBACK) -> RunningBot:
        """Hand everything that people do on a phone of this lab to your bot, until it is stopped or another one runs.

        `handler` is a function of an event, an SDK WebhookHandler, a WSGI or ASGI app with its webhook at `path`, or
        the address of a bot that runs elsewhere. Raises LabError for anything else, and in live mode.
        """
        self.practice_only("run_bot")
        if isinstance(handler, str):
            self._needs_sockets()
        self.bot = RunningBot(self, handler, path)
        self._changed()
        return self.bot

    def stop_bot(self, bot: RunningBot) -> None:
        """Hand this bot nothing more."""
        if self.bot is bot:
            self.bot = None
            self._changed()

    def fault(self, kind: FaultKind, *, when: FaultMoment = "before", times: int = 1) -> None:
        """Spoil LINE's next answers: ``"500"``, ``"429"`` or ``"timeout"`` (no answer), before or after it accepted.

        Raises LabError for what cannot be (a 429 after acceptance, say), and in live mode.
        """
        self.practice_only("fault")
        try:
            with self.platform.lock:
                self.platform.faults.add(Fault(kind, when), times)
        except (ValueError, TypeError) as error:
            raise LabError(self.texts, "error.bad_fault", kind=kind, when=when, times=times) from error

    def reset(self) -> None:
        """Begin again: the same people, clock and quota as at the start, and no history. Raises LabError live."""
        self.practice_only("world")
        with self.platform.lock:
            self.platform.reset()
            self.exchanges.clear()
            self.events.clear()
            self.last_webhook = None
            self.event_log.clear()
        self._changed()

    # The history --------------------------------------------------------------------------------------------

    @property
    def last(self) -> Exchange:
        """The newest exchange. Raises LabError when nothing was sent yet."""
        newest = self.exchanges.newest
        if newest is None:
            raise LabError(self.texts, "error.nothing_yet")
        return newest


def weakly(method: Callable[[Any], None]) -> Callable[[Any], None]:
    """Return `method` for as long as its object lives: a server must not keep a forgotten session alive."""
    reference = weakref.WeakMethod(method)

    def report(something: Any) -> None:
        alive = reference()
        if alive is not None:
            alive(something)

    return report
