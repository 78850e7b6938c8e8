"""Any message as it would look in a chat, without sending it: ``lab.preview(message)``."""

from __future__ import annotations

from helpers.panels.kit.markup import esc, reachable, root
from helpers.panels.results.message_preview.any_object import messages_in
from helpers.panels.results.message_preview.context import PreviewContext
from helpers.panels.results.message_preview.message import is_giant, message_html, notification, sender_face, summary
from helpers.panels.results.message_preview.quick_reply import quick_replies
from helpers.panels.results.message_preview.shapes import mapping, text_of
from helpers.panels.results.message_preview.styles import message_style
from helpers.text import Texts


class Preview:
    """Messages in a chat, and what the notification says: HTML on the screen, one stable line of text elsewhere."""

    def __init__(self, things: tuple[object, ...], account: str, texts: Texts) -> None:
        """`things` are messages, lists of them or whole requests; `account` is the bot's name."""
        self.messages = messages_in(*things)
        self.account = account
        self.texts = texts

    def __repr__(self) -> str:
        say = self.texts
        words = say("list.semicolon").join(summary(message, say) for message in self.messages)
        return say("preview.repr", messages=words) if words else say("preview.nothing")

    def _repr_html_(self) -> str:
        """Return the chat with these messages; it stands alone."""
        say = self.texts
        context = PreviewContext(say)
        if not self.messages:
            return root("lab-phones lab-preview", [f"<p>{esc(say('preview.nothing'))}</p>"], "phones", say)
        lines = "".join(self._line(message, number, context) for number, message in enumerate(self.messages))
        reach = reachable(say.name(self.account))
        log = f'<div class="lab-log" {reach}><ul>{lines}</ul></div>{quick_replies(self.messages[-1], context)}'
        drawn = f'{self._notice(say)}<div class="lab-chat">{log}</div>'
        return root("lab-phones lab-preview", [message_style(drawn, "phones"), drawn], "phones", say)

    def _notice(self, say: Texts) -> str:
        """Return what stands in the notification and the chat list; there altText is seen, in the chat it is not."""
        newest = self.messages[-1]
        words = f"<b>{esc(say('preview.notification'))}</b> <span>{esc(notification(newest, say))}</span>"
        return f'<p class="lab-notice" data-initial="{esc(self._sender(newest)[:1])}">{words}</p>'

    def _line(self, message: object, number: int, context: PreviewContext) -> str:
        sender, face = who = self._sender(message), sender_face(message)
        before = self.messages[number - 1] if number else None
        again = " lab-again" if before and who == (self._sender(before), sender_face(before)) else ""
        giant = " lab-giant" if is_giant(message) else ""
        return (
            f'<li class="lab-msg lab-theirs lab-bot{again}{giant}" data-initial="{esc(sender[:1])}">'
            f'{face}<b class="lab-from">{esc(context.say.name(sender))}</b>'
            f'<div class="lab-row">{message_html(message, context)}</div></li>'
        )

    def _sender(self, message: object) -> str:
        return text_of(mapping(mapping(message).get("sender")).get("name")) or self.account
