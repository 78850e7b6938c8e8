"""The result card: one exchange (or one error) with who stopped it, what it means, and who received it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from helpers.explain.explanation import Explanation, is_done, missed
from helpers.line.errors import Source
from helpers.line.outcomes import Outcome, PersonOutcome, Reason
from helpers.panels.kit.markup import HEADING, esc, rich, root, row, table
from helpers.panels.results.route import path
from helpers.redaction import hide_people, mask_token
from helpers.session.exchange import Exchange, SendAttempt
from helpers.text import Texts, plain

#: More people than this are counted instead of named.
PEOPLE_SHOWN = 20
#: Longer bodies are cut: a saved notebook keeps every card.
BODY_SHOWN = 4000

_RESPONSE_HEADERS = ("x-line-request-id", "x-line-accepted-request-id", "content-type")
_REQUEST_HEADERS = ("authorization", "x-line-retry-key", "content-type")


@dataclass(frozen=True, repr=False)
class Card:
    """What `lab.show` and `lab.attempt` display: HTML on the screen, one stable line of text elsewhere.

    `exchange` is None when no request left, or none is known. `trace` is the error's traceback, to be folded in.
    """

    exchange: Exchange | None
    explanation: Explanation
    texts: Texts
    trace: str = ""

    def __repr__(self) -> str:
        """``POST /v2/bot/message/reply → 200 OK · nobody stopped it · received 1/1``."""
        of = (self.exchange, self.explanation, self.texts)
        return " · ".join(part for part in (request_line(*of), verdict(*of), self._end()) if part)

    def _end(self) -> str:
        """Return the last part of the line: who received it, or what went wrong."""
        received = received_line(self.exchange, self.texts)
        if self.explanation.stopped_by == "nobody":
            return " · ".join(part for part in (received, self._dropped()) if part)
        return self.texts("list.semicolon").join(t for t in (plain(self.explanation.title), received) if t)

    def _dropped(self) -> str:
        names = self.explanation.dropped
        return plain(self.texts("dropped.short", names=names)) if names else ""

    def _repr_html_(self) -> str:
        """Return the whole card; it stands alone and changes with nothing but what it tells."""
        return root("lab-card", self._parts(), "card", self._marked(), live=True)

    def _marked(self) -> Texts:
        """Return the texts, with the mode of the exchange: what was practised stays practice, whenever it is shown."""
        if self.exchange is None:
            return self.texts
        return replace(self.texts, mode="live" if self.exchange.live else "practice")

    def _parts(self) -> Iterator[str]:
        """Yield what is seen at a glance, then everything else, one key away."""
        say, told, exchange = self.texts, self.explanation, self.exchange
        yield _call(exchange, told, say)
        yield f'<h4 class="lab-title {HEADING}">{rich(told.title)}</h4>'
        yield path(exchange, told, say) if told.stopped_by != "you" else ""
        yield _sentence(exchange, told, say)
        yield f'<div class="lab-more">{_fold(self._summary(), "".join(self._rest()), opened=False)}</div>'

    def _summary(self) -> str:
        """Return what the fold holds, in one line: without an exchange nobody received and nothing was on the wire."""
        if self.exchange is not None:
            return self.texts("card.more")
        return self.texts("card.more_trace" if self.trace else "card.more_meaning")

    def _rest(self) -> Iterator[str]:
        """Yield what is folded: the advice in full, who received it, and what was said on the wire."""
        say, told, exchange = self.texts, self.explanation, self.exchange
        yield _advice(told, say)
        yield _mark(told, say)
        if exchange is not None:
            yield _outcome(exchange, say)
            yield _attempts(exchange, say)
            yield _wire(exchange, say)
        if self.trace:
            folded = _fold(say("card.trace"), f'<pre tabindex="0">{esc(self.trace)}</pre>', opened=False)
            yield f'<div class="lab-more">{folded}</div>'
        yield _link(told, say)


# The line of text -------------------------------------------------------------------------------------------------


def request_line(exchange: Exchange | None, told: Explanation, say: Texts) -> str:
    """``POST /v2/bot/message/push → 200 OK``; says so when nothing was sent; empty when it is not known."""
    if exchange is None:
        not_sent = told.key == "network.unreachable" or (told.stopped_by == "sdk" and told.key != "sdk.unreadable")
        return say("card.not_sent") if not_sent else ""
    return f"{exchange.method} {_address(exchange)} → {status_words(exchange, say)}"


def status_words(exchange: Exchange, say: Texts) -> str:
    """``200 OK``, that no answer came, or that the lab itself held it back."""
    if exchange.stop is not None:
        return say("live.held")
    return f"{exchange.status} {exchange.reason}".strip() if exchange.status else say("card.no_answer")


def verdict(exchange: Exchange | None, told: Explanation, say: Texts) -> str:
    """Who stopped it, in a few words; also that some did not receive it, or that LINE accepted what it failed."""
    if told.key == "ok.failed":
        return say("stopped.short.failed")
    if is_done(exchange):
        return say("stopped.short.done")
    count = missed(exchange) if exchange is not None and exchange.ok else 0
    if told.stopped_by == "nobody" and count:
        return say("stopped.short.missed", missed=count)
    if told.stopped_by == "line" and exchange is not None and exchange.outcome is not None:
        return say("stopped.short.accepted_anyway")
    if told.stopped_by == "line" and exchange is not None and (exchange.status or 0) >= 500:
        return say("stopped.short.error")
    return say(f"stopped.short.{told.stopped_by}")


def who(exchange: Exchange | None, told: Explanation, say: Texts) -> str:
    """Return who stopped it. A narrowcast that failed was stopped by LINE, later; what was done before, by nobody."""
    if told.key == "ok.failed":
        return say("stopped.later")
    return say("stopped.done" if is_done(exchange) else f"stopped.{told.stopped_by}")


def received_line(exchange: Exchange | None, say: Texts) -> str:
    """``received 1/1``; empty when nobody was to receive anything or it is not known."""
    outcome = exchange.outcome if exchange is not None else None
    if outcome is None:
        return ""
    if outcome.pending:
        return say("card.line.waiting")
    return say("card.line.received", received=outcome.received, targeted=outcome.targeted)


def _address(exchange: Exchange) -> str:
    address = f"{exchange.path}?{exchange.query}" if exchange.query else exchange.path
    return hide_people(address) if exchange.live else address


# The head ---------------------------------------------------------------------------------------------------------


def _call(exchange: Exchange | None, told: Explanation, say: Texts) -> str:
    if exchange is None:
        line = request_line(None, told, say)
        return f'<p class="lab-call">{esc(line)}</p>' if line else ""
    colour = (
        "lab-warn"
        if told.stopped_by in ("network", "gate")
        else "lab-good"
        if exchange.ok or is_done(exchange)
        else "lab-bad"
    )
    request = f"<code>{esc(exchange.method)} {esc(_address(exchange))}</code>"
    status = f'<b class="lab-status {colour}">{esc(status_words(exchange, say))}</b>'
    return f'<p class="lab-call">{request} {status} {_group(exchange, told, say)}</p>'


def _group(exchange: Exchange, told: Explanation, say: Texts) -> str:
    """Return what the status says in general, beside the rule that was broken in particular (facts 1.4)."""
    key = f"status.{exchange.status}.title"
    if exchange.ok or told.key.startswith("status.") or not say.has(key):
        return ""
    return f"<span>{rich(say(key))}</span>"


def _sentence(exchange: Exchange | None, told: Explanation, say: Texts) -> str:
    """Return who stopped it, and the one thing to know: what to do, or after a success what it means."""
    stopped = f"{esc(say('stopped.question'))} <b>{esc(who(exchange, told, say))}</b>"
    words = told.meaning if told.stopped_by == "nobody" else told.todo or told.meaning
    first = f'<span class="lab-sentence">{rich(told.notes[0])}</span>' if told.notes else ""  # which field, of many
    return f'<p class="lab-who">{stopped}{first}<span class="lab-sentence">{rich(words)}</span></p>'


# The advice -------------------------------------------------------------------------------------------------------


def _advice(told: Explanation, say: Texts) -> str:
    notes = "".join(f"<li>{rich(note)}</li>" for note in told.notes)
    pairs = [
        ("card.meaning", rich(told.meaning)),
        ("card.problems", f"<ul>{notes}</ul>" if notes else ""),
        ("card.known", rich(told.aside)),
        ("card.todo", rich(told.todo)),
    ]
    return f"<dl>{''.join(f'<dt>{esc(say(key))}</dt><dd>{text}</dd>' for key, text in pairs if text)}</dl>"


def _mark(told: Explanation, say: Texts) -> str:
    """How sure we are, when LINE's documentation does not settle it."""
    if told.source in (None, Source.DOCUMENTED):
        return ""
    key = f"{told.key}.mark" if say.has(f"{told.key}.mark") else f"source.{told.source.value}"
    return f'<p class="lab-mark">{esc(say(key))}</p>'


def _link(told: Explanation, say: Texts) -> str:
    if told.link is None:
        return ""
    words = esc(say("card.link"))
    return f'<p class="lab-link"><a href="{esc(told.link)}" target="_blank" rel="noopener">{words}</a></p>'


# Who received it --------------------------------------------------------------------------------------------------


def _outcome(exchange: Exchange, say: Texts) -> str:
    return "" if exchange.outcome is None else people_table(exchange.outcome, say)


def people_table(outcome: Outcome, say: Texts) -> str:
    """Who received it, person by person with the reason, and what it cost."""
    rows = [_person(person, outcome, say) for person in _named(outcome)]
    rows += _crowd(outcome, say)
    columns = (say("card.person"), say("card.result"), say("card.why"))
    people = table(say("card.people"), columns, rows) if rows else ""
    return f'<div class="lab-people">{people}<p class="lab-sum">{esc(_sum(outcome, say))}</p></div>'


def _named(outcome: Outcome) -> tuple[PersonOutcome, ...]:
    """Return the people to name; of many, those who did not receive it come first, and ids that are nobody's last."""
    if len(outcome.people) <= PEOPLE_SHOWN:
        return outcome.people
    worth = sorted(outcome.people, key=lambda person: (person.reason is Reason.UNKNOWN_ID, person.received))
    return tuple(worth[:PEOPLE_SHOWN])


def _person(person: PersonOutcome, outcome: Outcome, say: Texts) -> str:
    reason = say(f"reason.{person.reason.value}")
    result = _result(person.received, outcome.pending, say, addressed=is_addressed(person, outcome))
    return row((esc(say.name(person.name)), result, esc(reason)))


def is_addressed(person: PersonOutcome, outcome: Outcome) -> bool:
    """Whether it was meant for this person: everyone it was meant for may have received it already."""
    return person.reason not in (Reason.NOT_MATCHED, Reason.NOT_SELECTED) and outcome.received < outcome.targeted


def _result(received: bool, pending: bool, say: Texts, *, addressed: bool = True) -> str:
    if pending:
        return f'<span class="lab-warn">… {esc(say("card.waiting"))}</span>'
    if not received and not addressed:
        return f'<span class="lab-off">– {esc(say("card.not_addressed"))}</span>'
    sign, colour, key = ("✓", "lab-good", "card.received") if received else ("✕", "lab-bad", "card.not_received")
    return f'<span class="{colour}">{sign} {esc(say(key))}</span>'


def _crowd(outcome: Outcome, say: Texts) -> Iterator[str]:
    """Those not named, as counts: who received it, then who did not."""
    named = _named(outcome)
    reached = sum(person.received for person in named)
    unnamed_missed = sum(not person.received for person in outcome.people) - (len(named) - reached)
    for received, count in ((True, outcome.received - reached), (False, unnamed_missed)):
        if count > 0:
            name = esc(say("card.crowd", count=count))
            yield row((name, _result(received, outcome.pending, say), esc(say("card.crowd_why"))))


def _sum(outcome: Outcome, say: Texts) -> str:
    if outcome.pending:
        return say("card.charge_pending")
    total = say("card.total", targeted=outcome.targeted, received=outcome.received)
    charge = say("card.charge", count=outcome.charged) if outcome.charged else say("card.free")
    return f"{total}{say('list.semicolon')}{charge}"


# How it went, live ------------------------------------------------------------------------------------------------


def _attempts(exchange: Exchange, say: Texts) -> str:
    """Every time the lab asked LINE, in order: what for, after which wait, and what came of it."""
    if not exchange.attempts:
        return ""
    rows = [_attempt(number, attempt, say) for number, attempt in enumerate(exchange.attempts, 1)]
    columns = (say("live.attempt.number"), say("live.attempt.what"), say("live.attempt.result"))
    return f'<div class="lab-people">{table(say("live.attempt.title"), columns, rows)}</div>'


def _attempt(number: int, attempt: SendAttempt, say: Texts) -> str:
    what = say(f"live.attempt.{attempt.step}")
    waited = say("live.attempt.waited", seconds=f"{attempt.waited:g}") if attempt.waited else ""
    status = f"{attempt.status} " if attempt.status else ""
    fine = attempt.step == "validate" and attempt.verdict == "accepted"
    result = f"{status}{say('live.verdict.fine' if fine else f'live.verdict.{attempt.verdict}')}"
    return row((esc(number), esc(f"{waited}{what}"), esc(result)))


# On the wire ------------------------------------------------------------------------------------------------------


def _wire(exchange: Exchange, say: Texts) -> str:
    veil = hide_people if exchange.live else str
    request = _message(veil(exchange.request_body), exchange.request_headers, _REQUEST_HEADERS, say)
    folds = [_fold(say("card.request"), request, opened=False)]
    if exchange.status is not None and exchange.stop is None:
        response = _message(veil(exchange.response_body), exchange.response_headers, _RESPONSE_HEADERS, say)
        folds.insert(0, _fold(say("card.response"), response, opened=not exchange.ok and not is_done(exchange)))
    return f'<div class="lab-more">{"".join(folds)}</div>'


def _fold(title: str, content: str, *, opened: bool) -> str:
    return f"<details{' open' if opened else ''}><summary>{esc(title)}</summary>{content}</details>"


def _message(body: str, headers: Mapping[str, str], worth_reading: tuple[str, ...], say: Texts) -> str:
    shown = [name for name in worth_reading if name in headers]
    rows = [row((esc(name), esc(_value(name, headers)), esc(say(f"header.{name}")))) for name in shown]
    columns = (say("card.header"), say("card.value"), say("card.meaning"))
    listed = table(say("card.headers"), columns, rows) if shown else ""
    return f'<pre tabindex="0">{esc(pretty(body, say))}</pre>{listed}'


def _value(name: str, headers: Mapping[str, str]) -> str:
    return mask_token(headers[name]) if name == "authorization" else headers[name]


def pretty(body: str, say: Texts) -> str:
    """Return a body to read: JSON indented, with its own characters; anything else as it is; cut when long."""
    if not body:
        return say("card.empty")
    try:
        text = json.dumps(json.loads(body), ensure_ascii=False, indent=2)
    except ValueError:
        text = body
    if len(text) <= BODY_SHOWN:
        return text
    return f"{text[:BODY_SHOWN]}\n{say('card.cut', count=len(text) - BODY_SHOWN)}"
