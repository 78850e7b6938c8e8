"""The stage as HTML: the code at the left, what came of it under it, phones at the right, tiles and steps below."""

from __future__ import annotations

import ast
import unicodedata
from collections.abc import Iterable, Iterator

from helpers.codegen.colours import coloured
from helpers.line.phones import Phone
from helpers.panels.kit.faces import face
from helpers.panels.kit.markup import esc, rich
from helpers.panels.results.card import Card, request_line, status_words
from helpers.panels.results.message_preview.context import PreviewContext
from helpers.panels.results.message_preview.styles import message_style
from helpers.panels.results.phones import phone_html
from helpers.panels.results.route import path
from helpers.panels.stage.performance import HANDS_MOST, Performance, StageMoment
from helpers.text import Texts, plain

#: The import lines are drawn this much smaller: the room need not read them.
_SMALL = 0.6


def stage_html(played: Performance, say: Texts) -> str:
    """Return all that is on the stage."""
    large = [phone for name in played.moment.featured for phone in played.moment.phones if phone.name == name]
    return (
        f"<header><p>{rich(played.demo.title(say))}</p>{_button('close', say('stage.close'), '✕')}</header>"
        f'<h2 tabindex="-1">{_caption(played, say)}</h2>'
        f'<div class="lab-halves lab-for-{len(large)}"><div class="lab-told">{_code(played, say)}{_came(played, say)}'
        f"</div>{_phones(large, say)}</div>{_tiles(played.moment, say)}{_foot(played, say)}"
    )


def cover_html(played: Performance, say: Texts) -> str:
    """Return what stands in the notebook: the title, the steps, and a button that opens the stage."""
    steps = "".join(f"<li>{rich(_until_colon(caption, say))}</li>" for caption in played.demo.captions(say))
    words = say("stage.open" if not played.number else "stage.go_on", number=played.number, count=played.count)
    return (
        f'<div class="lab-cover"><p class="lab-name">{rich(played.demo.title(say))}</p><ol>{steps}</ol>'
        f'<button type="button" class="lab-first" data-do="open">{esc(words)}</button>'
        f"<p>{rich(say('stage.keys'))}</p></div>"
    )


def read_out(played: Performance, say: Texts) -> str:
    """Return what a screen reader is told of the step on the stage."""
    if not played.number:
        return ""
    caption = played.demo.captions(say)[played.number - 1]
    step = f"{played.number}/{played.count} "
    return step + (say("form.guess") if played.asking else plain(caption))


def _caption(played: Performance, say: Texts) -> str:
    if not played.number:
        return rich(say("stage.begin"))
    caption = played.demo.captions(say)[played.number - 1]
    return f"<b>{played.number}</b> {rich(_until_colon(caption, say) if played.asking else caption)}"


def _until_colon(caption: str, say: Texts) -> str:
    """Return a caption without what comes of the step: that stands after the colon, and is to be guessed."""
    return caption.partition(say("demo.colon"))[0]


def _button(do: str, words: str, sign: str = "", *, look: str = "", off: bool = False) -> str:
    """Return a button; with a `sign` its words are for screen readers and for who points at it."""
    named = f' aria-label="{esc(words)}" title="{esc(words)}"' if sign else ""
    state = " disabled" if off else ""
    return f'<button type="button" class="{look}" data-do="{do}"{named}{state}>{esc(sign or words)}</button>'


# At the left ----------------------------------------------------------------------------------------------------


def _code(played: Performance, say: Texts) -> str:
    """Return the code of the step; its size follows from how many lines and columns must fit (stage.css)."""
    if not played.number:
        return f'<div class="lab-code"><p>{rich(say("stage.lead"))}</p></div>'
    imports, rest = _parts(played.demo.steps[played.number - 1].code)
    lines = len(rest.splitlines()) + (len(imports.splitlines()) + 1) * _SMALL * bool(imports)
    columns = max(map(_columns, rest.splitlines()), default=1)
    small = f"<small>{coloured(imports, 'python')}</small>" if imports else ""
    label = esc(say("demo.code", number=played.number))
    return (
        f'<div class="lab-code" style="--lines:{lines:.1f};--columns:{columns}"><pre tabindex="0" aria-label="{label}">'
        f"{small}{coloured(rest, 'python')}</pre></div>"
    )


def _parts(code: str) -> tuple[str, str]:
    """Return the imports at the beginning of some code, and the rest."""
    lines, end = code.splitlines(), 0
    for node in ast.parse(code).body:
        if not isinstance(node, (ast.Import, ast.ImportFrom)):
            break
        end = node.end_lineno or end
    return "\n".join(lines[:end]), "\n".join(lines[end:]).strip("\n")


def _columns(line: str) -> int:
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in line)


def _came(played: Performance, say: Texts) -> str:
    """Return the question to the room, or what came of the step."""
    if not played.number:
        return ""
    if played.asking:
        return _question(played, say)
    moment = played.moment
    printed = moment.result.printed.rstrip()
    said = f'<pre class="lab-printed" tabindex="0">{esc(printed)}</pre>' if printed else ""
    result = "".join(_result(card, say) for card in moment.cards[-1:])
    return f'<div class="lab-came">{_guessed(played, say)}{said}{result}</div>'


def _result(card: Card, say: Texts) -> str:
    """Return what a card says in a line, and the way of the request; the rest of it is for reading, not for a room."""
    exchange, told = card.exchange, card.explanation
    status = status_words(exchange, say) if exchange else request_line(None, told, say)
    way = path(exchange, told, say)
    return f'<div class="lab-result"><p><b>{esc(status)}</b> <span>{rich(told.title)}</span></p>{way}</div>'


def _question(played: Performance, say: Texts) -> str:
    fields = "".join(_hands(who, count, say) for who, count in played.hands.items())
    return (
        f'<fieldset class="lab-ask"><legend>{esc(say("form.guess"))}</legend>'
        f'<p>{rich(say("stage.hands"))}</p><div class="lab-answers">{fields}</div></fieldset>'
    )


def _hands(who: str, count: int, say: Texts) -> str:
    word = say(f"form.guess.{who}")
    label = esc(say("stage.hands_for", who=word))
    field = f'<input type="number" min="0" max="{HANDS_MOST}" value="{count}" data-who="{who}" aria-label="{label}">'
    more = f'data-do="raise" data-who="{who}" aria-label="{esc(say("stage.one_more", who=word))}"'
    return f'<div><b>{esc(word)}</b> {field} <button type="button" {more}>+1</button></div>'


def _guessed(played: Performance, say: Texts) -> str:
    """Return how many guessed what, the right answer first named; nothing where nobody guessed."""
    hands, truth = played.hands, played.truth
    everyone = sum(hands.values())
    if not truth or not everyone:
        return ""
    bars = "".join(_bar(who, count, everyone, truth, say) for who, count in hands.items())
    words = say("stage.guessed", count=everyone, right=hands[truth])
    return f'<div class="lab-tally"><p>{esc(words)}</p><ul>{bars}</ul></div>'


def _bar(who: str, count: int, everyone: int, truth: str, say: Texts) -> str:
    sign, look = ("✓ ", "lab-right") if who == truth else ("", "")
    words = f"{sign}{say(f'form.guess.{who}')} {count}"
    return f'<li class="{look}" style="--part:{100 * count / everyone:.0f}%">{esc(words)}</li>'


# At the right, and below ----------------------------------------------------------------------------------------


def _phones(large: Iterable[Phone], say: Texts) -> str:
    context = PreviewContext(say)
    drawn = "".join(phone_html(phone, context) for phone in large)
    return f'<div class="lab lab-phones lab-large">{message_style(drawn, "phones")}{drawn}</div>'


def _tiles(moment: StageMoment, say: Texts) -> str:
    others = [phone for phone in moment.phones if phone.name not in moment.featured]
    return f'<ul class="lab-tiles" aria-label="{esc(say("stage.others"))}">{"".join(_each(others, moment, say))}</ul>'


def _each(others: Iterable[Phone], moment: StageMoment, say: Texts) -> Iterator[str]:
    for phone in others:
        key, look = "", ""
        if phone.name in moment.reached:
            key, look = "stage.reached", "lab-lit"
        elif phone.name in moment.missed:
            key, look = "stage.missed", "lab-dark"
        news = f"<i>{esc(say(key))}</i>" if key else ""
        state = esc(say(f"phone.state.{phone.state}"))
        name = esc(say.name(phone.name))
        yield f'<li class="{look}">{face(phone.name)}<b>{name}</b>{news} <span>{state}</span></li>'


def _foot(played: Performance, say: Texts) -> str:
    steps = "".join(
        f'<li class="{_look(number, played.number)}"{_now(number, played.number)}><span>{number}</span></li>'
        for number in range(1, played.count + 1)
    )
    end = played.number == played.count and not played.asking
    forward = say("stage.answer" if played.asking else "stage.next")
    guessing = " checked" if played.guessing else ""
    return (
        f"<footer>{_button('back', say('stage.back'), '←', off=not played.number)}"
        f'<ol class="lab-steps" aria-label="{esc(say("stage.steps"))}">{steps}</ol>'
        f'<label><input type="checkbox" data-do="guessing"{guessing}> {esc(say("stage.guess_first"))}</label>'
        f"{_button('again', say('demo.again'), off=not played.number)}"
        f"{_button('next', f'{forward} →', look='lab-first', off=end)}</footer>"
    )


def _look(number: int, now: int) -> str:
    return "lab-past" if number < now else "lab-now" if number == now else ""


def _now(number: int, now: int) -> str:
    return ' aria-current="step"' if number == now else ""
