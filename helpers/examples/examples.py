"""Ready requests for each method, good, silent and broken: any rule of the course in two clicks.

Each says who will stop it, and the tests hold it to that.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Literal

from helpers.examples import preconditions, samples
from helpers.line import limits
from helpers.line.send_methods import BROADCAST, MULTICAST, NARROWCAST, PUSH, REPLY, SendMethod
from helpers.session.draft import Draft
from helpers.session.session import Session
from helpers.stub.world.worlds import WORLDS
from helpers.text import Texts

#: good, silent: everyone meant receives it. breaks_sdk: it never leaves this computer. breaks_line: LINE refuses it.
#: breaks_nobody: LINE accepts it, and yet somebody meant does not receive it.
ExampleKind = Literal["good", "silent", "breaks_sdk", "breaks_line", "breaks_nobody"]
EXAMPLE_KINDS: tuple[ExampleKind, ...] = ("good", "silent", "breaks_sdk", "breaks_line", "breaks_nobody")
#: What an example is about: one that everyone receives, or else the part of the request that decides.
Topic = Literal["good", "target", "messages", "sending"]
TOPICS: tuple[Topic, ...] = ("good", "target", "messages", "sending")
_ABOUT_MESSAGES = frozenset({"six_messages", "no_messages", "empty_text", "long_text", "http_image", "plain_dicts"})
_ABOUT_SENDING = frozenset({"reply_retry_key", "bad_retry_key", "repeated_retry_key", "quota", "two_units"})

_CLASS, _SHOP = ("class",), ("shop",)  # narrowcast by attributes needs a shop's many friends


@dataclass(frozen=True)
class Example:
    """One ready request.

    `status` is LINE's answer, None when no request leaves; `rule` the key of the rule it refuses by. `worlds` names
    those where all this is so.
    """

    method: SendMethod
    key: str
    kind: ExampleKind
    build: Callable[[Session], Draft]
    before: Callable[[Session], object] | None
    status: int | None
    rule: str | None = None
    worlds: tuple[str, ...] = tuple(WORLDS)

    def name(self, say: Texts) -> str:
        """Return what a menu calls it."""
        return say(f"builder.example.{self.key}.name")

    def note(self, say: Texts) -> str:
        """Return what will happen and why, in one line; names of code stand between backticks."""
        return say(f"builder.example.{self.key}.note")

    @property
    def topic(self) -> Topic:
        """What it is about, which does not tell who stops it."""
        if self.kind in ("good", "silent"):
            return "good"
        if self.key in _ABOUT_MESSAGES:
            return "messages"
        return "sending" if self.key in _ABOUT_SENDING else "target"

    def prepare(self, session: Session) -> None:
        """Bring the practice world into the state this is about. Raises LabError when it cannot be."""
        preconditions.quota_for_all(session)
        if self.before is not None:
            self.before(session)

    def draft(self, session: Session) -> Draft:
        """Prepare the world and build the request: what choosing it from a menu does."""
        self.prepare(session)
        return self.build(session)

    def fits(self, session: Session) -> bool:
        """Whether the lab's world is one where this does what it says; of a world of your own, take its word."""
        known = [name for name, world in WORLDS.items() if world == session.platform.world]
        return not known or known[0] in self.worlds


# How examples are made ------------------------------------------------------------------------------------------

_Of = Callable[["Session"], Any]


def _hello(session: Session) -> Sequence[samples.MessageDict]:
    return [samples.text(session)]


def _person(name: str) -> _Of:
    return lambda session: session.friend(name).user_id


def _group(title: str) -> _Of:
    return lambda session: session.group(title).group_id


def _exactly(value: Any) -> _Of:
    return lambda session: value


def _bot(session: Session) -> str:
    return session.platform.account.user_id


def _list(*members: _Of) -> _Of:
    return lambda session: [member(session) for member in members]


def _with_mei(other: _Of) -> _Of:
    return _list(_person("小美"), other)


def _people(*names: str) -> _Of:
    return _list(*map(_person, names))


@dataclass(frozen=True)
class _Method:
    """Makes the examples of one method: `to` is its usual target, `before` what must have happened for that."""

    method: SendMethod
    to: _Of | None = None
    before: Callable[[Session], object] | None = None

    def __call__(
        self, kind: ExampleKind, key: str, messages: Callable[[Session], Sequence[Any]] = _hello, *,
        to: _Of | None = None, before: Callable[[Session], object] | None = None,
        rule: str | None = None, status: int | None = None, worlds: tuple[str, ...] = tuple(WORLDS),
        retry_key: _Of | None = None, plain_dicts: bool = False, **more: Any,
    ) -> Example:  # fmt: skip
        """One example; `more` are further members of the body."""
        target = to or self.to

        def build(session: Session) -> Draft:
            recipients = target(session) if target else None
            body = {} if recipients is None else {str(self.method.target_field): recipients}
            body |= {"messages": list(messages(session)), **more}
            return Draft(self.method, body, retry_key(session) if retry_key else None, plain_dicts)

        usual = {"breaks_sdk": None, "breaks_line": 400}.get(kind, self.method.success_status)
        return Example(self.method, key, kind, build, before or self.before, status or usual, rule, worlds)

    def after(self, event: Callable[[Session], object]) -> Callable[[Session], None]:
        """Return what makes the method possible, and then makes `event` happen."""

        def both(session: Session) -> None:
            if self.before is not None:
                self.before(session)
            event(session)

        return both

    # The same for several methods -----------------------------------------------------------------------------

    def usual_mistakes(self) -> list[Example]:
        """In the messages: some the SDK stops, some only LINE does."""
        return [
            self("breaks_sdk", "six_messages", lambda session: samples.numbered(limits.MESSAGES_MAX + 1)),
            self("breaks_sdk", "no_messages", lambda session: []),
            self("breaks_line", "empty_text", lambda session: [{"type": "text", "text": ""}], rule="body_invalid"),
            self("breaks_line", "long_text", lambda session: [samples.long_text()], rule="body_invalid"),
            self("breaks_line", "http_image", lambda session: [samples.image("http")], rule="body_invalid"),
        ]

    def limited(self) -> list[Example]:
        """Retry keys and the quota: of every method but reply."""
        keyed = self("good", "retry_key", retry_key=preconditions.fresh_key)
        sent = self.after(lambda session: preconditions.send(session, keyed.build(session)))
        taken: dict[str, Any] = {"rule": "retry_key_accepted", "status": 409}
        return [
            keyed,
            self("breaks_line", "bad_retry_key", rule="retry_key_format", retry_key=_exactly("order-20261102-001")),
            self("breaks_line", "repeated_retry_key", before=sent, retry_key=preconditions.last_key, **taken),
            self("breaks_line", "quota", before=self.after(preconditions.no_quota), rule="quota", status=429),
        ]


def _sorted(examples: Sequence[Example]) -> tuple[Example, ...]:
    """By kind, as a menu groups them; within a kind as they stand here."""
    return tuple(sorted(examples, key=lambda example: EXAMPLE_KINDS.index(example.kind)))


# Reply, push, multicast -----------------------------------------------------------------------------------------


def _replies() -> tuple[Example, ...]:
    reply = _Method(REPLY, lambda session: preconditions.newest_event(session).reply_token, preconditions.writes)
    return _sorted(
        [
            reply("good", "answer"),
            reply("good", "five_messages", samples.five),
            reply("good", "quote", _quoting),
            reply("good", "answer_group", before=preconditions.group_writes),
            reply("good", "answer_stranger", before=lambda session: preconditions.writes(session, "建宏")),
            reply("good", "answer_without_quota", before=reply.after(preconditions.no_quota)),
            reply("silent", "silent", notificationDisabled=True),
            *reply.usual_mistakes(),
            reply("breaks_sdk", "reply_retry_key", retry_key=preconditions.fresh_key),
            reply("breaks_line", "used_token", before=preconditions.answered_already, rule="reply_token_used"),
            reply("breaks_line", "expired_token", before=preconditions.too_late, rule="reply_token_expired"),
            reply("breaks_line", "unknown_token", to=_exactly(samples.UNKNOWN_TOKEN), rule="reply_token_unknown"),
            reply("breaks_nobody", "blocked_after_writing", before=preconditions.writes_then_blocks),
        ]
    )


def _quoting(session: Session) -> Sequence[samples.MessageDict]:
    return [{**samples.text(session), "quoteToken": preconditions.newest_event(session).message.quote_token}]


def _pushes() -> tuple[Example, ...]:
    push = _Method(PUSH, _person("小美"), lambda session: preconditions.friends(session, "小美"))
    joined, absent = (
        partial(preconditions.bot_in, title=t, wanted=w) for t, w in (("同學會", True), ("家族群組", False))
    )
    return _sorted(
        [
            push("good", "to_friend"),
            push("good", "five_messages", samples.five),
            push("good", "flex", lambda session: [samples.flex(session)]),
            push("good", "to_group", to=_group("同學會"), before=joined),
            push(
                "good",
                "to_recent_writer",
                to=_person("建宏"),
                before=lambda session: preconditions.wrote_lately(session, "建宏"),
            ),
            push("good", "unit", customAggregationUnits=["autumn_sale"]),
            push("silent", "silent", notificationDisabled=True),
            *push.usual_mistakes(),
            push("breaks_sdk", "to_list", to=_people("小美", "阿凱")),
            push("breaks_sdk", "no_target", to=_exactly(None)),
            push("breaks_line", "plain_dicts", plain_dicts=True, rule="body_invalid"),
            push("breaks_line", "to_malformed", to=_exactly(samples.MALFORMED), rule="push_to_malformed"),
            push("breaks_line", "to_unknown", to=_exactly(samples.STRANGER), rule="push_to_unknown"),
            push("breaks_line", "to_self", to=_bot, rule="push_to_self"),
            push("breaks_line", "to_foreign_group", to=_group("家族群組"), before=absent, rule="group_not_joined"),
            *push.limited(),
            push(
                "breaks_nobody",
                "to_blocked",
                to=_person("雅婷"),
                before=lambda session: preconditions.blocked(session, "雅婷"),
            ),
            push("breaks_nobody", "to_old_writer", to=_person("怡君")),
            push("breaks_nobody", "to_deleted", to=_person("大偉")),
        ]
    )


def _multicasts() -> tuple[Example, ...]:
    multicast = _Method(MULTICAST, _people(*preconditions.FRIEND_NAMES), preconditions.friends)
    most = limits.MULTICAST_RECIPIENTS_MAX
    return _sorted(
        [
            multicast("good", "to_friends"),
            multicast("good", "to_one", to=_people("小美")),
            multicast("good", "duplicates", to=_people("小美", "阿凱", "小美")),
            multicast("good", "five_hundred", to=lambda session: samples.friends_ids(session, most), worlds=_SHOP),
            multicast("good", "five_messages", samples.five),
            multicast("good", "unit", customAggregationUnits=["autumn_sale"]),
            multicast("silent", "silent", notificationDisabled=True),
            multicast("breaks_sdk", "five_hundred_and_one", to=_exactly(samples.some_ids(most + 1))),
            *multicast.usual_mistakes(),
            multicast("breaks_sdk", "to_text", to=_person("小美")),
            multicast("breaks_sdk", "to_nobody", to=_exactly([])),
            multicast("breaks_sdk", "two_units", customAggregationUnits=["autumn_sale", "members"]),
            multicast("breaks_line", "group_in_list", to=_with_mei(_group("同學會")), rule="multicast_to_invalid"),
            multicast(
                "breaks_line", "malformed_in_list", to=_with_mei(_exactly(samples.MALFORMED)),
                rule="multicast_to_invalid",
            ),
            *multicast.limited(),
            multicast(
                "breaks_nobody", "mixed_list", to=_people("小美", "雅婷", "建宏", "大偉"),
                before=multicast.after(lambda session: preconditions.blocked(session, "雅婷")),
            ),
            multicast("breaks_nobody", "unknown_in_list", to=_with_mei(_exactly(samples.STRANGER))),
        ]
    )  # fmt: skip


# Narrowcast and broadcast ---------------------------------------------------------------------------------------

_Condition = Mapping[str, Any]
_FROM_20_TO_39: _Condition = {"type": "age", "gte": "age_20", "lt": "age_40"}
_FROM_70: _Condition = {"type": "age", "gte": "age_70"}
_IN_TAIPEI: _Condition = {"type": "area", "oneOf": ["tw_01"]}


def _filter(demographic: _Condition) -> _Condition:
    return {"demographic": demographic}


def _all_of(*conditions: _Condition, **more: Any) -> _Condition:
    return _filter({"type": "operator", "and": list(conditions), **more})


def _narrowcasts() -> tuple[Example, ...]:
    narrowcast = _Method(NARROWCAST, None, preconditions.friends)
    return _sorted(
        [
            narrowcast("good", "all_friends"),
            *_chosen(narrowcast),
            narrowcast("silent", "silent", notificationDisabled=True),
            *narrowcast.usual_mistakes(),
            *_wrong_conditions(narrowcast),
            *narrowcast.limited(),
            # Accepted with 202, failed later:
            narrowcast("breaks_nobody", "too_few", filter=_all_of(_IN_TAIPEI, _FROM_70), worlds=_SHOP),
            narrowcast(
                "breaks_nobody", "all_or_none",
                limit={"max": 1, "upToRemainingQuota": True, "forbidPartialDelivery": True},
            ),
        ]
    )  # fmt: skip


def _audience(session: Session) -> _Condition:
    return {"type": "audience", "audienceGroupId": preconditions.audience_id(session)}


def _received(session: Session) -> _Condition:
    return {"type": "redelivery", "requestId": session.last.request_id}


def _chosen(narrowcast: _Method) -> list[Example]:
    young_women = _all_of(samples.WOMEN, _FROM_20_TO_39, {"type": "operator", "not": _IN_TAIPEI})
    return [
        narrowcast("good", "limit_two", limit={"max": 2}),
        narrowcast("good", "up_to_quota", limit={"upToRemainingQuota": True}),
        narrowcast("good", "audience", to=_audience, before=preconditions.audience_ready),
        narrowcast("good", "one_attribute", filter=_filter(samples.WOMEN), worlds=_SHOP),
        narrowcast("good", "attributes", filter=young_women, worlds=_SHOP),
        narrowcast("good", "redelivery", to=_received, before=preconditions.narrowcast_finished),
    ]


def _wrong_conditions(narrowcast: _Method) -> list[Example]:
    eleven = [{"type": "area", "oneOf": [f"tw_{number:02}"]} for number in range(1, limits.NARROWCAST_FILTERS_MAX + 2)]
    no_audience = {"type": "audience", "audienceGroupId": 1234567890123}
    no_request = {"type": "redelivery", "requestId": "5b59509c-c57b-11e9-aa8c-2a2ae2dbcce4"}
    two_operators = _all_of(samples.WOMEN, **{"not": _IN_TAIPEI})
    entitled: dict[str, Any] = {"rule": "not_enough_friends", "status": 403}
    return [
        narrowcast("breaks_sdk", "age_18", filter=_filter({"type": "age", "gte": "age_18"})),
        narrowcast("breaks_sdk", "limit_zero", limit={"max": 0}),
        narrowcast("breaks_line", "few_friends", filter=_filter(samples.WOMEN), worlds=_CLASS, **entitled),
        narrowcast("breaks_line", "two_operators", filter=two_operators, rule="body_invalid"),
        narrowcast("breaks_line", "empty_operator", filter=_all_of(), rule="body_invalid"),
        narrowcast("breaks_line", "eleven_conditions", filter=_all_of(*eleven), rule="body_invalid"),
        narrowcast(
            "breaks_line", "forbid_alone", limit={"forbidPartialDelivery": True}, rule="partial_delivery_option"
        ),
        narrowcast("breaks_line", "unknown_audience", to=_exactly(no_audience), rule="audience_unknown"),
        narrowcast("breaks_line", "unknown_redelivery", to=_exactly(no_request), rule="redelivery_unknown"),
    ]


def _broadcasts() -> tuple[Example, ...]:
    broadcast = _Method(BROADCAST)
    return _sorted(
        [
            broadcast("good", "to_everyone"),
            broadcast("good", "flex", lambda session: [samples.flex(session)]),
            broadcast("good", "five_messages", samples.five),
            broadcast("silent", "silent", notificationDisabled=True),
            *broadcast.usual_mistakes(),
            *broadcast.limited(),
        ]
    )


#: Every example by the name of its method, in the order of the menu: good, silent, then what breaks.
EXAMPLES: dict[str, tuple[Example, ...]] = {
    "reply": _replies(),
    "push": _pushes(),
    "multicast": _multicasts(),
    "narrowcast": _narrowcasts(),
    "broadcast": _broadcasts(),
}
