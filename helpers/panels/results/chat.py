"""A chat as the phone's owner sees it: days, speech bubbles, who wrote, read marks, and what the bot is doing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise

from helpers.line.phones import Bubble, PhoneChat
from helpers.line.timestamps import TAIPEI
from helpers.panels.kit.markup import esc
from helpers.panels.kit.time_words import date_words
from helpers.panels.results.message_preview.context import PreviewContext
from helpers.panels.results.message_preview.message import is_giant, message_html
from helpers.panels.results.message_preview.quick_reply import quick_replies
from helpers.panels.results.message_preview.shapes import mapping, text_of

#: Older messages of a chat are counted instead of drawn.
BUBBLES_SHOWN = 50


def chat_log(chat: PhoneChat, context: PreviewContext, shown: int = BUBBLES_SHOWN) -> str:
    """Return the newest `shown` messages of a chat as a list, and how many there are before.

    Where elements can be tapped, the line that counts them has ``data-older``: the living phone shows more then.
    """
    if not chat.bubbles and not chat.loading:
        return f'<p class="lab-empty">{esc(context.say("phone.empty"))}</p>'
    return f"<ul>{''.join(_Log(chat, context, shown).lines())}</ul>"


def chat_quick_replies(chat: PhoneChat, context: PreviewContext) -> str:
    """Return the quick replies over the input bar: only those of the newest message count, and not while one waits."""
    newest = chat.bubbles[-1] if chat.bubbles else None
    return quick_replies(newest.message, context) if newest and not newest.mine and not chat.loading else ""


def sender_of(item: Bubble) -> str:
    """Return whose name stands over it: a bot may change its name message by message (REF#icon-nickname-switch)."""
    changed = mapping(item.message.get("sender")).get("name") if not item.mine else None
    return text_of(changed) or item.sender


def local(moment: datetime) -> datetime:
    """Return a moment in Taipei's time."""
    return moment.astimezone(TAIPEI) if moment.tzinfo else moment


@dataclass(frozen=True)
class _Log:
    chat: PhoneChat
    context: PreviewContext
    shown: int

    def lines(self) -> Iterator[str]:
        hidden = len(self.chat.bubbles) - self.shown
        if hidden > 0:
            yield self._older(hidden)
        for before, now in pairwise((None, *self.chat.bubbles[-self.shown :])):
            assert now is not None
            if before is None or _day(before) != _day(now):
                yield f'<li class="lab-day">{esc(date_words(_day(now), self.context.say))}</li>'
                before = None
            yield self._bubble(now, before)
        if self.chat.loading:
            yield self._loading()

    def _older(self, hidden: int) -> str:
        words = esc(self.context.say("phone.older", count=hidden))
        if self.context.tappable:
            words = f'<span role="button" tabindex="0" data-older="{hidden}">{words}</span>'
        return f'<li class="lab-day">{words}</li>'

    def _bubble(self, item: Bubble, before: Bubble | None) -> str:
        say, sender = self.context.say, sender_of(item)
        again = before is not None and (before.mine, sender_of(before)) == (item.mine, sender)
        look = ["lab-msg", "lab-mine" if item.mine else "lab-theirs"]
        look += ["lab-bot"] if item.from_bot else []
        look += ["lab-again"] if again else []
        look += ["lab-giant"] if is_giant(item.message) else []
        return (
            f'<li class="{" ".join(look)}" data-initial="{esc(sender[:1])}">'
            f'<b class="lab-from">{esc(say.name(sender))}</b>'
            f'<div class="lab-row">{message_html(item.message, self.context)} {self._time(item)}</div>'
            f"{self._notes(item, before)}</li>"
        )

    def _time(self, item: Bubble) -> str:
        moment = local(item.at)
        read = f"{esc(self.context.say('phone.read'))}<br>" if item.read and item.mine else ""
        return f'<span class="lab-time">{read}<time datetime="{moment:%Y-%m-%dT%H:%M}">{moment:%H:%M}</time></span>'

    def _notes(self, item: Bubble, before: Bubble | None) -> str:
        """What LINE does not show: which method brought it, where that changes, and that no notification popped up."""
        changes = item.method and self._several_methods and (before is None or before.method != item.method)
        method = f'<code class="lab-method">{esc(item.method)}</code> ' if changes else ""
        silent = f'<span class="lab-silent">{esc(self.context.say("phone.silent"))}</span>' if item.silent else ""
        return f'<div class="lab-notes">{method}{silent}</div>' if method or silent else ""

    @property
    def _several_methods(self) -> bool:
        return len({bubble.method for bubble in self.chat.bubbles if bubble.method}) > 1

    def _loading(self) -> str:
        dots = '<span class="lab-dots" aria-hidden="true">● ● ●</span>'
        words = f'<span class="lab-time">{esc(self.context.say("phone.loading"))}</span>'
        row = f'<div class="lab-row"><div class="lab-say">{dots}</div> {words}</div>'
        return f'<li class="lab-msg lab-theirs lab-bot" data-initial="{esc(self.chat.title[:1])}">{row}</li>'


def _day(item: Bubble) -> date:
    return local(item.at).date()
