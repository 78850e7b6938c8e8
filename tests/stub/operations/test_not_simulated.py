from __future__ import annotations

import pytest
from linebot.v3 import messaging
from linebot.v3.messaging.exceptions import ServiceException

from helpers.line import errors
from helpers.sdk.operations import SdkOperation, sdk_operations
from helpers.stub.coverage import simulated
from helpers.stub.platform import Platform
from tests.stub.clients import Clients
from tests.stub.wire import Wire

ALL = [pytest.param(operation, id=f"{operation.method} {operation.path}") for operation in sdk_operations()]
NOT_SIMULATED = [pytest.param(o, id=f"{o.method} {o.path}") for o in sdk_operations() if not simulated(o)]


@pytest.fixture(scope="module")
def wire() -> Wire:
    return Wire(Platform())


def path(operation: SdkOperation) -> str:
    return operation.path.replace("{", "x").replace("}", "x")


@pytest.mark.parametrize("operation", NOT_SIMULATED)
def test_it_says_so(wire: Wire, operation: SdkOperation) -> None:
    answer = wire.request(operation.method, path(operation), {})
    assert answer.status == 501
    message = f"The practice platform does not simulate {operation.method} {operation.path}. LINE itself does."
    assert answer.json == {"message": message}


@pytest.mark.parametrize("operation", ALL)
def test_nothing_of_lines_is_an_unknown_path(wire: Wire, operation: SdkOperation) -> None:
    answer = wire.request(operation.method, path(operation), {}, token="wrong")
    assert answer.status == (401 if operation.token else 501)


def test_the_reason_is_in_the_journal() -> None:
    wire = Wire(Platform())
    answer = wire.request("GET", "/v2/bot/richmenu/list")
    entry = wire.platform.journal.find(answer.headers["x-line-request-id"])
    assert entry is not None and entry.rule is errors.NOT_SIMULATED


def test_issuing_a_token_asks_for_none(wire: Wire) -> None:
    assert wire.request("POST", "/v2/oauth/accessToken", b"grant_type=x", token=None).status == 501


def test_a_token_is_asked_for_first(wire: Wire) -> None:
    assert wire.request("GET", "/v2/bot/richmenu/list", token=None).status == 401


def test_a_fixed_path_is_named_before_one_with_parameters(wire: Wire) -> None:
    message = wire.request("GET", "/v2/bot/richmenu/list").json["message"]
    assert "GET /v2/bot/richmenu/list." in message


def test_another_method_on_such_a_path_is_not_supported(wire: Wire) -> None:
    answer = wire.request("PATCH", "/v2/bot/richmenu/list")
    assert (answer.status, answer.json) == (405, {"message": "The request method, 'PATCH', is not supported"})


def test_another_method_on_a_simulated_path_is_not_supported(wire: Wire) -> None:
    answer = wire.request("GET", "/v2/bot/message/push")
    assert (answer.status, answer.json) == (405, {"message": "The request method, 'GET', is not supported"})


@pytest.mark.parametrize(
    "unknown",
    [
        "/", "/v2", "/v2/bot", "/v2/bot/richmenu/", "/v2//bot/richmenu", "/v2/bot/Richmenu", "/v3/bot/richmenu",
        "/v2/bot/richmenu/a/b/c", "/callback", "/v2/bot/coupon/a%2Fb/close",
    ],
)  # fmt: skip
def test_what_line_does_not_have_is_not_found(wire: Wire, unknown: str) -> None:
    answer = wire.request("POST", unknown, {})
    assert (answer.status, answer.json) == (404, {"message": "Not found"})


def test_an_unknown_path_is_not_found_even_without_a_token(wire: Wire) -> None:
    assert wire.request("GET", "/v2/bot/nonsense", token=None).status == 404


def test_a_refusal_changes_nothing() -> None:
    wire = Wire(Platform())
    before = wire.request("GET", "/v2/bot/message/quota/consumption").json
    wire.request("POST", "/v2/bot/coupon", {})
    assert wire.request("GET", "/v2/bot/message/quota/consumption").json == before


def test_the_sdk_raises_a_service_exception() -> None:
    with pytest.raises(ServiceException) as caught:
        Clients(Platform()).messaging.get_rich_menu_list()
    assert messaging.ErrorResponse.from_json(caught.value.body).message.startswith("The practice platform does not")
