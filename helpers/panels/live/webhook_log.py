"""Webhooks as they arrive, and how to give this computer a public address."""

from __future__ import annotations

from collections.abc import Iterator

from helpers.line.webhook_request import CALLBACK
from helpers.live.webhook_receiver import Arrival, Inbox
from helpers.panels.kit.controls import shown
from helpers.panels.kit.markup import HEADING, esc, rich, root, row, table
from helpers.panels.kit.widgets import HTML, VBox
from helpers.text import Texts

#: Older arrivals are not shown.
ARRIVALS_SHOWN = 20
#: The common ways to a public https address, and the command to run in a terminal ("" where it is done by hand).
TUNNELS = {
    "cloudflared": "cloudflared tunnel --url http://127.0.0.1:{port}",
    "ngrok": "ngrok http {port}",
    "vscode": "",
}


class WebhookLog(VBox):
    """What `lab.webhook.serve()` shows; brought up to date from the server's own thread."""

    def __init__(self, inbox: Inbox, port: int, say: Texts) -> None:
        """`port` is where the server listens."""
        self._inbox = inbox
        self._port = port
        self.texts = say
        self._log = HTML()
        self._way_here = HTML(root("lab-card", self._help(), "card", say))
        super().__init__([self._way_here, self._log])
        inbox.listener = self.show
        self.show()

    def __repr__(self) -> str:
        return self.texts("webhook.panel.repr")

    @property
    def lines(self) -> list[str]:
        """The webhooks that arrived, newest first, in words."""
        return [_words(arrival, self.texts) for arrival in self._newest()]

    def show(self) -> None:
        """Show what has arrived by now, and the way here while it is open."""
        shown(self._way_here, self._inbox.taking)
        self._log.value = root("lab-card", self._table(), "card", self.texts, live=True)

    def _newest(self) -> list[Arrival]:
        return list(reversed(self._inbox.arrivals()))[:ARRIVALS_SHOWN]

    def _help(self) -> Iterator[str]:
        say = self.texts
        address = f"http://127.0.0.1:{self._port}{CALLBACK}"
        yield f'<h4 class="{HEADING}">{esc(say("webhook.panel.title"))}</h4>'
        yield f"<p>{rich(say('webhook.panel.lead', address=address))}</p>"
        rows = [
            row((esc(say(f"webhook.tunnel.{name}")), self._way(name, command))) for name, command in TUNNELS.items()
        ]
        columns = (say("webhook.panel.tunnel"), say("webhook.panel.command"))
        yield f'<div class="lab-people">{table(say("webhook.panel.tunnels"), columns, rows)}</div>'
        yield f'<p class="lab-sum">{rich(say("webhook.panel.then"))}</p>'

    def _way(self, name: str, command: str) -> str:
        if command:
            return f"<code>{esc(command.format(port=self._port))}</code>"
        return rich(self.texts(f"webhook.tunnel.{name}.how", port=self._port))

    def _table(self) -> Iterator[str]:
        say, newest = self.texts, self._newest()
        if not self._inbox.taking:
            yield f"<p>{rich(say('webhook.panel.closed'))}</p>"
        elif not newest:
            yield f"<p>{esc(say('webhook.panel.nothing'))}</p>"
        if not newest:
            return
        rows = (row((f"{arrival.at:%H:%M:%S}", rich(_words(arrival, say)))) for arrival in newest)
        columns = (say("history.time"), say("webhook.panel.what"))
        yield f'<div class="lab-people">{table(say("webhook.panel.arrived"), columns, rows)}</div>'


def _words(arrival: Arrival, say: Texts) -> str:
    return say(f"webhook.arrived.{arrival.what}", kind=arrival.kind)
