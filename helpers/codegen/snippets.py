"""A draft as code: Python, Python that shows the status, a whole Python file, curl, PowerShell, JSON.

Each does what the panel's send button does, and each runs as it is: the Python forms in a notebook where
``line_bot_api`` is the lab's, the others anywhere. The token is never in them: it comes from the environment. Where
LINE is comes from ``LINE_API_BASE``, so the same file also talks to a practice platform.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from typing import Any

from pydantic.v1 import BaseModel, ValidationError
from pydantic.v1.fields import SHAPE_DICT, SHAPE_LIST

from helpers.codegen.python_source import (
    Bracket,
    CodeNode,
    array,
    call,
    dict_source,
    imports,
    is_readable,
    layout,
    literal,
)
from helpers.sdk.schema import Field, fields
from helpers.sdk.validation import concrete
from helpers.session.draft import Draft
from helpers.settings import BASE_URL, LINE, TOKEN

_MESSAGING = "linebot.v3.messaging"


def code(draft: Draft, language: str) -> str:
    """Return the draft in one of CODE_LANGUAGES, without a line break at the end. Raises ValueError for another one."""
    if language not in _WRITERS:
        raise ValueError(f"no code in {language!r}: choose one of {', '.join(CODE_LANGUAGES)}")
    return _WRITERS[language](draft)


# Python ---------------------------------------------------------------------------------------------------------


class _Expressions:
    """JSON as expressions of the SDK's classes; `used` collects the classes to import."""

    def __init__(self) -> None:
        self.used: set[str] = set()

    def of(self, model: type[BaseModel], value: Any) -> CodeNode:
        """One object: ``TextMessage(text="…")``, or ``from_dict`` where the class would not take it as it is."""
        kind = concrete(model, value) if isinstance(value, Mapping) else None
        if kind is None or not _fits(kind, value):
            return self._from_dict(kind or model, value)
        self.used.add(kind.__name__)
        known = {field.alias: field for field in fields(kind)}
        given = [(known[alias], item) for alias, item in value.items() if not _goes_unsaid(kind, known[alias], item)]
        return call(kind.__name__, {field.name: self._member(field, item) for field, item in given})

    def _member(self, field: Field, value: Any) -> CodeNode:
        if field.model is None:
            return literal(value)
        if field.shape == SHAPE_LIST:
            return array(self._item(field.model, item) for item in value)
        if field.shape == SHAPE_DICT:
            return dict_source({key: self._item(field.model, item) for key, item in value.items()})
        return self.of(field.model, value)

    def _item(self, model: type[BaseModel], value: Any) -> CodeNode:
        return literal(None) if value is None else self.of(model, value)

    def _from_dict(self, model: type[BaseModel], value: Any) -> CodeNode:
        self.used.add(model.__name__)
        return call(f"{model.__name__}.from_dict", {}, literal(value))

    def with_plain_dicts(self, model: type[BaseModel], body: Mapping[str, Any]) -> CodeNode:
        """Return the request with its messages as dictionaries: what many write first (facts 11.2)."""
        self.used.add(model.__name__)
        names = {field.alias: field.name for field in fields(model)}
        return call(model.__name__, {names[alias]: literal(value) for alias, value in body.items() if alias in names})


def _fits(kind: type[BaseModel], value: Mapping[str, Any]) -> bool:
    """Whether the class's own arguments can say what ``from_dict`` would make of the object."""
    known = {field.alias: field for field in fields(kind)}
    return not set(value) - set(known) and all(_field_fits(kind, f, value.get(f.alias)) for f in known.values())


def _field_fits(kind: type[BaseModel], field: Field, value: Any) -> bool:
    if value is None:
        # ``from_dict`` refuses a missing ``type``; the class's own default would fill it in.
        checked = kind.__fields__[field.name]
        return checked.allow_none or checked.default is None
    if field.model is not None and field.shape in (SHAPE_LIST, SHAPE_DICT):
        return isinstance(value, list if field.shape == SHAPE_LIST else Mapping)
    return True


def _goes_unsaid(kind: type[BaseModel], field: Field, value: Any) -> bool:
    """Null, and what the class fills in by itself: ``type``, a ``notificationDisabled`` of false."""
    default = kind.__fields__[field.name].default
    return value is None or (type(value) is type(default) and value == default)


def _request(draft: Draft, method: str) -> tuple[Bracket, set[str]]:
    """``line_bot_api.push_message(PushMessageRequest(...), x_line_retry_key=...)`` and the classes in it."""
    write = _Expressions()
    model = draft.method.request_class
    request = write.with_plain_dicts(model, draft.body) if draft.plain_dicts else write.of(model, draft.body)
    key = {} if draft.retry_key is None else {"x_line_retry_key": literal(draft.retry_key)}
    return call(f"line_bot_api.{method}", key, request), write.used


_SHOW = """\
print(response.status_code)
print(response.headers["x-line-request-id"])
print(response.raw_data)"""


def _python(draft: Draft) -> str:
    send, used = _request(draft, draft.method.sdk_method)
    return f"{imports(_MESSAGING, used)}\n\n{layout(send)}"


def _python_status(draft: Draft) -> str:
    send, used = _request(draft, f"{draft.method.sdk_method}_with_http_info")
    return f"{imports(_MESSAGING, used)}\n\nresponse = {layout(send, used=len('response = '))}\n{_SHOW}"


def _python_file(draft: Draft) -> str:
    """As LINE's own samples of the SDK are built."""
    send, used = _request(draft, f"{draft.method.sdk_method}_with_http_info")
    body = f"response = {layout(send, indent=4, used=len('response = '))}\n" + _SHOW.replace("print", "    print")
    return (
        f"import os\n\n{imports(_MESSAGING, used | {'ApiClient', 'Configuration', 'MessagingApi'})}\n\n"
        f"configuration = Configuration(\n"
        f'    host=os.environ.get("{BASE_URL}", "{LINE}"),\n'
        f'    access_token=os.environ["{TOKEN}"],\n'
        f")\n\n"
        f"with ApiClient(configuration) as api_client:\n"
        f"    line_bot_api = MessagingApi(api_client)\n"
        f"    {body}"
    )


# What goes over the wire ----------------------------------------------------------------------------------------


def _json(draft: Draft) -> str:
    """Return the JSON body: as it was written; of plain dictionaries, what the SDK leaves of them."""
    return _escape_invisible(json.dumps(_wire_body(draft), ensure_ascii=False, indent=2))


def _wire_body(draft: Draft) -> Mapping[str, Any]:
    if draft.plain_dicts:
        try:
            return draft.wire()
        except ValidationError:
            pass
    return draft.body


def _escape_invisible(text: str) -> str:
    """JSON escapes for what cannot be seen or, a surrogate alone, not be written in UTF-8. Layout stays."""
    return "".join(c if is_readable(c) or c == "\n" else _json_escape(c) for c in text)


def _json_escape(character: str) -> str:
    units = character.encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{units[i : i + 4]}" for i in range(0, len(units), 4))


def _curl(draft: Draft) -> str:
    """For sh, bash and zsh. ``-i`` shows status and headers; ``-v`` would show the token as well."""
    retry = [] if draft.retry_key is None else [f"-H {sh_quoted(f'X-Line-Retry-Key: {draft.retry_key}')}"]
    parts = [
        f'curl -i -X POST "${{{BASE_URL}:-{LINE}}}{draft.method.path}"',
        f'-H "Authorization: Bearer ${TOKEN}"',
        '-H "Content-Type: application/json"',
        *retry,
        f"-d {sh_quoted(_json(draft))}",
    ]
    return " \\\n  ".join(parts)


def sh_quoted(text: str) -> str:
    r"""One word of a POSIX shell, whatever is in it: between single quotes nothing has a meaning.

    >>> print(sh_quoted("it's $5"))
    'it'\''s $5'
    """
    return "'" + text.replace("'", "'\\''") + "'"


def _powershell(draft: Draft) -> str:
    """For Windows PowerShell 5 and PowerShell 7 alike.

    Not ``curl.exe``: the two hand quotes in an argument, and text in a pipe, to a program differently (5 loses the
    quotes and may put a byte order mark before the text). Here nothing leaves PowerShell: a here-string takes any
    line that does not begin with its end mark, which no line of JSON does, and the body is sent as UTF-8 bytes, since
    5 would send a string as Latin-1. When LINE refuses, both show LINE's body in the error.
    """
    retry = "" if draft.retry_key is None else f"    'X-Line-Retry-Key' = {ps_quoted(draft.retry_key)}\n"
    return (
        f"$base = if ($env:{BASE_URL}) {{ $env:{BASE_URL} }} else {{ '{LINE}' }}\n"
        f"$body = @'\n{_json(draft)}\n'@\n"
        f"$request = @{{\n"
        f"  Method = 'Post'\n"
        f'  Uri = "$base{draft.method.path}"\n'
        f"  Headers = @{{\n"
        f"    'Authorization' = \"Bearer $env:{TOKEN}\"\n"
        f"{retry}"
        f"  }}\n"
        f"  ContentType = 'application/json'\n"
        f"  Body = [System.Text.Encoding]::UTF8.GetBytes($body)\n"
        f"  UseBasicParsing = $true\n"
        f"}}\n"
        f"Invoke-WebRequest @request"
    )


def ps_quoted(text: str) -> str:
    """Return a PowerShell string in which nothing has a meaning; its curly single quotes end one too, so they double.

    >>> print(ps_quoted("it's $5"))
    'it''s $5'
    """
    return "'" + re.sub("(['\u2018\u2019\u201a\u201b])", r"\1\1", text) + "'"


_WRITERS: dict[str, Callable[[Draft], str]] = {
    "python": _python,
    "python-status": _python_status,
    "python-file": _python_file,
    "curl": _curl,
    "powershell": _powershell,
    "json": _json,
}
#: The keys `code` takes, in the order of the tabs.
CODE_LANGUAGES = tuple(_WRITERS)
