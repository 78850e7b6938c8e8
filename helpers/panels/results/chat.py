"""A chat as the phone's owner sees it: days, speech bubbles, who wrote, read marks, and what the bot is doing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial

from helpers.line.phones import Bubble, PhoneChat
from helpers.line.timestamps import TAIPEI
from helpers.panels.kit.markup import esc
from helpers.panels.kit.time_words import date_words
from helpers.panels.results.message_preview.context import PreviewContext
from helpers.panels.results.message_preview.message import is_giant, message_html, sender_face
from helpers.panels.results.message_preview.quick_reply import quick_replies
from helpers.panels.results.message_preview.shapes import mapping, text_of

#: Older messages of a chat are counted instead of drawn.
BUBBLES_SHOWN = 50
#: The numbers of the lines before the first message and after the last.
OLDER, LOADING = -1, 1_000_000_000


@dataclass(frozen=True)
class ChatLine:
    """One line of a chat: its place, what its picture depends on, and how to draw it.

    A message is numbered from 0 in its chat, whichever messages are shown; with the message goes the day it begins.
    """

    number: int
    facts: tuple[object, ...]
    draw: Callable[[], str]


def chat_log(chat: PhoneChat, context: PreviewContext, shown: int = BUBBLES_SHOWN) -> str:
    """Return the newest `shown` messages of a chat as a list, and how many there are before.

    Where elements can be tapped, the line that counts them has ``data-older``: the living phone shows more then.
    """
    if not chat.bubbles and not chat.loading:
        return f'<p class="lab-empty">{esc(context.say("phone.empty"))}</p>'
    return f"<ul>{''.join(line.draw() for line in chat_lines(chat, context, shown))}</ul>"


def chat_lines(chat: PhoneChat, context: PreviewContext, shown: int) -> list[ChatLine]:
    """Return the lines of a chat: how many messages there are before, the newest `shown` messages, the bot's dots.

    A phone that lives compares their `facts` and draws those that have changed.
    """
    return list(_Log(chat, context, shown).lines())


def chat_quick_replies(chat: PhoneChat, context: PreviewContext) -> str:
    """Return the quick replies over the input bar: only those of the newest message count, and not while one waits."""
    newest = chat.bubbles[-1] if chat.bubbles else None
    return quick_replies(newest.message, context) if newest and not newest.mine and not chat.loading else ""


def sender_of(item: Bubble) -> str:
    """Return whose name stands over it: a bot may change its name message by message (REF#icon-nickname-switch)."""
    changed = mapping(item.message.get("sender")).get("name") if not item.mine else None
    return text_of(changed) or item.sender


def _who(item: Bubble) -> tuple[bool, str, str]:
    """Return what tells one writer from another: whether the owner wrote it, the name, the icon."""
    return item.mine, sender_of(item), "" if item.mine else sender_face(item.message)


def local(moment: datetime) -> datetime:
    """Return a moment in Taipei's time."""
    return moment.astimezone(TAIPEI) if moment.tzinfo else moment


@dataclass(frozen=True)
class _Log:
    chat: PhoneChat
    context: PreviewContext
    shown: int

    def lines(self) -> Iterator[ChatLine]:
        bubbles, several = self.chat.bubbles, self._several_methods()
        hidden = max(0, len(bubbles) - self.shown)
        if hidden:
            yield ChatLine(OLDER, (hidden,), partial(self._older, hidden))
        for number in range(hidden, len(bubbles)):
            before = bubbles[number - 1] if number > hidden else None
            yield ChatLine(
                number,
                (bubbles[number], before, several),
                partial(self._day_and_bubble, bubbles[number], before, several),
            )
        if self.chat.loading:
            yield ChatLine(LOADING, (), self._loading)

    def _day_and_bubble(self, now: Bubble, before: Bubble | None, several: bool) -> str:
        if before is not None and _day(before) == _day(now):
            return self._bubble(now, before, several)
        day = f'<li class="lab-day">{esc(date_words(_day(now), self.context.say))}</li>'
        return day + self._bubble(now, None, several)

    def _older(self, hidden: int) -> str:
        say = self.context.say
        if self.context.tappable:
            words = esc(say("living.older", count=hidden))
            words = f'<span role="button" tabindex="0" data-older="{hidden}">{words}</span>'
        else:
            words = esc(say("phone.older", count=hidden))
        return f'<li class="lab-day">{words}</li>'

    def _bubble(self, item: Bubble, before: Bubble | None, several: bool) -> str:
        say = self.context.say
        _, sender, face = who = _who(item)
        again = before is not None and _who(before) == who
        look = ["lab-msg", "lab-mine" if item.mine else "lab-theirs"]
        look += ["lab-bot"] if item.from_bot else []
        look += ["lab-again"] if again else []
        look += ["lab-giant"] if is_giant(item.message) else []
        return (
            f'<li class="{" ".join(look)}" data-initial="{esc(sender[:1])}">'
            f'{face}<b class="lab-from">{esc(say.name(sender))}</b>'
            f'<div class="lab-row">{message_html(item.message, self.context)} {self._time(item)}</div>'
            f"{self._notes(item, before, several)}</li>"
        )

    def _time(self, item: Bubble) -> str:
        moment = local(item.at)
        read = f"{esc(self.context.say('phone.read'))}<br>" if item.read and item.mine else ""
        return f'<span class="lab-time">{read}<time datetime="{moment:%Y-%m-%dT%H:%M}">{moment:%H:%M}</time></span>'

    def _notes(self, item: Bubble, before: Bubble | None, several: bool) -> str:
        """Tell what LINE does not show: which method brought it, where that changes, and a silent notification."""
        changes = item.method and several and (before is None or before.method != item.method)
        method = f'<code class="lab-method">{esc(item.method)}</code> ' if changes else ""
        silent = f'<span class="lab-silent">{esc(self.context.say("phone.silent"))}</span>' if item.silent else ""
        return f'<div class="lab-notes">{method}{silent}</div>' if method or silent else ""

    def _several_methods(self) -> bool:
        return len({bubble.method for bubble in self.chat.bubbles if bubble.method}) > 1

    def _loading(self) -> str:
        dots = '<span class="lab-dots" aria-hidden="true">● ● ●</span>'
        words = f'<span class="lab-time">{esc(self.context.say("phone.loading"))}</span>'
        row = f'<div class="lab-row"><div class="lab-say">{dots}</div> {words}</div>'
        return f'<li class="lab-msg lab-theirs lab-bot" data-initial="{esc(self.chat.title[:1])}">{row}</li>'


def _day(item: Bubble) -> date:
    return local(item.at).date()
