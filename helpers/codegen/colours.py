"""Code in colours, as HTML: strings, comments, keywords, numbers and names that are called, told apart by regexes.

Enough for the code that `helpers.codegen.snippets` writes; no lexer is needed, so this works in the browser edition,
where most of pygments is left out.
"""

from __future__ import annotations

import keyword
import re
from collections.abc import Iterator
from functools import cache
from html import escape

_STRING = r'"""[\s\S]*?"""|"(?:\\.|[^"\\\n])*"' + r"|'(?:\\.|[^'\\\n])*'"
_NUMBER = r"(?<![\w.-])-?\d+(?:\.\d+)?\b"

#: The parts of a language that get a colour, in the order in which they are tried.
_PYTHON = {
    "comment": r"#[^\n]*",
    "string": rf"\b[frb]?(?:{_STRING})|(?:{_STRING})",
    "word": rf"(?<![\w.])(?:{'|'.join(keyword.kwlist)})\b",
    "name": r"\b[A-Za-z_]\w*(?=\()",
    "number": _NUMBER,
}
_SHELL = {
    "comment": r"(?m:^#[^\n]*)",
    "string": r"'[^']*'|\"(?:\\.|[^\"\\])*\"",
    "word": r"(?m:^(?:curl|export)\b)|(?<!\S)--?[A-Za-z][\w-]*",
    "name": r"\$\{?\w+(?:[:-][^}\s]*)?\}?",
}
_POWERSHELL = {
    "comment": r"(?m:^#[^\n]*)",
    "string": r"@'[\s\S]*?\n'@|@\"[\s\S]*?\n\"@|'[^']*'|\"[^\"\n]*\"",
    "word": r"(?<!\S)-[A-Za-z]\w*|\b(?:if|else|try|catch|throw|foreach|param)\b",
    "name": r"\$[\w:]+|\b[A-Z]\w+-[A-Z]\w+\b",
}
_JSON = {
    "name": r'"(?:\\.|[^"\\\n])*"(?=\s*:)',
    "string": r'"(?:\\.|[^"\\\n])*"',
    "number": r"-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?",
    "word": r"\b(?:true|false|null)\b",
}
_LANGUAGES = {"python": _PYTHON, "curl": _SHELL, "powershell": _POWERSHELL, "json": _JSON}


def coloured(code: str, language: str) -> str:
    """Return code as HTML, its parts in ``<span class="lab-c-string">`` and the like. The text is the code's.

    `language` is one of `helpers.codegen.snippets.CODE_LANGUAGES`; raises KeyError for another one.

    >>> coloured('{"to": null}', "json")
    '{<span class="lab-c-name">&quot;to&quot;</span>: <span class="lab-c-word">null</span>}'
    """
    return "".join(_pieces(code, _pattern(language.partition("-")[0])))


def _pieces(code: str, pattern: re.Pattern[str]) -> Iterator[str]:
    end = 0
    for found in pattern.finditer(code):
        yield escape(code[end : found.start()])
        yield f'<span class="lab-c-{found.lastgroup}">{escape(found[0])}</span>'
        end = found.end()
    yield escape(code[end:])


@cache
def _pattern(language: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?P<{part}>{rule})" for part, rule in _LANGUAGES[language].items()))
