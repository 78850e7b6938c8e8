"""LINE's error bodies in plain words: the literal strings of facts 1.5, read back.

Needed where no rule travels beside the answer: against LINE itself, and for an exception without its exchange.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Any

from linebot.v3.messaging import Action, Message

from helpers.line.error_details import EMPTY
from helpers.line.fields.flex import IN_BASELINE, IN_BOX, flex_kind
from helpers.line.fields.kinds import Choice, Colour, Flag, Measure, ObjectOf, Parts, Ratio, Text, Whole
from helpers.line.fields.messages import UNENCODED
from helpers.line.limits import FLEX_LABEL_LENGTH
from helpers.line.slips import id_slip
from helpers.sdk.problems import snake
from helpers.sdk.schema import fields, variants
from helpers.text import Texts

_KNOWN: tuple[tuple[str, str], ...] = (
    (r"Authorization header required", "auth_missing"),
    (r"Authentication failed .*expired", "auth_expired"),
    (r"Authentication failed", "auth_invalid"),
    (r"Invalid reply token", "reply_token_invalid"),
    (r"The retry key is already accepted", "retry_key_accepted"),
    (r"You have reached your monthly limit", "quota"),
    (r"The API rate limit has been exceeded", "rate_limit"),
    (r"Failed to send messages", "push_to_unknown"),
    (r"You can't send messages to yourself", "push_to_self"),
    (r"Your account does not have enough friends", "not_enough_friends"),
    (r"Access to this API is not available", "account_not_entitled"),
    (r"The request method, ", "method_not_allowed"),
    (r"The content type, ", "content_type"),
    (r"The request body could not be parsed as JSON", "json_syntax"),
    (r"The property, 'to', ", "push_to_malformed"),
    (r"The property, '?to\[", "multicast_to_invalid"),
    (r"The property, ", "property_invalid"),
    (r"The request body has ", "body_invalid"),
    (r"A message \(messages\[", "message_invalid"),
)

#: Where `details` speak of a key in a text's braces, or of a pair.
_KEY = r"The key '(?P<name>[^']*)'"

_DETAILS: tuple[tuple[str, str], ...] = (
    (EMPTY, "empty"),
    (r"must be non-empty text", "empty"),
    (r"Size must be between (?P<low>\d+) and (?P<high>\d+)", "size"),
    (r"size must be between (?P<low>\d+) and (?P<high>\d+)", "length"),
    (r"Length must be between (?P<low>\d+) and (?P<high>\d+)", "length"),
    (r"Must be between (?P<low>\d+) and (?P<high>\d+)", "between"),
    (r"must not be longer than (?P<high>\d+) characters", "too_long"),
    (r"must not be more than (?P<high>\d+)", "at_most"),
    (r"must not be less than (?P<low>\d+)", "at_least"),
    (r"(?i)must be less than or equal to (?P<high>-?[\d.]+)", "maximum"),
    (r"(?i)must be greater than or equal to (?P<low>-?[\d.]+)", "minimum"),
    (r"Must be less than lt", "before_lt"),
    (r"Must be a positive value", "positive"),
    (r"lower limit exceeded", "lower_limit"),
    (r"Must be one of the following values: \[(?P<values>.*)\]", "one_of"),
    (r"Must be a valid HTTPS URL", "https"),
    (r"This message type is not available", "type_unavailable"),
    (r"must be a multiple of five", "multiple_of_five"),
    (r"Duplicate field '(?P<name>[^']*)'", "duplicate"),
    (r"invalid uri scheme", "uri_scheme"),
    (r"invalid uri", "uri"),
    (r"invalid unit", "unit"),
    (r"invalid property", "property"),
    (r"unknown field", "unknown_field"),
    (r"cannot contain null elements", "null"),
    (r"`label` must be specified", "label"),
    (r"must be specified", "unspecified"),
    (r"`text` or `contents` must be specified", "text_or_contents"),
    (r"At least one block must be specified", "block"),
    (r"`displayText` and `text` must not both be specified", "display_text"),
    (r"Must not be specified", "not_specified"),
    (r"mention must not be specified", "mention"),
    (r"'\{' and '\}' must be used in pairs", "braces"),
    (_KEY + r" enclosed in '\{\}' is not specified", "key_missing"),
    (_KEY + r".* does not match the pattern", "key_form"),
    (r"Must match the pattern '(?P<pattern>.*)'", "pattern"),
    (r"invalid datetime format", "datetime"),
    (r"invalid date time order", "date_order"),
    (r"bubbles of different sizes", "bubble_sizes"),
    (r"Too large flex message.* is (?P<high>\d+) KB", "flex_size"),
    (r"Must be the position of a '\$'", "emoji_place"),
    (r"Contains a word that may not be used", "forbidden_word"),
    (r"inconsistent number of actions", "same_actions"),
    (r"inconsistent use of title", "same_title"),
    (r"inconsistent use of image", "same_image"),
    (r"Only user id is acceptable", "user_id"),
    (r"Invalid characters are included in custom aggregation unit", "unit_characters"),
)

#: Fields whose address LINE itself opens: it must be https (facts 8). Any other is what a tap opens.
_OPENED_BY_LINE = re.compile(r"(?i)(?:url|baseUrl|imageUrl|iconUrl)$")


def known_rule(body: Any) -> str | None:
    """Return the key of the rule that an error body speaks of; None when its message is not one we know."""
    message = body.get("message") if isinstance(body, Mapping) else None
    if not isinstance(message, str):
        return None
    return next((key for pattern, key in _KNOWN if re.match(pattern, message)), None)


def detail_notes(body: Any, say: Texts, request: Any = None) -> tuple[str, ...]:
    """Return each element of ``details`` as a sentence, once; `request` is the body that was refused, if known."""
    inside = _message_of(body, request)
    found = [_note(message, where, say, inside) for message, where in _details(body)]
    notes = tuple(dict.fromkeys([*_other_types(body, request, say), *found]))
    return notes or _place(body, say, request)


def _other_types(body: Any, request: Any, say: Texts) -> Iterator[str]:
    """Tell of messages that lack what their ``type`` needs, because all that is there belongs to another type."""
    lacking = {where.partition(".")[0] for message, where in _details(body) if message == EMPTY and "." in where}
    kinds = {kind: {field.alias for field in fields(model)} for kind, model in variants(Message)[1].items()}
    for place in sorted(lacking):
        message = _at(request, place)
        kind = message.get("type") if isinstance(message, Mapping) else None
        if kind not in kinds or set(message) <= kinds[kind]:
            continue
        others = [other for other, known in kinds.items() if set(message) <= known]
        if others:
            yield say("detail.other_type", field=place, type=kind, other=others[0])


_PROPERTY = re.compile(r"The property, '?(.+?)'?, in the request body is invalid \(line: (\d+|-), column: (\d+|-)\)")


def _place(body: Any, say: Texts, request: Any) -> tuple[str, ...]:
    """Name the place that LINE's sentence names, with what is there; it gives no details besides."""
    found = _PROPERTY.match(str(body.get("message", ""))) if isinstance(body, Mapping) else None
    if found is None:
        return ()
    values = {"field": found[1], "line": found[2], "column": found[3]}
    value = _at(request, found[1])
    if found[1].partition("[")[0] == "to" and (slip := id_slip(value)):
        return (say(f"id.{slip}", field=found[1]),)
    if found[2] == "-":  # LINE says no more of values that it could read
        return ()
    if value is None:
        return (say("detail.at", **values),)
    kind = next(name for kind, name in _JSON_KINDS if isinstance(value, kind))
    return (say("detail.at_type", kind=say(f"json.{kind}"), **values),)


_JSON_KINDS: tuple[tuple[type, str], ...] = (
    (bool, "flag"), (str, "text"), (int, "number"), (float, "number"), (list, "list"), (object, "object"),
)  # fmt: skip


def _message_of(body: Any, request: Any) -> Any:
    """Return what the places in `details` begin at: the message spoken of (Flex: its contents), or the body."""
    found = (
        re.match(r"A message \((messages\[\d+\])\)", str(body.get("message", "")))
        if isinstance(body, Mapping)
        else None
    )
    return _at(request, found[1]) if found else request


def _details(body: Any) -> Iterator[tuple[str, str]]:
    details = body.get("details") if isinstance(body, Mapping) else None
    found = [d for d in details if isinstance(d, Mapping)] if isinstance(details, list) else []
    pairs = [(str(detail.get("message", "")), str(detail.get("property", ""))) for detail in found]
    for message, where in pairs:
        # LINE tells of one address that its form and its scheme are wrong; the scheme says what to do.
        if message != "invalid uri" or ("invalid uri scheme", where) not in pairs:
            yield message, where


def _note(message: str, where: str, say: Texts, request: Any) -> str:
    for pattern, key in _DETAILS:
        found = re.match(pattern, message)
        if found:
            field = say("detail.contents") if where == "/" else where
            values = {"field": field or say("detail.body"), **found.groupdict()}
            return say(f"detail.{_closer(key, where, values, request)}", **values)
    return say("detail.other", field=where, message=message) if where else say("detail.bare", message=message)


def _closer(key: str, where: str, values: dict[str, Any], request: Any) -> str:
    """Return the key of the sentence that fits this very field; `values` gets what that sentence needs besides."""
    if key in ("uri_scheme", "https", "uri") and _holds_unencoded(_at(request, where)):
        return "uri_characters"
    if key == "uri_scheme" and _OPENED_BY_LINE.search(where):
        return "https"
    if key in ("length", "too_long") and isinstance(text := _at(request, where), str):
        values["units"] = len(text.encode("utf-16-le")) // 2
        if len(text) <= int(values["high"]) < values["units"]:  # emoji made it too long (facts 7)
            return "utf16"
    if key in ("empty", "unspecified") and (written := _written_instead(where, request)):
        name = re.split(r"[./]", where)[-1]
        values |= {"written": written, "name": name}
        return "python_name" if written == snake(name) else "misspelt"
    return _of_flex(where, values, request) or key if key == "property" else key


def _written_instead(where: str, request: Any) -> str | None:
    """Return what is there instead of a missing field: its name in Python, ``alt_text``, or one spelt nearly so."""
    found = re.search(r"\w+$", where)
    if found is None:
        return None
    name, parent = found[0], where[: found.start()].rstrip("./")
    around = _at(request, parent) if parent else _root(where, request)
    if not isinstance(around, Mapping) or name in around:
        return None
    written = snake(name)
    if written != name and written in around:
        return written
    return next(iter(get_close_matches(name, list(map(str, around)), n=1, cutoff=0.85)), None)


def _root(where: str, request: Any) -> Any:
    return request.get("contents") if where.startswith("/") and isinstance(request, Mapping) else request


def _of_flex(where: str, values: dict[str, Any], request: Any) -> str | None:
    """Return the sentence about what a field of Flex takes; `values` gets it. None where the request is not known."""
    name = where.rpartition("/")[2]
    if name == "type":
        return "kind"
    if name == "label" and len(str(_at(request, where))) > FLEX_LABEL_LENGTH:
        values["high"] = FLEX_LABEL_LENGTH
        return "too_long"
    if re.search(r"[aA]ction$", where):
        values["values"] = ", ".join(variants(Action)[1])
        return "part"
    kind = flex_kind(request.get("contents") if isinstance(request, Mapping) else None, where)
    if isinstance(kind, Choice):
        values["values"] = ", ".join(kind.values)
        return "one_of"
    if isinstance(kind, Measure):
        values |= {"words": ", ".join(kind.words), "example": f"20{kind.units[0]}"}
        return "measure" if kind.words else "length_unit"
    if isinstance(kind, Parts) and not re.search(r"/\d+$", where):
        return "list"
    if isinstance(kind, Parts) or (isinstance(kind, ObjectOf) and kind.typed):
        box = _at(request, where.rpartition("/")[0].rpartition("/")[0])
        baseline = isinstance(box, Mapping) and box.get("layout") == "baseline"
        values["values"] = ", ".join(IN_BASELINE if baseline and kind.tables == IN_BOX else kind.tables)
        return "part"
    return {Colour: "colour", Flag: "flag", Whole: "whole", Ratio: "ratio", Text: "text"}.get(type(kind))


def _holds_unencoded(address: object) -> bool:
    """Whether an address begins as it should, and only holds a character that must be encoded."""
    known = r"(?i)https?://|(?:tel|line|mailto):"
    return isinstance(address, str) and bool(re.match(known, address) and UNENCODED.search(address))


def _at(value: Any, where: str) -> Any:
    """Return the value at a place as LINE writes it, ``messages[0].text``; None where the request has none there."""
    if where.startswith("/") and isinstance(value, Mapping):
        value = value.get("contents")
    for step in re.findall(r"[^.\[\]/]+", where):
        if isinstance(value, list):
            value = value[int(step)] if step.isdecimal() and int(step) < len(value) else None
        else:
            value = value.get(step) if isinstance(value, Mapping) else None
    return value


#: What beginners write that is no JSON, by how it looks; the first that fits is told.
_NO_JSON: tuple[tuple[str, str], ...] = (
    (r"\s*\Z", "empty"),
    ("\ufeff", "bom"),
    (r"[\w.%-]+=[^{\[]*\Z", "form"),
    (r"""(?s)\s*\{\s*'|.*[{,:\[]\s*'""", "single_quotes"),
    (r"(?s).*[{,:\[]\s*[“”„]", "wide_quotes"),
    (r"(?s).*[:,\[]\s*(?:True|False|None)\s*[,}\]]", "python_words"),
    (r"(?s).*[{,]\s*(?://|/\*|#)", "comment"),
    (r"(?s).*,\s*[}\]]", "last_comma"),
    (r"(?s).*[{,]\s*[A-Za-z_]\w*\s*:", "bare_key"),
)


#: What Python says of a character inside a text.
_IN_TEXTS = (("Invalid control character", "control"), ("Invalid \\", "escape"))


def json_cause(text: str) -> str | None:
    """Return which slip makes a body no JSON, as the key of its sentence; None where it does not show."""
    if "\ufffd" in text or "\x00" in text:  # what could not be read as UTF-8 is kept as U+FFFD
        return "encoding"
    try:
        return None if isinstance(json.loads(text), dict) else "no_object"
    except RecursionError:  # thousands of levels
        return None
    except ValueError as error:
        if inside := next((key for words, key in _IN_TEXTS if str(error).startswith(words)), None):
            return inside
        outside = re.sub(r'"(?:[^"\\\n]|\\.)*"', "", text)  # what stands in quotation marks is no fault of its form
        if '"' in outside:  # a text that does not end, or holds quotation marks: what follows may be words
            return None
        return next((key for pattern, key in _NO_JSON if re.match(pattern, outside)), None)


def parse_error_body(body: object) -> Any:
    """Return an error body (text or bytes) as data; None when it is not JSON."""
    try:
        return json.loads(body) if isinstance(body, (str, bytes)) else None
    except ValueError:
        return None
