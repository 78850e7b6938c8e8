"""The phones of the people, side by side, each with its chats, drawn as a chat app people know."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from itertools import pairwise

from helpers.line.phones import Bubble, Phone, PhoneChat
from helpers.line.timestamps import TAIPEI
from helpers.panels.kit.markup import HEADING, esc, root
from helpers.panels.kit.sentence import Sentence
from helpers.panels.kit.time_words import date_words
from helpers.panels.results.message_preview import bubble, quick_replies, summary
from helpers.session.session import Session
from helpers.text import Texts

#: Older messages of a chat are counted instead of drawn.
BUBBLES_SHOWN = 50


def phones_of(session: Session, *names: str) -> Phones | Sentence:
    """Show what these people see (everyone of the cast by default), side by side; in live mode say where to look.

    Raises LabError for an unknown name.
    """
    if session.mode == "live":
        return Sentence(session.texts("live.phones"), session.texts)
    rows = [session.row(name) for name in names] or session.platform.people.named_rows
    with session.platform.lock:
        session.platform.settle()
        return Phones([session.platform.phone(row) for row in rows], session.texts)


class Phones:
    """Several phones side by side: HTML on the screen, one stable line of text elsewhere."""

    def __init__(self, phones: Iterable[Phone], texts: Texts) -> None:
        """Phones in the order given."""
        self.phones = tuple(phones)
        self.texts = texts

    def __repr__(self) -> str:
        """Return ``Mei's phone: chats 1, messages 2, last "hello"``; one part a phone."""
        say = self.texts
        return say("list.semicolon").join(_phone_line(phone, say) for phone in self.phones) or say("phone.none")

    def _repr_html_(self) -> str:
        """Return all phones; the HTML needs nothing around it and depends on nothing but what they show."""
        say = self.texts
        drawn = [_phone(phone, say) for phone in self.phones] or [f"<p>{esc(say('phone.none'))}</p>"]
        return root("lab-phones", drawn, "phones", say)


def _phone_line(phone: Phone, say: Texts) -> str:
    label = say("phone.label", name=say.name(phone.name))
    bubbles = [b for chat in phone.chats for b in chat.bubbles]
    if not bubbles:
        return say("phone.repr_empty", label=label)
    last = max(enumerate(bubbles), key=lambda numbered: (numbered[1].at, numbered[0]))[1]
    values = {"chats": len(phone.chats), "bubbles": len(bubbles), "last": summary(last.message, say)}
    return say("phone.repr", label=label, **values)


def _phone(phone: Phone, say: Texts) -> str:
    label = say("phone.label", name=say.name(phone.name))
    chats = "".join(_chat(chat, say) for chat in phone.chats)
    empty = f'<div class="lab-chat"><p class="lab-empty">{esc(say("phone.empty"))}</p></div>'
    return (
        f'<section class="lab-phone" aria-label="{esc(label)}"><div class="lab-owner">'
        f'<h4 class="{HEADING}">{esc(label)}</h4><span>{esc(_state(phone, say))}</span></div>'
        f"{_banner(phone, say)}{chats or empty}</section>"
    )


def _state(phone: Phone, say: Texts) -> str:
    key = f"phone.state.{phone.state}"
    return say(key) if say.has(key) else phone.state


def _banner(phone: Phone, say: Texts) -> str:
    key = f"phone.banner.{phone.state}"
    return f'<p class="lab-banner">{esc(say(key, name=say.name(phone.name)))}</p>' if say.has(key) else ""


def _chat(chat: PhoneChat, say: Texts) -> str:
    kind = "" if chat.kind == "user" else f" <span>{esc(say(f'phone.kind.{chat.kind}'))}</span>"
    name = f'<p class="lab-chat-name"><b>{esc(say.name(chat.title))}</b>{kind}</p>'
    if not chat.bubbles and not chat.loading:
        return f'<div class="lab-chat">{name}<p class="lab-empty">{esc(say("phone.empty"))}</p></div>'
    # A long chat scrolls, so the keyboard must be able to reach it.
    reach = f'tabindex="0" role="group" aria-label="{esc(say.name(chat.title))}"'
    log = f'<div class="lab-log" {reach}><ul>{"".join(_log(chat, say))}</ul></div>'
    return f'<div class="lab-chat">{name}{log}</div>'


def _log(chat: PhoneChat, say: Texts) -> Iterator[str]:
    hidden = len(chat.bubbles) - BUBBLES_SHOWN
    if hidden > 0:
        yield f'<li class="lab-day">{esc(say("phone.older", count=hidden))}</li>'
    shown = chat.bubbles[-BUBBLES_SHOWN:]
    for before, now in pairwise((None, *shown)):
        assert now is not None
        if before is None or _day(before.at) != _day(now.at):
            yield f'<li class="lab-day">{esc(date_words(_day(now.at), say))}</li>'
            before = None
        yield _bubble(now, before, chat, say)
    if chat.loading:
        yield _loading(chat, say)
    elif not shown[-1].mine:
        quick = quick_replies(shown[-1].message, say)
        yield f"<li>{quick}</li>" if quick else ""


def _bubble(item: Bubble, before: Bubble | None, chat: PhoneChat, say: Texts) -> str:
    sender = _sender(item)
    again = before is not None and (before.mine, _sender(before)) == (item.mine, sender)
    look = ["lab-msg", "lab-mine" if item.mine else "lab-theirs"]
    look += ["lab-bot"] if item.from_bot else []
    look += ["lab-again"] if again else []
    moment = _local(item.at)
    read = f"{esc(say('phone.read'))}<br>" if item.read and item.mine else ""
    time = f'<span class="lab-time">{read}<time datetime="{moment:%Y-%m-%dT%H:%M}">{moment:%H:%M}</time></span>'
    silent = f'<span class="lab-silent">{esc(say("phone.silent"))}</span>' if item.silent else ""
    return (
        f'<li class="{" ".join(look)}" data-initial="{esc(sender[:1])}"><b class="lab-from">{esc(say.name(sender))}</b>'
        f'<div class="lab-row">{bubble(item.message, say)} {time}</div>{silent}</li>'
    )


def _loading(chat: PhoneChat, say: Texts) -> str:
    dots, words = '<span aria-hidden="true">● ● ●</span>', esc(say("phone.loading"))
    row = f'<div class="lab-row"><div class="lab-say">{dots}</div> <span class="lab-time">{words}</span></div>'
    return f'<li class="lab-msg lab-theirs lab-bot" data-initial="{esc(chat.title[:1])}">{row}</li>'


def _sender(item: Bubble) -> str:
    """Return the name over a message: a bot may change its name message by message (REF#icon-nickname-switch)."""
    changed = item.message.get("sender")
    name = changed.get("name") if isinstance(changed, dict) and not item.mine else None
    return str(name or item.sender)


def _local(moment: datetime) -> datetime:
    return moment.astimezone(TAIPEI) if moment.tzinfo else moment


def _day(moment: datetime) -> date:
    return _local(moment).date()
