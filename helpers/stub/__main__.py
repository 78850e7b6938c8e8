"""``python -m helpers.stub``: the practice platform alone, for a bot in any language (README.md beside this file)."""

from __future__ import annotations

import argparse
import contextlib
import gc
import json
import os
import secrets
import signal
import socket
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from helpers.line.plans import PLANS
from helpers.stub.world.worlds import FRIENDS_MOST, World
from helpers.web.loopback import listen

#: The exit status of bad arguments and of a port that cannot be had, as argparse has it.
USAGE_ERROR = 2
_CREDENTIAL_LONGEST = 300


def main(argv: Sequence[str] | None = None) -> int:
    """Serve until Ctrl-C or SIGTERM. Returns the exit status."""
    options = _parser().parse_args(argv)
    _end_on_signals()
    try:
        listener = listen(options.port)
    except OSError as error:
        reason = error.strerror or error
        print(f"Port {options.port} cannot be used ({reason}): try another, or none for a free one.", file=sys.stderr)
        return USAGE_ERROR
    with contextlib.suppress(KeyboardInterrupt):
        _serve(options, listener)
    return 0


def _end_on_signals() -> None:
    """Let SIGTERM (and Ctrl-Break on Windows) end it as Ctrl-C does."""
    for name in ("SIGTERM", "SIGBREAK"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.default_int_handler)


def _serve(options: argparse.Namespace, listener: socket.socket) -> None:
    """Serve. The SDK takes a second to import: only now, when the arguments are good and the port is ours."""
    from helpers.stub.app import make_app
    from helpers.stub.control.routes import routes
    from helpers.stub.platform import Platform
    from helpers.web.server import Server

    world = World(
        crowd=options.friends,
        plan=options.plan,
        verified=options.verified,
        rate_limits=options.rate_limits == "on",
        ticking=options.ticking,
        access_token=options.token,
        channel_secret=options.secret,
    )
    platform = Platform(world)
    platform.people.population.draw()
    platform.webhook_endpoint.url = options.webhook
    if options.webhook:
        platform.webhook_delivery.allow_host(options.webhook)
    server = Server(make_app(platform, routes(platform)), listener=listener)
    ready = Ready(server.url, options.token, options.secret, f"{server.url}/_lab/", options.webhook, os.getpid())
    told = json.dumps(vars(ready)) if options.json else ready.text()
    gc.freeze()  # the SDK's thousands of classes stay: searching them for garbage would stop every request now and then
    server.run(lambda: print(told, flush=True))


@dataclass
class Ready:
    """What a bot needs to know; ``--json`` prints it on one line."""

    url: str
    token: str
    secret: str
    control: str
    webhook: str | None
    pid: int

    def text(self) -> str:
        """Return what to put where, for people."""
        return f"""\
The LINE practice platform is running. Nothing is sent to LINE.

  API base URL          {self.url}   (instead of https://api.line.me and https://api-data.line.me)
  Channel access token  {self.token}
  Channel secret        {self.secret}
  Webhooks go to        {self.webhook or f"nobody yet (--webhook URL, or POST {self.control}webhook)"}
  Control               {self.control}

  Python  Configuration(host="{self.url}", access_token=...)
  Node    new messagingApi.MessagingApiClient({{ baseURL: "{self.url}", channelAccessToken: ... }})

Ctrl-C ends it."""


# Arguments ------------------------------------------------------------------------------------------------------------


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m helpers.stub",
        description="The LINE platform for practice, on this computer only.",
        allow_abbrev=False,
    )
    add = parser.add_argument
    add("--port", type=_whole(0, 65535), default=0, help="loopback port (default: a free one)")
    add(
        "--token",
        type=_credential,
        default=f"practice-{secrets.token_urlsafe(48)}",
        help="channel access token (default: a new one each time)",
    )
    add(
        "--secret",
        type=_credential,
        default=secrets.token_hex(16),
        help="channel secret (default: a new one each time)",
    )
    add(
        "--webhook", type=_url, metavar="URL", help="where your bot takes webhooks, e.g. http://127.0.0.1:5000/callback"
    )
    add("--friends", type=_whole(0, FRIENDS_MOST), default=0, metavar="N", help="unnamed friends behind the cast (0)")
    quotas = ", ".join(f"{plan.key} {plan.messages or 'without limit'}" for plan in PLANS.values())
    add("--plan", choices=PLANS, default="light", help=f"messages a month: {quotas} (light)")
    add("--rate-limits", choices=("on", "off"), default="off", help="LINE's rate limits (off)")
    add("--verified", action="store_true", help="a verified account, which may list its followers")
    add("--ticking", action="store_true", help="the clock runs (default: it stands still until moved)")
    add("--json", action="store_true", help="print what to put where as one line of JSON")
    return parser


def _whole(low: int, high: int) -> Callable[[str], int]:
    def whole(text: str) -> int:
        if not (text.isascii() and text.isdecimal() and len(text) <= 9 and low <= int(text) <= high):
            raise argparse.ArgumentTypeError(f"must be a whole number from {low} to {high}, not {text[:20]!r}")
        return int(text)

    return whole


def _credential(text: str) -> str:
    """Return what can stand in an HTTP header, without spaces."""
    if not (text.isascii() and text.isprintable() and 1 <= len(text) <= _CREDENTIAL_LONGEST and " " not in text):
        raise argparse.ArgumentTypeError(
            f"must be 1 to {_CREDENTIAL_LONGEST} printable ASCII characters without spaces"
        )
    return text


def _url(text: str) -> str:
    from helpers.stub.webhooks.bots import check_url

    try:
        check_url(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text[:60]!r} {error}") from None
    return text


if __name__ == "__main__":
    sys.exit(main())
