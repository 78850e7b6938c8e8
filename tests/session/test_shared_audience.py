import pytest
from linebot.v3.messaging import NarrowcastRequest

from helpers.errors import LabError
from helpers.lab import Lab


@pytest.fixture
def lab() -> Lab:
    return Lab("class", "inproc", "en")


def test_a_shared_audience_is_ready_and_restricted(lab: Lab) -> None:
    audience = lab.platform.audiences.ready(lab.shared_audience("小美", "Kai"))
    assert audience.restricted
    assert len(audience.members(lab.platform.now())) == 2


def test_a_narrowcast_to_it_alone_fails_for_its_size(lab: Lab) -> None:
    recipient = {"type": "audience", "audienceGroupId": lab.shared_audience("小美")}
    body = {"messages": [{"type": "text", "text": "hi"}], "recipient": recipient}
    lab.line_bot_api.narrowcast(NarrowcastRequest.from_dict(body))
    request_id = lab.last.request_id or ""
    lab.clock.advance(seconds=10)
    progress = lab.line_bot_api.get_narrowcast_progress(request_id)
    assert (progress.phase, progress.error_code) == ("failed", 2)


def test_a_name_nobody_has_is_refused(lab: Lab) -> None:
    with pytest.raises(LabError):
        lab.shared_audience("nobody")
