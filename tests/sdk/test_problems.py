import pytest
from linebot.v3 import messaging as line
from pydantic.v1 import ValidationError

from helpers.line.send_methods import REPLY
from helpers.sdk.problems import field_name, model_name, reference_of, sdk_problems

TEXT = line.TextMessage(text="a")


def error_of(make: object) -> ValidationError:
    with pytest.raises(ValidationError) as caught:
        make()  # type: ignore[operator]
    return caught.value


@pytest.mark.parametrize(
    ("make", "kind", "field", "limit"),
    [
        (lambda: line.ReplyMessageRequest(reply_token="a", messages=[TEXT] * 6), "max_items", "messages", 5),
        (lambda: line.ReplyMessageRequest(reply_token="a", messages=[]), "min_items", "messages", 1),
        (lambda: line.ReplyMessageRequest(reply_token="a", messages=TEXT), "list", "messages", 0),
        (lambda: line.ReplyMessageRequest(reply_token="a", messages=["hi"]), "dict", "messages[0]", 0),
        (lambda: line.ReplyMessageRequest(messages=[TEXT]), "missing", "reply_token", 0),
        (lambda: line.ReplyMessageRequest(reply_token=None, messages=[TEXT]), "none", "reply_token", 0),
        (lambda: line.PushMessageRequest(to=["a"], messages=[TEXT]), "str", "to", 0),
        (lambda: line.MulticastRequest(to=["a"] * 501, messages=[TEXT]), "max_items", "to", 500),
        (lambda: line.PushMessageRequest(to="a", messages=[TEXT], notification_disabled="true"), "bool",
         "notification_disabled", 0),
        (lambda: line.Sender(name="a" * 21), "max_length", "name", 20),
        (lambda: line.Limit(max=0), "at_least", "max", 1),
        (lambda: line.ShowLoadingAnimationRequest(chat_id="a", loading_seconds=61), "at_most", "loading_seconds", 60),
    ],
)  # fmt: skip
def test_each_refusal_of_the_sdk_has_a_kind_a_field_and_a_limit(
    make: object, kind: str, field: str, limit: int
) -> None:
    (problem,) = sdk_problems(error_of(make))
    assert (problem.kind, problem.field, problem.limit) == (kind, field, limit)


def test_an_enumeration_names_what_it_permits() -> None:
    (problem,) = sdk_problems(error_of(lambda: line.GenderDemographicFilter(one_of=["other"])))
    assert (problem.kind, problem.permitted) == ("enum", ("male", "female"))


def test_a_field_that_may_be_of_two_types_is_reported_once() -> None:
    error = error_of(lambda: line.LocationMessage(title="a", address="b", latitude="3", longitude=1.0))
    assert [(p.kind, p.field) for p in sdk_problems(error)] == [("number", "latitude")]


def test_every_wrong_field_is_reported() -> None:
    assert [p.field for p in sdk_problems(error_of(lambda: line.ReplyMessageRequest()))] == ["reply_token", "messages"]


def test_fields_carry_their_python_names() -> None:
    assert field_name(("messages", 0, "quoteToken")) == "messages[0].quote_token"


def test_a_model_is_named_by_its_class() -> None:
    assert model_name(error_of(lambda: line.PushMessageRequest(to="a", messages=[]))) == "PushMessageRequest"


@pytest.mark.parametrize("method", ["reply_message", "reply_message_with_http_info"])
def test_a_method_called_without_its_request_is_named_as_code_writes_it(method: str) -> None:
    client = line.MessagingApi(line.ApiClient(line.Configuration(access_token="practice")))
    assert model_name(error_of(getattr(client, method))) == "reply_message"


@pytest.mark.parametrize("name", ["ReplyMessageRequest", "reply_message"])
def test_a_send_method_links_to_its_own_page(name: str) -> None:
    assert reference_of(name) == REPLY.reference


@pytest.mark.parametrize(
    ("name", "anchor"),
    [("TextMessage", "#text-message"), ("TextMessageV2", "#text-message-v2"), ("TemplateMessage", "#template-messages"),
     ("Limit", "")],
)  # fmt: skip
def test_other_classes_link_as_near_as_there_is_a_page(name: str, anchor: str) -> None:
    assert reference_of(name) == "https://developers.line.biz/en/reference/messaging-api/" + anchor
