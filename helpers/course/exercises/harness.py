"""What runs an exercise: one fresh world, the learner's function in it, and expectations of the phones."""

from __future__ import annotations

import re
import reprlib
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from typing import Any

from pydantic.v1 import BaseModel

from helpers.course.exercises.counted_loops import counting_loops
from helpers.course.exercises.exercise_worlds import Setting
from helpers.course.exercises.expectations import Arrived, Expected, difference, listed
from helpers.course.exercises.learner_code import calls_itself, code_of, line_of
from helpers.course.exercises.learner_run import EndlessError, Limits
from helpers.course.exercises.learner_threads import minding_threads
from helpers.course.exercises.nobody_types import nobody_types
from helpers.course.exercises.run_record import RunRecord
from helpers.course.exercises.verdict import NotYetError, NotYetReason
from helpers.errors import LabError
from helpers.explain import dropped_fields
from helpers.explain.explanation import Explanation, explain
from helpers.line.faults import Fault, FaultKind, FaultMoment
from helpers.line.phones import Bubble, Phone, PhoneChat
from helpers.line.send_methods import SEND_METHODS, send_method
from helpers.line.timestamps import from_ms
from helpers.session.exchange import Exchange
from helpers.session.practice_exit import exiting
from helpers.session.practice_sleep import sleeping
from helpers.session.session import Session
from helpers.stub.person_actions import PersonActions
from helpers.stub.platform import Delivery, RowSet
from helpers.text import Texts


class Harness(AbstractContextManager["Harness"]):
    """One world of a check. Its `expect…` methods raise NotYetError; all look at the newest `call` only."""

    def __init__(
        self, setting: Setting, function: Callable[..., Any], say: Texts, record: RunRecord | None = None
    ) -> None:
        """Open a session of its own, without sockets; `record` takes what the learner shall see of the runs."""
        self.setting = setting.spoken(say)
        self._limits = Limits()
        self.session = Session(setting.world, "inproc", say.lang, on_exchange=self._count_request)
        self.situation = ""
        self._function = function
        self._returned: object = None
        self._say = say
        self._record = record or RunRecord()
        self._mark()

    def __exit__(self, *_: object) -> None:
        """Close the session."""
        self.session.close()

    # What happens -------------------------------------------------------------------------------------------

    def tell(self, key: str, **values: object) -> None:
        """Say what is going on, for when it goes wrong: the text ``check.situation.<key>``."""
        self.situation = self._say(f"check.situation.{key}", **values)

    def name(self, name: str) -> str:
        """Return a person or group as this language calls it."""
        return self._say.name(name)

    def user_id(self, name: str) -> str:
        """Return the id of one of the cast."""
        return self.session.friend(name).user_id

    def writes(self, name: str, text: str) -> Any:
        """Somebody writes one-to-one; returns the event."""
        self.tell("text", name=self.name(name), text=text)
        return self.session.friend(name).send_text(text)

    def writes_in_group(self, name: str, text: str) -> Any:
        """Somebody writes in the setting's group; returns the event."""
        group = self.setting.group
        self.tell("group_text", name=self.name(name), text=text, group=self.name(group))
        return self.session.group(group).says(name, text)

    def writes_twice(self, name: str, text: str) -> tuple[Any, Callable[[], Any]]:
        """Somebody writes; returns the event, and what lets LINE deliver the same event again (facts 9.2)."""
        platform, session = self.session.platform, self.session
        request = PersonActions(platform).send(session.row(name), {"type": "text", "text": text})
        assert request is not None, "a friend's message is told"
        return session.receive(request), lambda: session.receive(platform.webhooks.redeliver(request, platform.now()))

    def spoil(self, kind: FaultKind, when: FaultMoment, method: str = "") -> None:
        """Let LINE's next answer go wrong; the next to this send method, when it is named."""
        operation = f"POST {SEND_METHODS[method].path}" if method else ""
        self.session.platform.faults.add(Fault(kind, when, operation=operation))

    def wait(self, seconds: float = 60) -> None:
        """Let the platform's time pass: a narrowcast comes to its end."""
        self.session.clock.advance(seconds=seconds)
        self._settle()

    def call(self, *arguments: object) -> Any:
        """Run the learner's function and return what it returns. Raises NotYetError when it stops with an error.

        So it does when the function does not end, or the learner interrupts it. ``time.sleep`` moves the world's clock.
        """
        self._settle()
        self._mark()
        self._returned = None
        try:
            with (
                self._record.printing(self._world),
                sleeping(self._sleep, getattr(self._function, "__globals__", {})),
                exiting(getattr(self._function, "__globals__", {})),
                nobody_types(lambda: LabError(self._say, "error.nobody_types")),
                counting_loops(self._function, self._count_step),
                minding_threads(self._sleep),
            ):
                self._returned = self._function(self.session.line_bot_api, *arguments)
                return self._returned
        except (EndlessError, KeyboardInterrupt) as stop:
            raise self._stopped(stop) from None
        except (Exception, SystemExit) as error:
            endless = isinstance(error, RecursionError) and calls_itself(error, self._function)
            raise self._stopped(error) if endless else self._raised(error) from error
        finally:
            self.session.platform.faults.clear()

    def _sleep(self, seconds: float) -> None:
        """Do what ``time.sleep`` does while the learner's function runs."""
        self._limits.count("sleeps")
        self.wait(seconds)

    def _count_step(self) -> None:
        self._limits.count("steps")

    def _count_request(self, exchange: Exchange) -> None:
        self._limits.count("requests")

    def _stopped(self, stop: BaseException) -> NotYetError:
        line = line_of(stop, self._function)
        because = self._because("interrupted" if isinstance(stop, KeyboardInterrupt) else "endless")
        return NotYetError(NotYetReason(because, self._world, self.situation, line=line, stopped=True))

    def _raised(self, error: BaseException) -> NotYetError:
        explanation, line = (
            self._explained(error, self.session.exchanges.exchange_of(error)),
            line_of(error, self._function),
        )
        place = {"function": line.function, "number": line.number} if line else {}
        because = self._because("raised_at" if line else "raised", title=explanation.title, **place)
        return NotYetError(NotYetReason(because, self._world, self.situation, explanation=explanation, line=line))

    def _explained(self, result: BaseException | Exchange, exchange: Exchange | None) -> Explanation:
        return explain(result, self._say, exchange=exchange)

    def _mark(self) -> None:
        self._deliveries = len(self.session.platform.deliveries)
        self._exchanges = self.session.exchanges.count
        self._used = self._quota_used()
        platform = self.session.platform
        self._phones = {row: platform.phone(row) for row in platform.people.named_rows}
        self._limits.begin()

    def _settle(self) -> None:
        with self.session.platform.lock:
            self.session.platform.settle()

    def _quota_used(self) -> int:
        platform = self.session.platform
        return platform.quota.used(platform.now())

    # What came of it ----------------------------------------------------------------------------------------

    @property
    def sends(self) -> list[Exchange]:
        """The requests that send messages, oldest first, refused ones included."""
        made = reversed(self.session.exchanges.since(self._exchanges))
        return [exchange for exchange in made if send_method(exchange.path)]

    @property
    def dropped(self) -> tuple[str, ...]:
        """What the SDK dropped from these requests: a sentence each."""
        told: dict[str, None] = {}
        for sent in self.sends:
            method = send_method(sent.path)
            assert method is not None, "what sends has its method"
            for one in sent.dropped:
                words = dropped_fields.told(one, method.request_class, self._say)
                told[self._say("check.dropped", title=words.title, todo=words.todo)] = None
        return tuple(told)

    @property
    def retry_keys(self) -> list[str | None]:
        """The retry key of each of them."""
        return [exchange.request_headers.get("x-line-retry-key") for exchange in self.sends]

    def expect(self, phones: Mapping[str, Sequence[Expected]], chat_id: str | None = None) -> None:
        """Expect exactly this of these people, in this chat (None: one-to-one), and nothing of anybody else."""
        people = self.session.platform.people
        others: Mapping[str, Sequence[Expected]] = {people.name(row): () for row in people.named_rows}
        for name, expected in {**phones, **{n: () for n in others if n not in phones}}.items():
            arrived = self._arrived(self.session.row(name))
            key = difference(expected, arrived, chat_id)
            if key is not None:
                raise self._wrong_phone(key, name, expected, arrived, chat_id)
        for name, expected in phones.items():
            if expected:
                self._record.keep_phone(self._world, self.session.platform.phone(self.session.row(name)))

    def expect_in_group(self, expected: Sequence[Expected]) -> None:
        """Expect that everybody in the setting's group got exactly this there, and no one else anything."""
        group = self.session.group(self.setting.group)
        self.expect(dict.fromkeys(group.members, expected), group.group_id)

    def expect_rows(self, rows: RowSet, expected: Sequence[Expected]) -> None:
        """Expect that these rows of the population got exactly this, once, and that no other row got anything."""
        reached = twice = RowSet()
        for delivery in self._new():
            arrived = [_arrived(delivery, message) for message in delivery.messages]
            if difference(expected, arrived) is not None:
                raise self._not_yet("differs_for_all", **self._compared(expected, arrived))
            twice |= reached & delivery.recipients
            reached |= delivery.recipients
        self._compare_rows(reached, twice, rows)
        if rows:
            self._record.keep_phone(self._world, self.session.platform.phone(next(iter(rows))))

    def expect_free(self) -> None:
        """Nothing was taken from the monthly quota."""
        self.expect_charged(0, "cost")

    def expect_charged(self, count: int, reason: str) -> None:
        """So many messages were taken from the monthly quota."""
        used = self._quota_used() - self._used
        if used != count:
            raise self.not_yet(reason, used=used, count=count)

    def expect_requests(self, count: int) -> None:
        """So many requests that send messages were made."""
        if len(self.sends) != count:
            unsent = self._instead_of_sending() or "nothing_sent"
            raise self.not_yet("requests" if self.sends else unsent, used=len(self.sends), count=count)

    def expect_returned(self, returned: object, wanted: object) -> None:
        """Expect that the function returned this."""
        if type(returned) is not type(wanted) or returned != wanted:
            raise self.not_returned(self.shown(wanted), self.shown(returned))
        reached = next((row for delivery in self._new() for row in delivery.recipients), None)
        if reached is not None:
            self._record.keep_phone(self._world, self.session.platform.phone(reached))

    def not_returned(self, wanted: str, returned: str) -> NotYetError:
        """Return the refusal of what was returned, both as `shown`."""
        return self._not_yet("returned", expected=wanted, arrived=returned, about="returned")

    def not_yet(self, key: str, **values: object) -> NotYetError:
        """Return the refusal whose text is ``check.because.<key>``."""
        return NotYetError(NotYetReason(self._because(key, **values), self._world, self.situation))

    def shown(self, value: object) -> str:
        """Return a learner's value as code, with names in place of the cast's ids; short, and always the same."""
        text = _REPR.repr(value)
        for row in self.session.platform.people.named_rows:
            people = self.session.platform.people
            text = text.replace(repr(people.user_id(row)), self._say("check.id_of", name=self.name(people.name(row))))
        return re.sub(r"\bat 0x[0-9A-Fa-f]+", "at 0x…", text)

    def _not_yet(self, key: str, **parts: Any) -> NotYetError:
        return NotYetError(NotYetReason(self._because(key), self._world, self.situation, **parts))

    @property
    def _world(self) -> str:
        return self._say(f"check.world.{self.setting.key}")

    def _because(self, key: str, **values: object) -> str:
        return self._say(f"check.because.{key}", **values)

    def _wrong_phone(
        self, key: str, name: str, expected: Sequence[Expected], arrived: Sequence[Arrived], chat_id: str | None
    ) -> NotYetError:
        because = self._because(key, name=self.name(name))
        if key == "missing":
            because = self._why_nothing_came(name) or because
        row = self.session.row(name)
        phones = (self._as_it_should_be(row, expected, chat_id), self.session.platform.phone(row))
        compared = self._compared(expected, arrived)
        return NotYetError(NotYetReason(because, self._world, self.situation, phones=phones, **compared))

    def _as_it_should_be(self, row: int, expected: Sequence[Expected], chat_id: str | None) -> Phone:
        """Return the phone before the call, with the messages that should have arrived."""
        platform, before = self.session.platform, self._phones[row]
        now, sender = from_ms(platform.now()), platform.account.display_name
        later = 1 + max((bubble.number for chat in before.chats for bubble in chat.bubbles), default=0)
        bubbles = tuple(
            Bubble(
                now,
                sender,
                mine=False,
                message=wanted.example(self._say),
                silent=bool(wanted.silent),
                from_bot=True,
                number=later,
            )
            for wanted in expected
        )
        chat = next((chat for chat in before.chats if chat.chat_id == (chat_id or "")), None)
        if chat is None and bubbles:
            gathering = platform.people.chats.get(chat_id or "")
            title, kind = (gathering.title, gathering.kind) if gathering else (sender, "user")
            return replace(before, chats=(*before.chats, PhoneChat(title, kind, bubbles, chat_id=chat_id or "")))
        chats = (replace(c, bubbles=(*c.bubbles, *bubbles)) if c is chat else c for c in before.chats)
        return replace(before, chats=tuple(chats))

    def _why_nothing_came(self, name: str) -> str | None:
        """Nothing was sent, or LINE refused all of it and the learner's function went on as if it had not."""
        if not self.sends:
            return self._because(self._instead_of_sending() or "no_request", name=self.name(name))
        last = self.sends[-1]
        if last.status is None or any(exchange.ok for exchange in self.sends):
            return None
        title = self._explained(last, last).title
        return self._because("refused", name=self.name(name), status=last.status, title=title)

    def _instead_of_sending(self) -> str | None:
        """Return what the function did with its messages, where it sent no request."""
        if isinstance(self._returned, BaseModel):
            return "returned_unsent"
        code = code_of(self._function)
        return "printed" if code is not None and "print" in code.co_names else None

    def _compared(self, expected: Sequence[Expected], arrived: Sequence[Arrived]) -> dict[str, Any]:
        loudness = any(e.silent is not None for e in expected)
        return {
            "expected": listed([e.described(self._say) for e in expected], self._say),
            "arrived": listed([a.described(self._say, loudness=loudness) for a in arrived], self._say),
        }

    def _new(self) -> list[Delivery]:
        return [d for d in self.session.platform.deliveries.since(self._deliveries) if d.from_bot]

    def _arrived(self, row: int) -> list[Arrived]:
        return [_arrived(d, message) for d in self._new() if row in d.recipients for message in d.messages]

    def _compare_rows(self, reached: RowSet, twice: RowSet, wanted: RowSet) -> None:
        for key, wrong in (
            ("missing_many", wanted - reached),
            ("twice_many", wanted & twice),
            ("extra_many", reached - wanted),
        ):
            count = len(wrong)
            if count:
                key = "nothing_sent" if key == "missing_many" and not self.sends else key
                raise self.not_yet(key, count=count)


def _arrived(delivery: Delivery, message: Mapping[str, Any]) -> Arrived:
    return Arrived(message, delivery.silent, delivery.chat_id)


_REPR = reprlib.Repr()
_REPR.maxstring = _REPR.maxother = 60
_REPR.maxlist = 8
