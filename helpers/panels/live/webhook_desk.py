"""What ``lab.webhook`` is: receiving webhooks, told in sentences and shown as they arrive."""

from __future__ import annotations

from helpers.live.webhook_receiver import PORT, WebhookServer
from helpers.panels.kit.sentence import Sentence
from helpers.panels.live.webhook_log import WebhookLog
from helpers.text import Texts


class WebhookDesk:
    """Receives webhooks, and tells LINE where to send them."""

    def __init__(self, server: WebhookServer, say: Texts) -> None:
        """`server` is that of the live session."""
        self.server = server
        self._say = say

    def __repr__(self) -> str:
        return self._say("webhook.desk.repr", count=len(self.server.inbox.arrivals()))

    @property
    def port(self) -> int | None:
        """The port webhooks are taken on; None while they are not."""
        return self.server.port

    def serve(self, port: int = PORT) -> WebhookLog:
        """Take webhooks on this port (0: any free one); shows how to give it a public address, and what arrives.

        Raises LabError without a channel secret, and for a port that cannot be had.
        """
        return WebhookLog(self.server.inbox, self.server.serve(port), self._say)

    def stop(self) -> None:
        """Take no more webhooks. Twice does no harm."""
        self.server.stop()

    def set_endpoint(self, url: str) -> Sentence:
        """Tell LINE to send webhooks to this public address; ``/callback`` is added when it has no path.

        Raises LabError for an address LINE would not take, ApiException when LINE refuses.
        """
        return Sentence(self._say("webhook.endpoint_set", url=self.server.set_endpoint(url)), self._say)

    def test(self) -> Sentence:
        """Let LINE try the address, and explain how that went. Raises ApiException when LINE refuses to try."""
        say, tested = self._say, self.server.test()
        if tested is None:
            return Sentence(say("webhook.test.none"), say, good=False)
        reason = str(tested.reason).lower()
        key = f"webhook.test.{reason}" if say.has(f"webhook.test.{reason}") else "webhook.test.other"
        told = say(key, status=tested.status, detail=tested.detail, reason=tested.reason)
        if not tested.active:
            told = f"{told} {say('webhook.inactive')}"
        return Sentence(told, say, good=tested.success and tested.active)
