"""Who stopped it, what it means, what to do: for any exchange and any exception a lesson meets."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import Any, Literal

from linebot.v3.exceptions import InvalidSignatureError
from pydantic.v1 import ValidationError
from urllib3 import exceptions as http

from helpers.errors import LabError
from helpers.explain import dropped_fields
from helpers.explain.dropped_fields import DroppedWords
from helpers.explain.error_bodies import detail_notes, json_cause, known_rule, parse_error_body
from helpers.explain.frames import frames, module_of
from helpers.explain.ignored_fields import IgnoredWords, ignored_words
from helpers.explain.mistake import Mistake, TypeName
from helpers.explain.python_errors import mistake
from helpers.explain.raised_answers import raised_answer
from helpers.explain.unspecified import unspecified
from helpers.explain.validation_errors import field_of_request, validation_mistake
from helpers.explain.wanted_types import wanted_type
from helpers.line.errors import RULES, LineError, Rule, Source
from helpers.line.limits import reference_url
from helpers.line.send_methods import SendMethod, send_method
from helpers.redaction import hide_people, hide_secrets
from helpers.sdk.coroutines import NeverAwaitedError
from helpers.sdk.handlers import NeverCalledError
from helpers.sdk.problems import SdkProblem, is_response, model_name, reference_of, runs, sdk_problems
from helpers.session.exchange import Exchange
from helpers.stub.person_actions import NotPossibleError
from helpers.text import Texts

StoppedBy = Literal["sdk", "line", "nobody", "network", "gate", "you"]

_STATUS_PAGE = reference_url("#status-codes")
_RETRY_PAGE = reference_url("#retry-api-request")
_SIGNATURE_PAGE = reference_url("#signature-validation")


@dataclass(frozen=True)
class Explanation:
    """What happened, in the learner's language. Names of code stand between backticks in every text.

    `stopped_by`: "sdk" (on this computer), "line" (the server), "nobody" (accepted: which does not mean
    delivered), "network" (no answer), "gate" (the lab's own, in live mode), "you" (the learner's program, or the
    lab asked for what cannot be).
    `source` is how sure we are that LINE does this; None where LINE has no say. `key` is the texts' key.
    `notes` name the fields at fault, one sentence each. `aside` is what only the lab can know, or empty.
    `dropped` names what the SDK left out of the request, or is empty.
    """

    stopped_by: StoppedBy
    title: str
    meaning: str
    todo: str
    link: str | None
    source: Source | None
    key: str
    notes: tuple[str, ...] = ()
    aside: str = ""
    dropped: str = ""


_PARTS = ("title", "meaning", "todo")


def explain(subject: Exchange | BaseException, texts: Texts, *, exchange: Exchange | None = None) -> Explanation:
    """Explain an exchange or an exception.

    `exchange` is the one the exception belongs to, if it is known: LINE's refusals are then explained by the very
    rule that was broken.
    """
    if isinstance(subject, Exchange):
        return _with_dropped(_of_exchange(subject, texts), subject, texts)
    if exchange is not None and _answered_by(subject, exchange):
        return explain(exchange, texts)
    return _of_exception(subject, texts)


def _answered_by(error: BaseException, exchange: Exchange) -> bool:
    """Whether `exchange` tells what became of the request that raised `error`."""
    if _is_api_exception(error):
        return exchange.status == getattr(error, "status", None)
    if answer := raised_answer(error):
        return exchange.status == answer.status
    return isinstance(error, http.HTTPError) and exchange.status is None


def _told(
    say: Texts, stopped_by: StoppedBy, key: str, link: str | None, values: Mapping[str, object] | None = None
) -> Explanation:
    """Return the explanation whose three texts stand under `key`."""
    title, meaning, todo = (say(f"{key}.{part}", **(values or {})) for part in _PARTS)
    return Explanation(stopped_by, title, meaning, todo, link, None, key)


# Exchanges ------------------------------------------------------------------------------------------------------


def _of_exchange(exchange: Exchange, say: Texts) -> Explanation:
    if exchange.stop is not None:
        return _told(say, "gate", exchange.stop.key, None, exchange.stop.values)
    if exchange.status is None:
        told = _no_answer(exchange, say)
    elif exchange.ok:
        told = _with_ignored(_accepted(exchange, say), exchange, say)
        return _with_note(_with_lost_answer(told, exchange, say), exchange, say)
    else:
        told = _refused(exchange, say)
    if exchange.attempts and exchange.attempts[-1].step == "validate":
        return replace(told, aside=say("live.note.checked_first"))
    if exchange.outcome is not None:
        return replace(told, aside=say("note.accepted_anyway"))
    lost = told.stopped_by == "line" and any(attempt.lost for attempt in exchange.attempts[:-1])
    return replace(told, aside=say("live.note.lost_before")) if lost else told


def _with_lost_answer(told: Explanation, exchange: Exchange, say: Texts) -> Explanation:
    """LINE's first answer was lost, and a 409 to the next attempt told that it had accepted (facts 6)."""
    lost = bool(exchange.attempts) and exchange.attempts[-1].verdict == "already_accepted"
    return replace(told, aside=say("live.note.already_accepted")) if lost else told


def _with_ignored(told: Explanation, exchange: Exchange, say: Texts) -> Explanation:
    """Lead with what LINE ignored of a body written as JSON: of what the SDK sends LINE knows every name."""
    found = _ignored(exchange, say)
    if found is None:
        return told
    meaning = say("ignored.and_then", meaning=found.meaning, result=told.title)
    return replace(told, title=found.title, meaning=meaning, todo=found.todo, source=Source.OBSERVED)


def _ignored(exchange: Exchange, say: Texts) -> IgnoredWords | None:
    method = send_method(exchange.path)
    return ignored_words(method, exchange.request_json(), say) if method and not exchange.dropped else None


def _with_note(told: Explanation, exchange: Exchange, say: Texts) -> Explanation:
    """Explain what the practice platform accepts although LINE does not say that it does."""
    note = None if exchange.live else unspecified(exchange.request_json())
    return replace(told, aside=say(f"note.{note}")) if note else told


def _accepted(exchange: Exchange, say: Texts) -> Explanation:
    """Nobody stopped it; who received it is another matter (facts 2.1)."""
    outcome, method = exchange.outcome, send_method(exchange.path)
    link = method.reference if method else _STATUS_PAGE
    if outcome is None:
        return _told(say, "nobody", _accepted_key(exchange, method), link)
    values = {"received": outcome.received, "targeted": outcome.targeted, "missed": missed(exchange)}
    if outcome.error_code is not None:
        why = {"code": outcome.error_code, "why": say(f"narrowcast.error.{outcome.error_code}")}
        return _told(say, "nobody", "ok.failed", link, why)
    if outcome.pending:
        key = "pending"
    elif outcome.targeted == 0:
        key = "nobody"
    else:
        key = "missed" if values["missed"] else "sent"
    return _told(say, "nobody", f"ok.{key}", link, values)


def _accepted_key(exchange: Exchange, method: SendMethod | None) -> str:
    if method is not None:
        return "ok.pending" if exchange.status == 202 else "ok.unseen"
    if exchange.path.startswith("/v2/bot/message/validate/"):
        return "ok.validated"
    return "ok.later" if exchange.status == 202 else "ok.data"


def is_done(exchange: Exchange | None) -> bool:
    """Whether an earlier attempt with the same retry key was accepted: LINE's 409 is no failure (facts 6)."""
    return (
        exchange is not None and exchange.status == 409 and known_rule(exchange.response_json()) == "retry_key_accepted"
    )


def missed(exchange: Exchange) -> int:
    """How many of those addressed did not receive an accepted send; 0 while that is not known."""
    outcome = exchange.outcome
    if outcome is None or outcome.pending:
        return 0
    return max(outcome.targeted - outcome.received, 0)


def _refused(exchange: Exchange, say: Texts) -> Explanation:
    body = exchange.response_json()
    if exchange.rule is not None and say.has(f"rule.{exchange.rule.key}.title"):
        told = _broken(exchange.rule, body, say, exchange.request_json(), send_method(exchange.path))
        if told.key == "rule.not_found" and re.match(r"//|.*/v2/bot/v2/", exchange.path):
            return replace(told, meaning=say("host.too_long.meaning"), todo=say("host.too_long.todo"))
        if exchange.token_slip is not None:
            title, meaning, todo = (say(f"token.{exchange.token_slip}.{part}") for part in _PARTS)
            return replace(told, title=title, meaning=meaning, todo=todo)
        if told.key in ("rule.body_invalid", "rule.message_invalid") and (ignored := _ignored(exchange, say)):
            told = replace(told, notes=(*told.notes, f"{ignored.title}{say('note.colon')}{ignored.todo}"))
        cause = json_cause(exchange.request_body) if told.key == "rule.json_syntax" else None
        return replace(told, todo=say(f"json_cause.{cause}")) if cause else told
    assert exchange.status is not None, "a refusal is an answer"
    told, method = _by_status(exchange.status, body, say, exchange.request_json()), send_method(exchange.path)
    if exchange.status < 500 or (method is not None and method.takes_retry_key):
        return told
    # Replies and what sends nothing take no retry key: what the texts say of an answer that never came holds here, too.
    key = "no_answer_reply" if _is_reply(method) else "no_answer_data"
    return replace(told, todo=say(f"network.{key}.todo"))


def _broken(rule: Rule, body: Any, say: Texts, request: Any = None, method: SendMethod | None = None) -> Explanation:
    told = _told(say, "line", f"rule.{rule.key}", rule.reference)
    request = None if rule.key == "json_syntax" else request  # LINE could not read it: what is there says nothing
    if rule.key == "property_invalid" and isinstance(request, Mapping):  # what LINE could read has no fault of JSON
        told = replace(told, todo=wanted_type(body, say, request, method))
    return replace(told, source=rule.source, notes=detail_notes(body, say, request))


def _by_status(status: int, body: Any, say: Texts, request: Any = None) -> Explanation:
    """Return a refusal without its rule: by LINE's own words if we know them, else by the status (facts 1.4)."""
    key = known_rule(body)
    if key is not None:
        rule = RULES.get(key) or RULES["reply_token_used"]
        return replace(_broken(replace(rule, key=key), body, say, request), source=None)
    told = _told(say, "line", f"status.{_status_key(status, say)}", _STATUS_PAGE)
    return replace(told, notes=detail_notes(body, say, request))


def _status_key(status: int, say: Texts) -> str:
    if say.has(f"status.{status}.title"):
        return str(status)
    return {4: "4xx", 5: "5xx"}.get(status // 100, "other")


def _with_dropped(told: Explanation, exchange: Exchange, say: Texts) -> Explanation:
    """Add what the SDK dropped. It comes first where nothing else went wrong, and where LINE refused for want of it."""
    if not exchange.dropped or told.stopped_by not in ("nobody", "line"):
        return told
    method = send_method(exchange.path)
    request = method.request_class if method else exchange.dropped[0].model
    words = [dropped_fields.told(dropped, request, say) for dropped in exchange.dropped]
    names = say("list.comma").join(f"`{name}`" for dropped in exchange.dropped for name in dropped.names)
    body = exchange.response_json()
    behind = [w for w, dropped in zip(words, exchange.dropped, strict=True) if dropped_fields.is_behind(dropped, body)]
    if exchange.status == 400 and behind and told.key in _OF_THE_BODY:
        return _led_by(behind[0], replace(told, key="dropped", notes=(), source=None), names, exchange)
    if exchange.ok:
        return _led_by(words[0], told, names, exchange, others=words[1:])
    return replace(told, notes=(*told.notes, *(word.title for word in words)), dropped=names)


#: Refusals for what is in the body; of others (the token, the quota) what the SDK dropped is not the reason.
_OF_THE_BODY = ("rule.body_invalid", "rule.message_invalid", "rule.property_invalid")


def _led_by(
    word: DroppedWords, told: Explanation, names: str, exchange: Exchange, others: Sequence[DroppedWords] = ()
) -> Explanation:
    meaning = hide_people(word.meaning) if exchange.live else word.meaning
    notes = (*told.notes, *(f"{other.title} {other.todo}" for other in others))
    return replace(told, title=word.title, meaning=meaning, todo=word.todo, notes=notes, dropped=names)


def _is_reply(method: SendMethod | None) -> bool:
    """Whether it spends a reply token, so that sending it again is no use."""
    return method is not None and method.addressed_to == "reply_token"


def _no_answer(exchange: Exchange, say: Texts) -> Explanation:
    """No answer came: whether it is safe to send again depends on how it was sent (facts 6)."""
    method = send_method(exchange.path)
    if exchange.attempts and all(attempt.verdict == "unreachable" for attempt in exchange.attempts):
        key = "unreachable"
    elif method is None:
        key = "no_answer_data"
    elif _is_reply(method):
        key = "no_answer_reply"
    else:
        key = "no_answer_key" if exchange.request_headers.get("x-line-retry-key") else "no_answer_keyless"
    return _told(say, "network", f"network.{key}", _RETRY_PAGE)


# Exceptions -----------------------------------------------------------------------------------------------------


def _of_exception(error: BaseException, say: Texts) -> Explanation:
    for kind, tell in _TELLERS:
        if isinstance(error, kind):
            return tell(error, say)
    if _is_api_exception(error):
        return _api(error, say)
    if answer := raised_answer(error):
        return _by_status(answer.status, parse_error_body(answer.body), say)
    if found := _unexpected_argument(error, say):
        return found
    if known := mistake(error):
        return _of_mistake(known, error, say)
    return _package(error, say) if isinstance(error, ModuleNotFoundError) else _python(error, say)


def is_explained(error: BaseException) -> bool:
    """Whether a card says more of this error than Python does: it is the SDK's, LINE's, the network's, a known kind."""
    if isinstance(error, tuple(kind for kind, _ in _TELLERS)) or _is_api_exception(error):
        return True
    if raised_answer(error) is not None:
        return True
    return isinstance(error, Exception) and mistake(error) is not None


def _of_mistake(found: Mistake, error: BaseException, say: Texts) -> Explanation:
    values = {
        "type": type(error).__name__,
        "message": plain_message(error),
        **{name: _in_words(value, say) for name, value in found.values.items()},
    }
    link = _RETRY_PAGE if found.key == "network.no_answer" else None
    return _told(say, found.by, found.key, link, values)


def _in_words(value: Any, say: Texts) -> Any:
    if isinstance(value, tuple):
        return say("list.comma").join(f"`{name}`" for name in value)
    if isinstance(value, TypeName):
        return say(f"type.{value}") if say.has(f"type.{value}") else say("type.other", name=value)
    return value


def _is_api_exception(error: BaseException) -> bool:
    """Each package of the SDK (messaging, audience, insight …) has an ApiException of its own."""
    return any(base.__name__ == "ApiException" for base in type(error).__mro__)


def _api(error: Any, say: Texts) -> Explanation:
    return _by_status(int(error.status or 0), parse_error_body(error.body), say)


def _lab_error(error: Any, say: Texts) -> Explanation:
    return _told(say, "you", error.key, None, error.values)


def _not_possible(error: Any, say: Texts) -> Explanation:
    return _told(say, "you", f"not_possible.{error.key}", None, {"name": say.name(error.name)})


def _line_error(error: Any, say: Texts) -> Explanation:
    return _broken(error.rule, error.as_json(), say)


def _signature(error: Any, say: Texts) -> Explanation:
    return _told(say, "sdk", "sdk.signature", _SIGNATURE_PAGE)


def _never_called(error: Any, say: Texts) -> Explanation:
    values = {"given": error.given, "right": error.right.name, "line": error.right.line}
    return _told(say, "you", "you.handler_parentheses" if error.is_function else "you.never_called", None, values)


def _never_awaited(error: Any, say: Texts) -> Explanation:
    return _told(say, "you", "you.never_awaited", None, {"name": error.name})


def _validation(error: Any, say: Texts) -> Explanation:
    """Explain a model of the SDK that refused: the request never left, unless it is LINE's answer that did not fit."""
    if is_response(error):
        return _told(say, "sdk", "sdk.unreadable", _STATUS_PAGE)
    if known := validation_mistake(error):
        return replace(_of_mistake(known, error, say), link=reference_of(model_name(error)))
    name, found = model_name(error), sdk_problems(error)
    key = f"sdk.{found[0].kind}"
    title, todo = (_say_problem(found[0], part, say) for part in ("title", "todo"))
    notes = tuple(_say_problem(problem, "title", say) for problem in found) if len(found) > 1 else ()
    return Explanation("sdk", title, say("sdk.meaning", model=name), todo, reference_of(name), None, key, notes)


def _say_problem(problem: SdkProblem, part: str, say: Texts) -> str:
    permitted = say("list.comma").join(runs(problem.permitted))
    values = {"field": problem.field, "limit": problem.limit, "message": problem.message, "permitted": permitted}
    return say(f"sdk.{problem.kind}.{part}", **values)


def _unexpected_argument(error: BaseException, say: Texts) -> Explanation | None:
    """Explain an argument that a method of the SDK does not take, which the method itself says."""
    found = re.match(r"Got an unexpected keyword argument '(\w+)' to method (\w+)", str(error))
    if found is None or not isinstance(error, TypeError):
        return None
    argument, method = found.groups()
    if argument == "x_line_retry_key":
        return _told(say, "sdk", "sdk.reply_retry_key", _RETRY_PAGE, {"method": method})
    known = [name for f in frames(error) for name in f.f_locals.get("_all_params", ()) if not name.startswith("_")]
    right = next((name for name in known if argument in name), None)
    right = right or next(iter(get_close_matches(argument, known, n=1)), None)
    if right is not None:
        values = {"argument": argument, "method": method, "right": right}
        return _told(say, "sdk", "sdk.argument_near", reference_of(method), values)
    if inside := field_of_request(error, method, argument):
        values = {"argument": argument, "method": method, **inside}
        return _told(say, "sdk", "sdk.argument_inside", reference_of(method), values)
    return _told(say, "sdk", "sdk.argument", reference_of(method), {"argument": argument, "method": method})


def _network(error: Any, say: Texts) -> Explanation:
    """urllib3 gave up: before the request left, or waiting for the answer."""
    cause = getattr(error, "reason", None) or error
    if isinstance(cause, http.LocationValueError) or _host_lacks_scheme(error):
        return _told(say, "sdk", "sdk.bad_host", None)
    # A connection refused is NewConnectionError, which is a ConnectTimeoutError too: both mean "never left".
    if isinstance(cause, (http.ConnectTimeoutError, http.NewConnectionError, http.SSLError, http.ProxyError)):
        return _told(say, "network", "network.unreachable", None)
    method = send_method(str(getattr(error, "url", "") or "").partition("?")[0])
    key = "no_answer_reply" if _is_reply(method) else "no_answer"
    return _told(say, "network", f"network.{key}", _RETRY_PAGE)


def _host_lacks_scheme(error: BaseException) -> bool:
    """Whether the SDK was given an address such as ``api.line.me``, without ``https://`` before it."""
    urls = [f.f_locals.get("url") for f in frames(error) if module_of(f).startswith("linebot.")]
    return any(isinstance(url, str) and "://" not in url for url in urls)


def _package(error: Any, say: Texts) -> Explanation:
    return _told(say, "you", "you.package", None, {"package": error.name or plain_message(error)})


def _python(error: BaseException, say: Texts) -> Explanation:
    message = plain_message(error)
    values = {"type": type(error).__name__, "message": message}
    key = "you.python" if message else "you.python_bare"
    told = _told(say, "you", "you.python", None, values)
    return replace(told, title=say(f"{key}.title", **values))


def plain_message(error: BaseException) -> str:
    """Return the first line of an exception's message, without what changes from run to run or must not be seen."""
    lines = str(error).strip().splitlines()
    text = lines[0] if lines else ""
    text = hide_secrets(text)
    return text if len(text) <= 200 else text[:200] + "…"


_Teller = Callable[[Any, Texts], Explanation]

_TELLERS: tuple[tuple[type[BaseException], _Teller], ...] = (
    (LabError, _lab_error),
    (NotPossibleError, _not_possible),
    (LineError, _line_error),
    (InvalidSignatureError, _signature),
    (NeverCalledError, _never_called),
    (NeverAwaitedError, _never_awaited),
    (ValidationError, _validation),
    (http.HTTPError, _network),
)
