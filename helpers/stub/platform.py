"""The platform: the five sends and what they share. No HTTP, no threads of its own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from threading import RLock
from typing import Any

from helpers.line import errors
from helpers.line.id_patterns import USER_ID, is_chat_id
from helpers.line.outcomes import Outcome, PersonOutcome, Reason
from helpers.line.phones import Bubble, ChatKind, Phone, PhoneChat
from helpers.line.quote_tokens import QUOTABLE
from helpers.line.send_methods import SEND_METHODS
from helpers.line.timestamps import from_ms
from helpers.stub.call import Answer, Call
from helpers.stub.ledgers.aggregation_units import AggregationUnits
from helpers.stub.ledgers.audiences import Audiences
from helpers.stub.ledgers.chat_indicators import ChatIndicators
from helpers.stub.ledgers.deliveries import BOT, Deliveries, Delivery
from helpers.stub.ledgers.faults import Faults
from helpers.stub.ledgers.follower_counts import FollowerDays
from helpers.stub.ledgers.journal import Journal
from helpers.stub.ledgers.narrowcast_conditions import Conditions
from helpers.stub.ledgers.narrowcasts import Narrowcasts
from helpers.stub.ledgers.paging import Pages
from helpers.stub.ledgers.quota import Quota
from helpers.stub.ledgers.rate_limits import RateLimits
from helpers.stub.ledgers.received_messages import ReceivedMessages
from helpers.stub.ledgers.reply_tokens import ReplyTokens
from helpers.stub.ledgers.retry_keys import RetryKeys
from helpers.stub.webhooks.bots import Answered, Bot
from helpers.stub.webhooks.delivery import WebhookAttempts, WebhookDelivery, WebhookEndpoint
from helpers.stub.webhooks.events import Listener, Webhooks
from helpers.stub.world.clock import Clock
from helpers.stub.world.ids import Ids
from helpers.stub.world.people import Account, Chat, People
from helpers.stub.world.row_sets import RowSet
from helpers.stub.world.worlds import CLASSROOM, World

#: For whoever uses a platform: itself, and the types of what it hands out.
__all__ = ["Answered", "Bot", "Chat", "Clock", "Conditions", "Delivery", "Platform", "RowSet"]


class Platform:
    """One channel of one LINE Official Account, the people around it, and the ledgers of what happened.

    Hold `lock` around anything that reads and changes it from several threads; `helpers.stub.app` does.
    """

    def __init__(self, world: World = CLASSROOM) -> None:
        """Begin with `world`."""
        self.lock = RLock()
        self.webhook_endpoint = WebhookEndpoint()  # the bot's address and whoever listens outlast a reset
        self.webhook_delivery = WebhookDelivery(self)
        self.webhook_listeners: list[Listener] = [self.webhook_delivery.take]
        self.begin(world)

    def begin(self, world: World) -> None:
        """Begin again with `world`: the same world gives the same ids and the same time."""
        self.world = world
        self.clock = Clock(ticking=world.ticking)
        self.ids = Ids(world.seed)
        self.account = Account(self.ids.bot(), world.access_token, world.channel_secret, verified=world.verified)
        self.people = People(self.ids, self.now(), world.cast, world.gatherings, world.crowd)
        self.reply_tokens = ReplyTokens(self.ids, world.reply_token_seconds)
        self.retry_keys = RetryKeys()
        self.quota = Quota(world.plan)
        self.rate_limits = RateLimits(enabled=world.rate_limits)
        self.deliveries = Deliveries()
        self.chat_indicators = ChatIndicators(self.deliveries)
        self.audiences = Audiences(self.ids, self.clock)
        self.narrowcasts = Narrowcasts(self.people, self.audiences, self.quota, self.deliveries)
        self.units = AggregationUnits()
        self.pages = Pages(world.seed)
        self.follower_days = FollowerDays(self.people.population, self.now())
        self.journal = Journal()
        self.faults = Faults()
        self.webhooks = Webhooks(self.ids, self.account, self.reply_tokens, self.webhook_listeners)
        self.webhook_attempts = WebhookAttempts()
        self.received_messages = ReceivedMessages(self.ids, self.chat_indicators)

    def reset(self) -> None:
        """Begin the same world again; the bot keeps its webhook address, whoever listens to webhooks goes on."""
        self.begin(self.world)

    def now(self) -> int:
        """Return the platform's time, in milliseconds since 1970."""
        return self.clock.ms()

    def settle(self) -> None:
        """Bring what runs by itself (narrowcasts on their way) up to now; called before anything is asked or done."""
        self.narrowcasts.settle(self.now())
        self.follower_days.settle(self.now())
        self.webhook_delivery.settle()

    # The five sends -----------------------------------------------------------------------------------------

    def reply(self, call: Call) -> Answer:
        """Answer an event with its reply token (REF#send-reply-message). Free of charge."""
        token = call.data["replyToken"]
        chat_id = self.reply_tokens.check(token, call.now_ms)
        self.reply_tokens.use(token)
        row = self.people.row(chat_id)
        if row is not None:
            return self._deliver("reply", call, [self.people.reply_outcome(row)], charge=False)
        return self._deliver(
            "reply", call, self.people.chat_outcomes(self.people.chats[chat_id]), chat_id=chat_id, charge=False
        )

    def push(self, call: Call) -> Answer:
        """Send to one person, group or room at any time (REF#send-push-message)."""
        to = call.data["to"]
        if is_chat_id(to):
            chat = self.people.chats.get(to)
            if chat is None or not chat.bot_in:
                raise errors.push_failed(errors.GROUP_NOT_JOINED)
            return self._deliver("push", call, self.people.chat_outcomes(chat), chat_id=to)
        return self._deliver("push", call, [self.people.push_outcome(self._push_row(to), call.now_ms)])

    def _push_row(self, to: str) -> int:
        if not USER_ID.fullmatch(to):
            raise errors.push_to_malformed()
        if to == self.account.user_id:
            raise errors.push_to_self()
        row = self.people.row(to)
        if row is None:
            raise errors.push_failed(errors.PUSH_TO_UNKNOWN)
        return row

    def multicast(self, call: Call) -> Answer:
        """Send to up to 500 user ids (REF#send-multicast-message): each distinct id once [I], non-friends skipped."""
        ids: Sequence[str] = call.data["to"]
        for index, user_id in enumerate(ids):
            if not USER_ID.fullmatch(user_id):
                raise errors.multicast_to_invalid(index)
            if self.world.multicast_unknown_ids == "refuse" and self.people.row(user_id) is None:
                raise errors.multicast_to_invalid(index, errors.MULTICAST_TO_UNKNOWN)
        people = [self._multicast_outcome(user_id) for user_id in dict.fromkeys(ids)]
        return replace(self._deliver("multicast", call, people), body={})

    def _multicast_outcome(self, user_id: str) -> PersonOutcome:
        row = self.people.row(user_id)
        if row is None:
            return PersonOutcome(user_id, user_id, False, Reason.UNKNOWN_ID)
        return self.people.multicast_outcome(row)

    def broadcast(self, call: Call) -> Answer:
        """Send to every friend who has not blocked the account (REF#send-broadcast-message)."""
        recipients = self.people.population.reachable
        named = [self.people.multicast_outcome(row) for row in self.people.named_rows]
        outcome = Outcome(tuple(named), len(recipients), len(recipients), len(recipients))
        return replace(self._accept("broadcast", call, recipients, outcome), body={})

    def narrowcast(self, call: Call) -> Answer:
        """Send to friends chosen by audience or attributes (REF#send-narrowcast-message); 202, done later."""
        answer = self.narrowcasts.accept(call)
        self._spend_retry_key(call)
        return answer

    # What they share ----------------------------------------------------------------------------------------

    def _deliver(
        self,
        method: str,
        call: Call,
        people: Iterable[PersonOutcome],
        *,
        chat_id: str | None = None,
        charge: bool = True,
    ) -> Answer:
        """Send to people known one by one."""
        people = tuple(people)
        rows = frozenset(person.row for person in people if person.received and person.row is not None)
        outcome = Outcome(people, len(rows), len(people), len(rows) if charge else 0)
        return self._accept(method, call, RowSet(rows), outcome, chat_id)

    def _accept(
        self, method: str, call: Call, recipients: RowSet, outcome: Outcome, chat_id: str | None = None
    ) -> Answer:
        """Charge the quota, keep the delivery, answer with sentMessages. Raise LineError 429 over quota."""
        self.quota.check(outcome.charged, call.now_ms)
        self.quota.charge(outcome.charged, call.now_ms)
        messages = call.data["messages"]
        sent = [self._sent_message(message) for message in messages]
        self.deliveries.add(
            Delivery(
                call.now_ms, messages, recipients, chat_id, BOT,
                bool(call.data.get("notificationDisabled")), method, call.request_id,
            )
        )  # fmt: skip
        if SEND_METHODS[method].takes_units:
            for unit in call.data.get("customAggregationUnits") or ():
                self.units.assign(unit, call.now_ms)
        self._spend_retry_key(call, sent if SEND_METHODS[method].sent_messages else ())
        return Answer({"sentMessages": sent}, outcome=outcome)

    def _spend_retry_key(self, call: Call, sent_messages: Sequence[Mapping[str, str]] = ()) -> None:
        """Note that the retry key of an accepted request, if it has one, was used."""
        if call.retry_key:
            self.retry_keys.accepted(call.retry_key, call.request_id, sent_messages)

    def _sent_message(self, message: Mapping[str, Any]) -> dict[str, str]:
        sent = {"id": self.ids.message()}
        if message["type"] in QUOTABLE:
            sent["quoteToken"] = self.ids.long_token("quote")
        return sent

    def chat_kind(self, data: Mapping[str, Any]) -> ChatKind | None:
        """Return where a push or reply is headed; None when that cannot be known, or it is no single chat."""
        target = data.get("to")
        token = data.get("replyToken")
        if isinstance(token, str):
            target = self.reply_tokens.chat_of(token)
        if not isinstance(target, str):
            return None
        kinds: dict[str, ChatKind] = {"U": "user", "C": "group", "R": "room"}
        return kinds.get(target[:1])

    # What people see ----------------------------------------------------------------------------------------

    def phone(self, row: int) -> Phone:
        """Return what this person sees, chat by chat: one-to-one first."""
        loading = self.chat_indicators.loading(row, self.now())
        chats: dict[str | None, list[Bubble]] = {None: []} if loading else {}
        for number, delivery in self.deliveries.seen_by(row):
            read = self.chat_indicators.is_read(number, delivery)
            chats.setdefault(delivery.chat_id, []).extend(self._bubbles(number, delivery, row, read))
        shown = [self._phone_chat(chat_id, chats[chat_id], loading) for chat_id in sorted(chats, key=lambda c: c or "")]
        return Phone(self.people.name(row), self.people.user_id(row), self.people.state(row), tuple(shown))

    def _phone_chat(self, chat_id: str | None, bubbles: list[Bubble], loading: bool) -> PhoneChat:
        if chat_id is None:
            return PhoneChat(self.account.display_name, "user", tuple(bubbles), loading)
        chat = self.people.chats[chat_id]
        return PhoneChat(chat.title, chat.kind, tuple(bubbles), chat_id=chat_id)

    def _with_names(self, message: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return a textV2 with the names of those it mentions: a phone shows names, and the message has user ids."""
        filled_in = message.get("substitution")
        if message.get("type") != "textV2" or not filled_in:
            return message
        return {**message, "substitution": {key: self._with_name(entry) for key, entry in filled_in.items()}}

    def _with_name(self, entry: Mapping[str, Any]) -> Mapping[str, Any]:
        mentioned = entry.get("mentionee") or {}
        row = self.people.row(str(mentioned.get("userId", "")))
        if row is None:
            return entry
        return {**entry, "mentionee": {**mentioned, "displayName": self.people.name(row)}}

    def _bubbles(self, number: int, delivery: Delivery, row: int, read: bool) -> list[Bubble]:
        sender = self.account.display_name if delivery.sender is BOT else self.people.name(delivery.sender)
        return [
            Bubble(
                at=from_ms(delivery.at),
                sender=sender,
                mine=delivery.sender == row,
                message=self._with_names(message),
                silent=delivery.silent,
                from_bot=delivery.sender is BOT,
                read=read,
                method=delivery.method,
                number=number,
            )
            for message in delivery.messages
        ]
