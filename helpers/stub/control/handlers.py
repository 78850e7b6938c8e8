"""The handlers of ``/_lab/``, one a path and method. Input is read in full before anything changes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from helpers.line import limits
from helpers.line.faults import Fault
from helpers.line.person_messages import Content
from helpers.line.plans import PLANS
from helpers.line.webhook_request import WebhookRequest
from helpers.stub.control import requested_actions, views
from helpers.stub.control.json_input import REQUIRED, BadInputError, Fields
from helpers.stub.control.views import View
from helpers.stub.person_actions import PersonActions
from helpers.stub.platform import Platform
from helpers.stub.webhooks.bots import check_url
from helpers.stub.world.attributes import AGES, APP_TYPES, AREAS, GENDERS
from helpers.stub.world.people import Chat
from helpers.stub.world.worlds import FRIENDS_MOST, Character, Gathering, World

PAGE, PAGE_MOST = 50, 1000
#: LINE's display names are no longer (REF#get-profile does not say).
NAME_LONGEST = 20
_NAME_SEARCHED = 100
_FAULTS_MOST = 1000
_HOLD_SECONDS_MOST = 60
_BATCH_MOST = 100
_MESSAGES_MOST = 10**9
_CLOCK_MOST = {"seconds": 31_536_000, "minutes": 525_600, "hours": 8760, "days": 3650}


@dataclass(frozen=True)
class ControlRequest:
    """A request to the control interface: what its path, its query and its body say."""

    path: Mapping[str, str]
    query: Mapping[str, str]
    body: Fields

    def whole(self, name: str, default: int, *, low: int = 0, high: int) -> int:
        """Return a whole number of the query. Raise BadInputError for anything else."""
        value = self.query.get(name)
        if value is None:
            return default
        if not (value.isascii() and value.isdecimal() and len(value) <= 12 and low <= int(value) <= high):
            raise BadInputError(f"'{name}' must be a whole number from {low} to {high}.")
        return int(value)


Handler = Callable[[ControlRequest], View]


class Control:
    """The handlers of ``/_lab/``. Each runs with the platform locked and settled."""

    def __init__(self, platform: Platform) -> None:
        """Control this platform."""
        self._p = platform
        self._actions = PersonActions(platform)

    def paths(self) -> dict[str, dict[str, Handler]]:
        """Return the handlers, by path and HTTP method."""
        return {
            "/_lab": {"GET": self.index},
            "/_lab/": {"GET": self.index},
            "/_lab/world": {"GET": self.world, "POST": self.change_world},
            "/_lab/reset": {"POST": self.reset},
            "/_lab/clock": {"GET": self.clock, "POST": self.advance},
            "/_lab/people": {"GET": self.people, "POST": self.add_person},
            "/_lab/people/{person}": {"GET": self.person},
            "/_lab/people/{person}/phone": {"GET": self.phone},
            "/_lab/people/{person}/acts": {"POST": self.act},
            "/_lab/groups": {"GET": self.groups, "POST": self.add_group},
            "/_lab/groups/{group}": {"GET": self.group},
            "/_lab/groups/{group}/acts": {"POST": self.group_act},
            "/_lab/messages": {"POST": self.messages},
            "/_lab/log": {"GET": self.log},
            "/_lab/faults": {"GET": self.faults, "POST": self.add_fault, "DELETE": self.clear_faults},
            "/_lab/quota": {"GET": self.quota, "POST": self.change_quota},
            "/_lab/webhook": {"GET": self.webhook, "POST": self.change_webhook},
            "/_lab/webhook/redeliver": {"POST": self.redeliver},
            "/_lab/webhook/check": {"POST": self.check_webhook},
        }

    # The world --------------------------------------------------------------------------------------------------------

    def index(self, request: ControlRequest) -> View:
        """List the paths, and the actions of people and groups."""
        paths = {path: sorted(handlers) for path, handlers in self.paths().items() if path != "/_lab"}
        return {
            "paths": paths,
            "acts": requested_actions.described(),
            "groupActs": sorted(requested_actions.GROUP_ACTIONS),
        }

    def world(self, request: ControlRequest) -> View:
        """Show the world in numbers."""
        return views.world(self._p)

    def change_world(self, request: ControlRequest) -> View:
        """Make the account verified or not, switch the rate limits on or off; until the next reset."""
        verified = request.body.flag("verified", self._p.account.verified)
        rate_limits = request.body.flag("rateLimits", self._p.rate_limits.enabled)
        request.body.done()
        self._p.account.verified, self._p.rate_limits.enabled = verified, rate_limits
        return views.world(self._p)

    def reset(self, request: ControlRequest) -> View:
        """Begin again; with another number of friends, plan and so on when told."""
        self._p.begin(_world_from(request.body, self._p.world))
        self._p.people.population.draw()
        return views.world(self._p)

    def clock(self, request: ControlRequest) -> View:
        """Show the time."""
        return views.clock(self._p)

    def advance(self, request: ControlRequest) -> View:
        """Move the clock forward; what is due by then happens."""
        steps = {unit: request.body.number(unit, 0, high=most) for unit, most in _CLOCK_MOST.items()}
        request.body.done()
        if not any(steps.values()):
            raise BadInputError(f"Say how far: {', '.join(_CLOCK_MOST)}.")
        self._p.clock.advance(**steps)
        self._p.settle()
        return views.clock(self._p)

    # People and groups ------------------------------------------------------------------------------------------------

    def people(self, request: ControlRequest) -> View:
        """Show a page of people, the named ones first."""
        people = self._p.people
        start = request.whole("start", 0, high=10**12 - 1)
        limit = request.whole("limit", PAGE, low=1, high=PAGE_MOST)
        page = [views.person(people, row) for row in views.rows(people, start, limit)]
        more = start + limit if start + limit < len(people) else None
        return {"total": len(people), "people": page, "next": more}

    def person(self, request: ControlRequest) -> View:
        """Show all there is to know of a person."""
        return views.person_in_full(self._p.people, self._row(request.path["person"]))

    def phone(self, request: ControlRequest) -> View:
        """Show what a person sees."""
        limit = request.whole("limit", PAGE, low=1, high=PAGE_MOST)
        return views.phone(self._p.phone(self._row(request.path["person"])), limit)

    def add_person(self, request: ControlRequest) -> View:
        """Add a person."""
        character = _character(request.body)
        for name in (character.name, character.latin):
            if self._p.people.row_named(name) is not None:
                raise BadInputError(f"Somebody is called {name} already.")
        return views.person_in_full(self._p.people, self._p.people.add(character, self._p.now()))

    def act(self, request: ControlRequest) -> View:
        """Let a person do something, one-to-one or in a ``group``."""
        row = self._row(request.path["person"])
        title = request.body.text("group", None)
        chat = None if title is None else self._chat(title)
        action = requested_actions.read_action(request.body, in_group=chat is not None)
        return self._done(action(self._actions, row, chat))

    def groups(self, request: ControlRequest) -> View:
        """List all groups and rooms."""
        return {"groups": [views.group(self._p.people, chat) for chat in self._p.people.chats.values()]}

    def group(self, request: ControlRequest) -> View:
        """Show a group."""
        return views.group(self._p.people, self._chat(request.path["group"]))

    def add_group(self, request: ControlRequest) -> View:
        """Make a new group of people."""
        gathering = _gathering(request.body)
        for title in (gathering.title, gathering.latin):
            if self._p.people.chat_named(title) is not None:
                raise BadInputError(f"A group is called {title} already.")
        for name in gathering.members:
            self._row(name)
        return views.group(self._p.people, self._p.people.open_chat(gathering))

    def group_act(self, request: ControlRequest) -> View:
        """Let the bot join or leave, or a member (``who``) do something in the group."""
        chat = self._chat(request.path["group"])
        who = request.body.text("who", None)
        if who is None:
            name = request.body.choice("act", requested_actions.GROUP_ACTIONS)
            request.body.done()
            return self._done(requested_actions.GROUP_ACTIONS[name](self._actions, chat))
        row = self._row(who)
        action = requested_actions.read_action(request.body, in_group=True)
        return self._done(action(self._actions, row, chat))

    def messages(self, request: ControlRequest) -> View:
        """Let several people write, told to the bot in one request. When one of them cannot, none writes."""
        objects = request.body.objects("messages", most=_BATCH_MOST)
        request.body.done()
        writing = [self._message(one) for one in objects]
        for row, _, chat in writing:
            self._actions.check_can_write(row, chat)
        with self._p.webhooks.batch() as batch:
            for row, content, chat in writing:
                self._actions.send(row, content, chat)
        return {"events": batch.events}

    def _message(self, one: Fields) -> tuple[int, Content, Chat | None]:
        row, title = self._row(one.text("who")), one.text("group", None)
        content = requested_actions.read_message(one)
        one.done()
        return row, content, None if title is None else self._chat(title)

    def _done(self, request: WebhookRequest | None) -> View:
        return {"events": request.events if request else []}

    def _row(self, name: str) -> int:
        row = self._p.people.row_named(name) if len(name) <= _NAME_SEARCHED else None
        if row is None:
            raise BadInputError(f"Nobody here is called {name[:60]}.", 404)
        return row

    def _chat(self, name: str) -> Chat:
        chat = self._p.people.chat_named(name)
        if chat is None:
            raise BadInputError(f"No group here is called {name[:60]}.", 404)
        return chat

    # The platform -----------------------------------------------------------------------------------------------------

    def log(self, request: ControlRequest) -> View:
        """List API requests and webhooks, newest first."""
        return {"log": views.log(self._p, request.whole("limit", PAGE, low=1, high=PAGE_MOST))}

    def faults(self, request: ControlRequest) -> View:
        """Show how many answers are still to be spoilt."""
        return {"pending": len(self._p.faults)}

    def add_fault(self, request: ControlRequest) -> View:
        """Spoil the next answers."""
        kind: Any = request.body.choice("kind", ("500", "429", "timeout"))
        when: Any = request.body.choice("when", ("before", "after"), "before")
        times = request.body.whole("times", 1, low=1, high=_FAULTS_MOST)
        hold = request.body.number("holdSeconds", 0, high=_HOLD_SECONDS_MOST)
        request.body.done()
        if len(self._p.faults) + times > _FAULTS_MOST:
            raise BadInputError(f"No more than {_FAULTS_MOST} faults at a time.")
        try:
            self._p.faults.add(Fault(kind, when, hold), times)
        except ValueError as error:
            raise BadInputError(str(error)) from None
        return self.faults(request)

    def clear_faults(self, request: ControlRequest) -> View:
        """Take back the faults still to come."""
        self._p.faults.clear()
        return self.faults(request)

    def quota(self, request: ControlRequest) -> View:
        """Show the quota: this month's messages."""
        return views.quota_view(self._p)

    def change_quota(self, request: ControlRequest) -> View:
        """Set another plan, limit, or number of messages used."""
        plan = request.body.choice("plan", PLANS, None)
        limit = request.body.whole("limit", None, high=_MESSAGES_MOST)
        used = request.body.whole("used", None, high=_MESSAGES_MOST)
        request.body.done()
        self._p.quota.change(self._p.now(), plan=plan, limit=limit, used=used)
        return views.quota_view(self._p)

    def webhook(self, request: ControlRequest) -> View:
        """Show where webhooks go."""
        return views.webhook(self._p)

    def change_webhook(self, request: ControlRequest) -> View:
        """Set the address (``""``: none), in use or not, with redelivery or without, active or standby."""
        endpoint = self._p.webhook_endpoint
        url = self._url(request.body, endpoint.url)
        active = request.body.flag("active", endpoint.active)
        redelivery = request.body.flag("redelivery", endpoint.redelivery)
        mode: Any = request.body.choice("mode", ("active", "standby"), self._p.webhooks.mode)
        request.body.done()
        endpoint.url, endpoint.active, endpoint.redelivery, self._p.webhooks.mode = url, active, redelivery, mode
        return views.webhook(self._p)

    def _url(self, body: Fields, before: str | None) -> str | None:
        url = body.text("url", None, shortest=0, longest=limits.WEBHOOK_URL_LENGTH)
        if not url:
            return before if url is None else None
        try:
            check_url(url)
        except ValueError as error:
            raise BadInputError(f"'url' {error}.") from None
        if not self._p.webhook_delivery.may_reach(url):
            raise BadInputError("'url' must be on this computer (another host must be given with --webhook).")
        return url

    def redeliver(self, request: ControlRequest) -> View:
        """Send a webhook again, by the id of one of its events; without one, all that failed."""
        event_id = request.body.text("webhookEventId", None)
        request.body.done()
        try:
            return {"redelivered": self._p.webhook_delivery.redeliver(event_id)}
        except KeyError:
            raise BadInputError("No webhook with this event was sent to a bot.", 404) from None

    def check_webhook(self, request: ControlRequest) -> View:
        """Send a request without events, LINE's connectivity check, to the bot."""
        request.body.done()
        self._p.webhooks.send([])
        return views.webhook(self._p)


# What is new ----------------------------------------------------------------------------------------------------------


def _name(body: Fields, member: str, default: str | None = None) -> str:
    name = body.text(member, REQUIRED if default is None else default, longest=NAME_LONGEST)
    if not name.isprintable() or not name.strip() or "/" in name:
        raise BadInputError(f"'{member}' must be printable, without a slash.")
    return name


def _character(body: Fields) -> Character:
    name = _name(body, "name")
    character = Character(
        name,
        _name(body, "latin", name),
        friend=body.flag("friend", True),
        blocked=body.flag("blocked", False),
        left_line=body.flag("leftLine", False),
        wrote_days_ago=body.whole("wroteDaysAgo", None, high=3650),
        friend_days=body.whole("friendDays", 400, high=3650),
        gender=body.choice("gender", GENDERS, None),
        age=body.choice("age", AGES, None),
        app_type=body.choice("appType", APP_TYPES, None),
        area=body.choice("area", AREAS, None),
    )
    body.done()
    return character


def _gathering(body: Fields) -> Gathering:
    title = _name(body, "title")
    kind: Any = body.choice("kind", ("group", "room"), "group")
    members = tuple(body.texts("members", most=500))
    gathering = Gathering(title, _name(body, "latin", title), members, body.flag("botIn", True), kind)
    body.done()
    return gathering


def _world_from(body: Fields, world: World) -> World:
    changed = replace(
        world,
        crowd=body.whole("friends", world.crowd, high=FRIENDS_MOST),
        plan=body.choice("plan", PLANS, world.plan),
        verified=body.flag("verified", world.verified),
        rate_limits=body.flag("rateLimits", world.rate_limits),
        multicast_unknown_ids=body.choice("multicastUnknownIds", ("skip", "refuse"), world.multicast_unknown_ids),
    )
    body.done()
    return changed
