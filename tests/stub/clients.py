"""The SDK's own clients of one platform in this process."""

from __future__ import annotations

from typing import Any

from linebot.v3 import audience, insight, messaging

from helpers.session.transport import InprocTransport
from helpers.stub.app import make_app
from helpers.stub.platform import Platform


class Clients:
    """One transport for all clients; each keeps it open as long as it lives itself."""

    def __init__(self, platform: Platform) -> None:
        self._token = platform.account.access_token
        self._transport = InprocTransport(make_app(platform))

    @property
    def messaging(self) -> messaging.MessagingApi:
        return messaging.MessagingApi(self._api(messaging))

    @property
    def blob(self) -> messaging.MessagingApiBlob:
        return messaging.MessagingApiBlob(self._api(messaging))

    @property
    def insight(self) -> insight.Insight:
        return insight.Insight(self._api(insight))

    @property
    def audience(self) -> audience.ManageAudience:
        return audience.ManageAudience(self._api(audience))

    def _api(self, package: Any) -> Any:
        api = package.ApiClient(package.Configuration(host=self._transport.host, access_token=self._token))
        api.kept = self._transport
        return api
