from helpers.live.webhook_receiver import Inbox, WebhookServer
from helpers.panels.live.webhook_desk import WebhookDesk
from helpers.panels.live.webhook_log import ARRIVALS_SHOWN, WebhookLog
from helpers.redaction import Secret
from helpers.stub.world.clock import START
from helpers.text import texts

EN = texts("en")


def panel() -> tuple[WebhookLog, Inbox]:
    inbox = Inbox(lambda: START)
    inbox.taking = True
    return WebhookLog(inbox, 8000, EN), inbox


def test_it_gives_the_commands_of_the_common_tunnels() -> None:
    shown, _ = panel()
    html = shown.children[0].value
    for command in ("cloudflared tunnel --url http://127.0.0.1:8000", "ngrok http 8000"):
        assert f"<code>{command}</code>" in html
    assert "forward <code>8000</code>" in html


def test_at_first_nothing_has_arrived() -> None:
    shown, _ = panel()
    assert "Nothing has arrived yet." in shown.children[1].value


def test_what_arrives_is_shown_newest_first() -> None:
    shown, inbox = panel()
    inbox.put("Ubot", {"type": "follow", "webhookEventId": "a"})
    inbox.put("Ubot", {"type": "message", "webhookEventId": "b"})
    inbox.listener()
    assert shown.lines == ["message event", "follow event"]
    html = shown.children[1].value
    assert html.index("message event") < html.index("follow event")
    assert "10:00:00" in html


def test_what_an_event_says_is_never_obeyed_nor_shown() -> None:
    shown, inbox = panel()
    inbox.put("Ubot", {"type": "<b>x", "webhookEventId": "a", "message": {"text": "secret words"}})
    inbox.listener()
    assert "<b>x" not in shown.children[1].value
    assert "secret words" not in shown.children[1].value


def test_old_arrivals_are_not_drawn() -> None:
    shown, inbox = panel()
    for number in range(ARRIVALS_SHOWN + 5):
        inbox.put("Ubot", {"type": "message", "webhookEventId": str(number)})
    assert len(shown.lines) == ARRIVALS_SHOWN


def test_a_saved_notebook_keeps_one_sentence() -> None:
    shown, _ = panel()
    assert repr(shown) == "Run lab.webhook.serve() to watch webhooks arrive here"


def test_once_nothing_is_taken_any_more_it_says_so_and_waits_no_longer() -> None:
    desk = WebhookDesk(WebhookServer(Secret("x" * 32), EN, lambda event: None, lambda: START), EN)
    shown = desk.serve(0)
    assert shown.children[0].layout.display == ""
    desk.stop()
    assert "No webhooks are taken here any more" in shown.children[1].value
    assert shown.children[0].layout.display == "none"
