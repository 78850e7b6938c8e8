"""What Python cannot read in a cell: the slips a beginner makes with the lab, read off the error and the line itself.

Python's own words differ from version to version and often say only "invalid syntax"; so the line is looked at as well.
What is no such slip is left to Python: `syntax_mistake` returns None.
"""

from __future__ import annotations

import ast
import keyword
import linecache
import re
import sys
import unicodedata
from collections.abc import Callable, Iterator

from helpers.explain.mistake import Mistake
from helpers.explain.trace import CELL, short_name
from helpers.sdk.names import is_written_in_sdk, keyword_field

#: What a notebook compiles with, besides what makes Python say of any open bracket only "incomplete input".
_FLAGS = ast.PyCF_ONLY_AST | ast.PyCF_ALLOW_TOP_LEVEL_AWAIT
#: Python's characters for those of Chinese keyboards and of word processors that are not their wide form.
_NARROW = {"“": '"', "”": '"', "‘": "'", "’": "'", "「": '"', "」": '"', "『": '"', "』": '"', "、": ",", "。": ".",
           "【": "[", "】": "]", "《": "<", "》": ">", "–": "-", "—": "-", "−": "-", "×": "*", "÷": "/"}  # fmt: skip
#: Wide characters that stand in sentences, never in a program: around them is text without quotes.
_SENTENCE = "！？～。"
_STRING = re.compile(r"""(?P<quote>'''|\"\"\"|'|")(?:\\.|(?!(?P=quote)).)*(?:(?P=quote)|$)""", re.DOTALL)
_NAMES = re.compile(r"[^\W\d]\w*(?:(?:[ \t]+|-)[^\W\d]\w*)+")
_WORDS_IN_ROW = r"[^\W\d]\w*(?:[ \t]+[^\W\d]\w*)+"
_WIDE = (
    r"[^\x00-\x7f]+(?:[ \t]+[\w]+)+|\w+[ \t]+[^\x00-\x7f]+\w*",
    rf"(?<=\w=)[ \t]*{_WORDS_IN_ROW}(?=\s*[,)\]]|\s*$)|(?<=\w = ){_WORDS_IN_ROW}\s*$",
)
_SHELL = re.compile(r"\s*(?:[$>]\s+\w|(?:curl|npm|npx|pip3?|python3?|py|git|ngrok|sudo|export|conda|uv)\s+[\w./~:-]*)")
_JAVASCRIPT = re.compile(
    r"\s*(?:const|let|var)\s+\w+\s*=|\bnew\s+[A-Z]\w*\s*\(|=>|&&|\|\||===|!==|^\s*(?:async\s+)?function\b|^\s*//|\w\s*\+\+\s*;?$"
)


def syntax_mistake(error: SyntaxError) -> Mistake | None:
    """Return which slip an error of Python's reader comes from; None for what is no beginner's slip with the lab."""
    if error.filename != "<tokenize>" and short_name(error.filename or "") != CELL:
        return None  # of a file that was imported, or of a text given to eval()
    source = _source(error)
    error = _plainer(error, source)
    line = error.text or (source[error.lineno - 1] if error.lineno and error.lineno <= len(source) else "")
    before = source[: (error.lineno or 1) - 1]
    for tell in (_other_language, _by_words, _by_line):
        if found := tell(error, line.rstrip("\n")) or _after_decorator(error, before):
            return Mistake(f"you.syntax.{found.key}", {"line": error.lineno or 1, **found.values})
    return None


def _after_decorator(error: SyntaxError, before: list[str]) -> Mistake | None:
    """Tell that the line after ``@handler.add(...)`` is no function."""
    above = next((line for line in reversed(before) if line.strip()), "")
    return Mistake("decorator") if error.msg == "invalid syntax" and re.match(r"\s*@\w", above) else None


def _source(error: SyntaxError) -> list[str]:
    """Return the lines of what could not be read, as far as they are kept."""
    return linecache.getlines(error.filename) if error.filename else []


def _plainer(error: SyntaxError, source: list[str]) -> SyntaxError:
    """Return the error without what notebooks add: of an open bracket they say only that the input is incomplete."""
    if not str(error.msg).startswith("incomplete input") or not source:
        return error
    try:
        compile("".join(source), error.filename or "", "exec", _FLAGS)
    except SyntaxError as plainer:
        return plainer
    return error


# Python's own words ---------------------------------------------------------------------------------------------------


def _by_words(error: SyntaxError, line: str) -> Mistake | None:
    for pattern, tell in _WORDS:
        if (found := re.match(pattern, str(error.msg))) and (known := tell(found, error, line)):
            return known
    return None


def _always(key: str) -> Callable[[re.Match[str], SyntaxError, str], Mistake]:
    """Return what tells one kind, filled in with the groups of its pattern."""
    return lambda found, _, __: Mistake(key, found.groupdict())


def _character(found: re.Match[str], error: SyntaxError, line: str) -> Mistake:
    return _of_character(chr(int(found["code"], 16)), line)


def _after_digit(found: re.Match[str], error: SyntaxError, line: str) -> Mistake | None:
    """``[1，2]``: Python 3.10 calls the number wrong, not the character after it."""
    beside = re.search(r"\d([^\x00-\x7f])", _code(line))
    return _of_character(beside[1], line) if beside else _unquoted_code(line)


def _of_character(char: str, line: str) -> Mistake:
    right = unicodedata.normalize("NFKC", _NARROW.get(char, char))
    if char.isspace() or unicodedata.category(char) in ("Cf", "Zs", "Cc"):
        return Mistake("blank", {"code": f"U+{ord(char):04X}"})
    if char in _SENTENCE or right == char or not right.isascii():
        return Mistake("unquoted", {"text": _around(line, char)})
    return Mistake("quotes" if right in "\"'" else "character", {"char": char, "right": right})


def _around(line: str, char: str) -> str:
    """Return the run of text without quotes that a character stands in."""
    at = max(line.find(char), 0)
    start = max((line.rfind(mark, 0, at) for mark in "=(,[{:"), default=-1) + 1
    end = min((i for i in (line.find(mark, at) for mark in "),]}") if i >= 0), default=len(line))
    return line[start:end].strip()


def _colon(found: re.Match[str], error: SyntaxError, line: str) -> Mistake:
    if re.match(r"\s*else\s+if\b", line):
        return Mistake("else_if")
    if compares := _compares(line):
        return compares
    word = re.match(r"\s*(?:async\s+)?(\w+)", line)
    return Mistake("colon", {"word": word[1] if word else "..."})


def _compares(line: str) -> Mistake | None:
    found = re.match(r"\s*(?:if|elif|while)\s+(.+?)\s*(?<![=!<>:])=(?!=)\s*([^:]+)", _code(line))
    return Mistake("compare", {"name": found[1].strip()}) if found else None


def _indent_missing(found: re.Match[str], error: SyntaxError, line: str) -> Mistake:
    return Mistake("indent_missing", {"word": found["word"].replace("function", "def"), "after": found["after"]})


def _positional(found: re.Match[str], error: SyntaxError, line: str) -> Mistake:
    return Mistake("positional")


def _assigned(found: re.Match[str], error: SyntaxError, line: str) -> Mistake | None:
    """Tell what cannot be assigned to: a name with a hyphen, one in quotes, a pair of a dict."""
    code = _code(line)
    if known := _spaced(line):
        return known
    if pair := re.search(r"""[(,]\s*(['"])(\w+)\1\s*=(?!=)""", line):
        return Mistake("quoted_name", {"name": pair[2]})
    if compares := _compares(line):
        return compares
    if re.search(r"\{[^(]*(?<![=!<>:])=(?!=)", code):
        name = re.search(r"""\{\s*['"]?(\w+)""", line)
        return Mistake("dict_equals", {"name": name[1] if name else "..."})
    if re.match(r"\s*\w+\s*=[^=].*,\s*\w+\s*=", code):
        return Mistake("outside_call")
    return None


_WORDS: tuple[tuple[str, Callable[[re.Match[str], SyntaxError, str], Mistake | None]], ...] = (
    (r"invalid (?:non-printable )?character .*U\+(?P<code>[0-9A-Fa-f]+)", _character),
    (r"'(?P<open>[(\[{])' was never closed", _always("open")),
    (r"closing parenthesis '(?P<close>.)' does not match opening parenthesis '(?P<open>.)'", _always("mismatch")),
    (r"unmatched '(?P<close>[)\]}])'", _always("unmatched")),
    (r"unterminated (?:f-|t-)?(?:string|triple-quoted)", _always("string")),
    (r"f-string|t-string", _always("f_string")),
    (r"expected ':'", _colon),
    (r"(?:unindent does not match|unexpected unindent)", _always("indent_uneven")),
    (r"expected an indented block after '?(?P<word>\w+)'? .*on line (?P<after>\d+)", _indent_missing),
    (r"unexpected indent", _always("indent_unexpected")),
    (r"inconsistent use of tabs", _always("indent_tabs")),
    (r"'(?P<word>await|async with|async for)' outside (?:async )?function", _always("await_outside")),
    (r"asynchronous comprehension outside", lambda *_: Mistake("await_outside", {"word": "await"})),
    (r"'(?P<word>return|yield)' outside function", _always("outside_function")),
    (r"positional argument follows keyword argument", _positional),
    (r"keyword argument repeated: (?P<name>\w+)", _always("repeated")),
    (r"Missing parentheses in call to '(?P<name>\w+)'", _always("call_parentheses")),
    (r"expected 'except' or 'finally' block", _always("try")),
    (r"(?:illegal target for annotation|only single target)", _always("bare_pairs")),
    (r"multiple exception types must be parenthesized", lambda _, __, line: _except_as(line)),
    (r"invalid decimal literal", _after_digit),
    (r"(?:leading zeros|invalid (?:octal|hexadecimal) literal)", lambda _, __, line: _unquoted_code(line)),
    (r"Expected one or more names after 'import'", lambda *_: Mistake("import_form")),  # Python 3.13 on
    (r"Did you mean to use 'from \.\.\. import", lambda _, __, line: _import_form(line)),  # Python 3.13 on
    (r"(?:expression cannot contain assignment|cannot assign to|invalid syntax\. Maybe you meant '==')", _assigned),
)


# The line itself ------------------------------------------------------------------------------------------------------


def _other_language(error: SyntaxError, line: str) -> Mistake | None:
    """Tell a command, an HTTP request and JavaScript: LINE's documentation shows them all."""
    if isinstance(error, IndentationError):
        return None
    if re.match(r"\s*(?:GET|POST|PUT|DELETE)\s+(?:https?:|/)", line):
        return Mistake("http")
    if found := _SHELL.match(line):
        command = found[0].split()[0]
        key = "shell_pip" if command in ("pip", "pip3") else "shell"
        return Mistake(key, {"command": command}) if "=" not in found[0] else None
    return Mistake("javascript") if _JAVASCRIPT.search(_code(line)) else None


def _by_line(error: SyntaxError, line: str) -> Mistake | None:
    """Tell what "invalid syntax" comes from."""
    if not re.match("invalid syntax|':' expected|[Ee]xpected|unexpected EOF|cannot", str(error.msg)):
        return None
    for tell in _LINES:
        if known := tell(line):
            return known
    if "forgot a comma" in str(error.msg) or _neighbours(line, error.offset or 0):
        return Mistake("comma")
    return None


def _reserved(line: str) -> Mistake | None:
    """Tell a field whose name is a word of Python, which the SDK writes another way: ``and`` is ``var_and``."""
    for found in re.finditer(r"[(,.]\s*(\w+)\s*=(?!=)", _code(line)):
        if keyword.iskeyword(found[1]):
            right = keyword_field(found[1])
            return Mistake("reserved", {"name": found[1], "right": right}) if right else None
    return None


def _spaced(line: str) -> Mistake | None:
    """Tell a name written with a blank or a hyphen where Python has an underscore, or none."""
    for found in _NAMES.finditer(_code(line)):
        for words in _runs(re.split(r"[ \t]+|-", found[0])):
            right = next((name for name in ("_".join(words), "".join(words)) if _is_known(name)), None)
            if right is not None:
                written = re.search(r"[ \t]*[ \t-][ \t]*".join(words), found[0])
                return Mistake("spaced", {"name": written[0] if written else " ".join(words), "right": right})
    return None


def _runs(words: list[str]) -> Iterator[list[str]]:
    """Every run of at least two neighbouring words none of which is Python's own, the longest first."""
    for length in range(len(words), 1, -1):
        for start in range(len(words) - length + 1):
            run = words[start : start + length]
            if not any(keyword.iskeyword(word) for word in run):
                yield run


def _is_known(name: str) -> bool:
    """Whether the SDK has the name, or an earlier cell made it."""
    return is_written_in_sdk(name) or name in vars(sys.modules["__main__"])


def _pair_in_call(line: str) -> Mistake | None:
    """``f("to": x)``: a pair as JSON writes it, among the arguments of a call."""
    found = re.search(r"""\w\(\s*(?:[^{}()\[\]]*?,)??\s*(['"]?)(\w+)\1\s*:""", line)
    return Mistake("pair_in_call", {"name": found[2]}) if found and "lambda" not in line else None


def _unquoted_code(line: str) -> Mistake | None:
    """Tell an address, an id, a key or a token that stands outside of quotes."""
    found = re.search(
        r"https?:/?/?[^\s,)]*|\b[0-9a-fA-F]{4,8}-[\w-]{8,}|(?<==)\s*(?:[\w/+]{30,}|\w*[/+][\w/+]*)=*\s*$",
        _blanked(line),
    )
    return Mistake("unquoted", {"text": _short(found[0].strip())}) if found else None


def _short(text: str) -> str:
    """Return the beginning of what may be a token: it is never shown whole."""
    return text if len(text) <= 24 else text[:8] + "…"


def _wide_text(line: str) -> Mistake | None:
    """Words outside of quotes where a value belongs: Chinese ones, or several after ``=``."""
    code = _code(line)
    found = next(filter(None, (re.search(pattern, code) for pattern in _WIDE)), None)
    words = found[0].split() if found else []
    return None if not words or any(map(keyword.iskeyword, words)) else Mistake("unquoted", {"text": " ".join(words)})


def _broken_string(line: str) -> Mistake | None:
    """Tell that a quotation mark inside a text ended it: right after the text comes a word."""
    found = re.search(r"""(['"])_*\1(?=[^\W\d])|(?<=[^\W\d_])(?<![fFrRbBuU])['"]""", _blanked(line))
    return Mistake("string") if found else None


def _decorator(line: str) -> Mistake | None:
    return Mistake("decorator") if re.match(r"\s*@\w+", line) else None


def _value_missing(line: str) -> Mistake | None:
    found = re.search(r"(\w+)\s*=\s*(?:[,)\]}]|$)", _code(line))
    return Mistake("value_missing", {"name": found[1]}) if found else None


def _else_if(line: str) -> Mistake | None:
    return Mistake("else_if") if re.match(r"\s*else\s+if\b", line) else None


def _colon_missing(line: str) -> Mistake | None:
    """``while True print(1)``: the line begins a block and has no colon."""
    code = _code(line)
    found = re.match(r"\s*(if|elif|else|for|while|def|class|with|try|except|finally)\b(?!\s*=)", code)
    if not found or ":" in code:
        return None
    return Mistake("def_parentheses") if found[1] == "def" and "(" not in code else Mistake("colon", {"word": found[1]})


def _def_without_parentheses(line: str) -> Mistake | None:
    return Mistake("def_parentheses") if re.match(r"\s*(?:async\s+)?def\s+\w+\s*:", line) else None


def _import_form(line: str) -> Mistake | None:
    """``import X from y`` as in JavaScript, ``import y X``, or the package's name instead of the module's."""
    if re.match(r"\s*(?:from|import)\s+line-bot-sdk", line):
        return Mistake("package")
    if re.match(r"\s*from\s+[\w.]+(?:\s*$|\s+import\s*$|\s+(?!import\b)\w)", line):
        return Mistake("import_form")
    return Mistake("import_form") if re.match(r"\s*import\s+[\w.{} ]+\s+\w+", line) and " as " not in line else None


def _call_without_parentheses(line: str) -> Mistake | None:
    found = re.match(r"\s*(?:\w+\s*=\s*)?(?:await\s+)?(?:\w+\.)+(\w+)[ \t]+['\"\w]", _code(line))
    return Mistake("call_parentheses", {"name": found[1]}) if found else None


def _comma_twice(line: str) -> Mistake | None:
    return Mistake("comma_twice") if re.search(r"[,(\[{]\s*,", _code(line)) else None


def _comma_of_pairs(line: str) -> Mistake | None:
    """``{"type": "text" "text": "a"}``: two texts side by side, the second the key of the next pair."""
    found = re.search(r"""(?:(['"])_*\1|[\w)\]}])\s+(['"])_*\2\s*:""", _blanked(line)) if "{" in line else None
    return Mistake("comma") if found else None


def _except_as(line: str) -> Mistake | None:
    found = re.match(r"\s*except\s+([\w.]+)\s*,?\s+(?!as\b)(\w+)\s*:", line)
    return Mistake("except_as", {"kind": found[1], "name": found[2]}) if found else None


def _dict_colon(line: str) -> Mistake | None:
    """``{"to" mei}`` or ``{"to", mei: 1}``: a key of a dict without its colon."""
    found = re.search(r"""[{,]\s*(['"])(\w+)\1\s*(?:[\w"'\[{]|,)""", line)
    return Mistake("dict_colon", {"name": found[2]}) if found and "{" in line else None


_LINES: tuple[Callable[[str], Mistake | None], ...] = (
    _reserved, _spaced, _import_form, _pair_in_call, _unquoted_code, _else_if, _def_without_parentheses, _colon_missing,
    _wide_text, _broken_string, _decorator, _value_missing, _comma_twice, _call_without_parentheses, _comma_of_pairs,
    _except_as, _dict_colon,
)  # fmt: skip


def _neighbours(line: str, offset: int) -> bool:
    """Whether two values stand side by side at the place of the error, inside brackets or in an import."""
    before, after = line[: offset - 1], line[offset - 1 :]
    beside = re.search(r"[\w)\]}'\"]\s+$", before) and re.match(r"[\w'\"\[{(]", after)
    return bool(beside) and (before.count("(") > before.count(")") or bool(re.match(r"\s*from\s.+\simport\s", line)))


def _code(line: str) -> str:
    """Return a line with the insides of its texts and its comment blanked, every character in its place."""
    return re.sub(r"(?<!\S)#.*", lambda found: " " * len(found[0]), _blanked(line))


def _blanked(line: str) -> str:
    return _STRING.sub(lambda found: found[0][0] + "_" * (len(found[0]) - 2) + found[0][-1:], line)
