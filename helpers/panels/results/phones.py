"""What people see: phones side by side, each with its notification, its chat list and its chats."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from helpers.line.phones import Bubble, Phone, PhoneChat
from helpers.panels.kit.markup import HEADING, esc, reachable, root
from helpers.panels.kit.sentence import Sentence
from helpers.panels.results.chat import BUBBLES_SHOWN, chat_log, chat_quick_replies, local, sender_of
from helpers.panels.results.message_preview.context import PreviewContext
from helpers.panels.results.message_preview.message import notification, summary
from helpers.panels.results.message_preview.styles import message_style
from helpers.session.session import Session
from helpers.text import Texts

#: So many phones stand side by side in a cell of usual width; more of them are drawn small.
FEW = 3

#: The bar under a chat of a phone one only looks at.
STILL_INPUT_BAR = '<div class="lab-input" aria-hidden="true"></div>'


def phones_of(session: Session, *names: str) -> Phones | Sentence:
    """Show what these people see, side by side: everyone of the cast by default, who received first.

    In live mode it says where to look instead. Raises LabError for an unknown name.
    """
    if not session.sees_people:
        return Sentence(session.texts("live.phones"), session.texts)
    rows = [session.row(name) for name in names] or session.platform.people.named_rows
    with session.platform.lock:
        session.platform.settle()
        phones = [session.platform.phone(row) for row in rows]
    return Phones(phones if names else received_first(phones), session.texts)


class Phones:
    """Several phones side by side: HTML on the screen, one stable line of text elsewhere."""

    def __init__(self, phones: Iterable[Phone], texts: Texts) -> None:
        """Phones in the order given."""
        self.phones = tuple(phones)
        self.texts = texts

    def __repr__(self) -> str:
        """``Mei's phone: chats 1, messages 2, last "hello"``; one part a phone."""
        say = self.texts
        return say("list.semicolon").join(_phone_line(phone, say) for phone in self.phones) or say("phone.none")

    def _repr_html_(self) -> str:
        """All phones; it stands alone and changes with nothing but what they show."""
        say = self.texts
        context = PreviewContext(say)
        drawn = "".join(phone_html(phone, context) for phone in self.phones) or f"<p>{esc(say('phone.none'))}</p>"
        size = "lab-small" if len(self.phones) > FEW else f"lab-of-{len(self.phones)}"
        return root(f"lab-phones {size}", [message_style(drawn, "phones"), drawn], "phones", say)


def received_first(phones: Iterable[Phone]) -> list[Phone]:
    """Return the phones with those first on which the account's messages arrived; otherwise in their order."""
    return sorted(phones, key=lambda phone: not any(bubble.from_bot for bubble in _all(phone)))


def phone_html(
    phone: Phone, context: PreviewContext, *, shown: int = BUBBLES_SHOWN, input_bar: str = STILL_INPUT_BAR
) -> str:
    """Return one phone: its owner, status bar, notification and chats. `input_bar` is the HTML under each chat.

    Where elements can be tapped, each chat has its id in ``data-chat``, and the chats keep their order: a phone that
    lives must not move what somebody is writing in. With `shown` 0 its logs are empty, to be filled line by line.
    """
    say = context.say
    name = say.name(phone.name)
    label = say("phone.label", name=name)
    newest = _newest(phone)
    clock = f"{local(newest.at):%H:%M}" if newest else ""
    return (
        f'<section class="lab-phone" aria-label="{esc(label)}"><div class="lab-owner" data-initial="{esc(name[:1])}">'
        f'<h4 class="{HEADING}">{esc(label)}</h4> <span>{esc(_state(phone, say))}</span></div>'
        f'<div class="lab-device"><div class="lab-screen"><div class="lab-status-bar" data-time="{clock}"></div>'
        f"{_banner(phone, say)}{_notice(newest, say)}{_chats(phone, context, shown, input_bar)}</div></div></section>"
    )


def _phone_line(phone: Phone, say: Texts) -> str:
    label = say("phone.label", name=say.name(phone.name))
    newest = _newest(phone)
    if not newest:
        return say("phone.repr_empty", label=label)
    values = {"chats": len(phone.chats), "bubbles": len(list(_all(phone))), "last": summary(newest.message, say)}
    return say("phone.repr", label=label, **values)


def _all(phone: Phone) -> Iterator[Bubble]:
    return (bubble for chat in phone.chats for bubble in chat.bubbles)


def _newest(phone: Phone) -> Bubble | None:
    """Return the newest message of all chats; of two at the same moment the later one."""
    return max(reversed([*_all(phone)]), key=_moment, default=None)  # of equals `max` takes the first


def _state(phone: Phone, say: Texts) -> str:
    key = f"phone.state.{phone.state}"
    return say(key) if say.has(key) else phone.state


def _banner(phone: Phone, say: Texts) -> str:
    key = f"phone.banner.{phone.state}"
    return f'<p class="lab-banner">{esc(say(key, name=say.name(phone.name)))}</p>' if say.has(key) else ""


def _notice(newest: Bubble | None, say: Texts) -> str:
    """Return the notification the newest message popped up, unless it was silent or her own."""
    if newest is None or newest.mine or newest.silent:
        return ""
    sender = sender_of(newest)
    words = f"<b>{esc(say.name(sender))}</b> <span>{esc(notification(newest.message, say))}</span>"
    popped = f'<span class="lab-sr">{esc(say("phone.notification"))}</span>'
    return f'<p class="lab-notice" data-initial="{esc(sender[:1])}">{popped} {words}</p>'


def _chats(phone: Phone, context: PreviewContext, shown: int, input_bar: str) -> str:
    chats = phone.chats or (PhoneChat("", "user", ()),)
    if len(chats) == 1:
        return (
            f'<div class="lab-chat"{_chat_id(chats[0], context)}>{_title(chats[0], context.say)}'
            f"{_open(chats[0], context, shown, input_bar)}</div>"
        )
    newest = max(range(len(chats)), key=lambda number: (*_last_moment(chats[number]), number))
    if context.tappable:
        drawn = [_listed(c, context, shown, input_bar, opened=number == newest) for number, c in enumerate(chats)]
        return f'<div class="lab-chat-list">{"".join(drawn)}</div>'
    listed = [chat for number, chat in enumerate(chats) if number != newest]
    drawn = [_listed(chat, context, shown, input_bar, opened=False) for chat in listed]
    # The chat with the newest message is the open one: it is the last of the list, over what was said in it.
    drawn.append(_listed(chats[newest], context, shown, input_bar, opened=True))
    return f'<div class="lab-chat-list">{"".join(drawn)}</div>'


def _listed(chat: PhoneChat, context: PreviewContext, shown: int, input_bar: str, *, opened: bool) -> str:
    """Return a line of the chat list, which opens the chat under it."""
    say = context.say
    last = chat.bubbles[-1] if chat.bubbles else None
    preview = esc(notification(last.message, say)) if last else esc(say("phone.empty"))
    clock = f" <time>{local(last.at):%H:%M}</time>" if last else ""
    line = f'<b>{esc(say.name(chat.title))}</b>{_kind(chat, say)}{clock} <span class="lab-last">{preview}</span>'
    attributes = f'class="lab-chat"{_chat_id(chat, context)}{" open" if opened else ""}'
    return (
        f'<details {attributes}><summary data-initial="{esc(chat.title[:1])}" class="lab-{chat.kind}">{line}</summary>'
        f"{_open(chat, context, shown, input_bar)}</details>"
    )


def _chat_id(chat: PhoneChat, context: PreviewContext) -> str:
    return f' data-chat="{esc(chat.chat_id)}"' if context.tappable else ""


def _title(chat: PhoneChat, say: Texts) -> str:
    return f'<p class="lab-chat-name"><b>{esc(say.name(chat.title))}</b>{_kind(chat, say)}</p>' if chat.title else ""


def _kind(chat: PhoneChat, say: Texts) -> str:
    return "" if chat.kind == "user" else f" <span>{esc(say(f'phone.kind.{chat.kind}'))}</span>"


def _open(chat: PhoneChat, context: PreviewContext, shown: int, input_bar: str) -> str:
    """Return what was said, what one may tap, and the input bar."""
    role = "log" if context.tappable else "group"  # of a log screen readers read out what is new
    reach = reachable(context.say.name(chat.title), role) if chat.bubbles else ""
    said = chat_log(chat, context, shown) if shown else "<ul></ul>"
    log = f'<div class="lab-log" {reach}>{said}</div>'
    return f"{log}{chat_quick_replies(chat, context)}{input_bar}"


def _last_moment(chat: PhoneChat) -> tuple[float, int]:
    return _moment(chat.bubbles[-1]) if chat.bubbles else (0.0, 0)


def _moment(bubble: Bubble) -> tuple[float, int]:
    """Return when a message came, and which one of the same moment it is."""
    return bubble.at.timestamp(), bubble.number
