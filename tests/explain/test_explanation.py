from dataclasses import replace

import pytest
import urllib3
from linebot.v3 import messaging as line
from linebot.v3.exceptions import InvalidSignatureError
from linebot.v3.messaging.exceptions import ApiException

from helpers.errors import LabError
from helpers.explain.explanation import explain, missed
from helpers.line import errors
from helpers.line.errors import Source
from helpers.line.outcomes import Outcome, Reason
from helpers.line.send_methods import PUSH as PUSH_METHOD
from helpers.stub.person_actions import NotPossibleError
from helpers.text import LANGUAGES, texts
from tests.samples import (
    BROADCAST,
    MEI,
    MULTICAST,
    NARROWCAST,
    PUSH,
    REPLY,
    RETRY_KEY,
    TING,
    exchange,
    outcome,
    person,
    refused,
)  # fmt: skip

ZH, EN = texts("zh-TW"), texts("en")
TEXT = line.TextMessage(text="a")
NO_SERVER = urllib3.exceptions.NewConnectionError(urllib3.connection.HTTPConnection("127.0.0.1", 9), "refused")
POOL = urllib3.HTTPConnectionPool("127.0.0.1", 9)


def client() -> line.MessagingApi:
    return line.MessagingApi(line.ApiClient(line.Configuration(access_token="practice")))


def raised(call: object) -> BaseException:
    with pytest.raises(Exception) as caught:
        call()  # type: ignore[operator]
    return caught.value


def test_an_accepted_mailto_is_marked_as_not_specified() -> None:
    action = {"type": "uri", "label": "a", "uri": "MAILTO:a@a.tw"}
    sent = exchange(PUSH, outcome=outcome(MEI), request={"messages": [{"template": {"actions": [action]}}]})
    assert "lab's choice" in explain(sent, EN).aside and "mailto" in explain(sent, ZH).aside
    assert explain(replace(sent, live=True), EN).aside == ""  # LINE itself said yes
    assert explain(exchange(PUSH, outcome=outcome(MEI)), EN).aside == ""


# Nobody stopped it -------------------------------------------------------------------------------------------------


def test_nobody_stopped_a_reply_that_arrived() -> None:
    told = explain(exchange(REPLY, outcome=outcome(MEI)), EN)
    assert (told.stopped_by, told.key, told.title) == ("nobody", "ok.sent", "LINE accepted it; 1 of 1 received it")


def test_nobody_stopped_it_yet_some_did_not_receive_it() -> None:
    told = explain(exchange(MULTICAST, outcome=outcome(MEI, TING)), ZH)
    assert (told.stopped_by, told.title) == ("nobody", "沒有人擋下，但 1 人沒收到")


def test_a_narrowcast_just_accepted_is_still_on_its_way() -> None:
    pending = outcome(person("小美", False, Reason.PENDING), pending=True)
    assert explain(exchange(NARROWCAST, 202, outcome=pending), EN).key == "ok.pending"


def test_a_narrowcast_that_failed_later_says_why() -> None:
    failed = Outcome((person("小美", False, Reason.CANCELLED),), 0, 1, 0, error_code=2)
    told = explain(exchange(NARROWCAST, 202, outcome=failed), EN)
    assert (told.stopped_by, told.key) == ("nobody", "ok.failed")
    assert "errorCode 2" in told.title and told.meaning.startswith("Too few recipients")


def test_a_broadcast_with_nobody_to_send_to_says_so() -> None:
    assert explain(exchange(BROADCAST, outcome=Outcome((), 0, 0, 0)), EN).key == "ok.nobody"


def test_without_an_outcome_nobody_claims_to_know_who_received_it() -> None:
    assert explain(exchange(PUSH), EN).key == "ok.unseen"


def test_a_validation_sends_nothing() -> None:
    assert explain(exchange("/v2/bot/message/validate/reply"), EN).key == "ok.validated"


def test_a_question_gets_an_answer() -> None:
    assert explain(exchange("/v2/bot/message/quota", method="GET"), EN).key == "ok.data"


def test_an_accepted_send_links_to_its_method() -> None:
    assert explain(exchange(PUSH, outcome=outcome(MEI)), EN).link == PUSH_METHOD.reference


def test_nobody_missed_it_while_it_is_pending() -> None:
    assert missed(exchange(NARROWCAST, 202, outcome=outcome(TING, pending=True))) == 0


# LINE stopped it ---------------------------------------------------------------------------------------------------


def test_a_refusal_is_explained_by_the_very_rule_that_was_broken() -> None:
    told = explain(refused(errors.invalid_reply_token(errors.REPLY_TOKEN_EXPIRED)), ZH)
    assert (told.stopped_by, told.title, told.link) == (
        "line", "回覆權杖過期了", errors.REPLY_TOKEN_EXPIRED.reference,
    )  # fmt: skip


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("rule", errors.RULES.values(), ids=lambda rule: str(rule.key))
def test_every_rule_can_be_explained(rule: errors.Rule, lang: str) -> None:
    told = explain(exchange(PUSH, 400, {"message": "x"}, rule=rule), texts(lang))
    assert (told.stopped_by, told.key) == ("line", f"rule.{rule.key}")


def test_what_line_does_not_specify_is_marked() -> None:
    assert explain(refused(errors.retry_key_unsupported()), EN).source is Source.UNDOCUMENTED


def test_each_detail_of_a_refusal_becomes_a_note() -> None:
    details = [errors.Detail("Size must be between 1 and 5", "messages")]
    assert explain(refused(errors.body_invalid(details)), ZH).notes == ("`messages` 的個數必須在 1 到 5 之間",)


def test_a_rule_the_texts_do_not_know_falls_back_to_the_status() -> None:
    assert explain(exchange(PUSH, 413, {}, rule=errors.Rule("brand_new", "#x")), EN).key == "status.413"


def test_without_a_rule_lines_own_words_are_recognised() -> None:
    told = explain(exchange(REPLY, 400, {"message": "Invalid reply token"}), EN)
    assert (told.key, told.source) == ("rule.reply_token_invalid", None)


@pytest.mark.parametrize(("status", "key"), [(418, "4xx"), (503, "5xx"), (304, "other"), (500, "500")])
def test_without_rule_or_known_words_the_status_speaks(status: int, key: str) -> None:
    assert explain(exchange(PUSH, status, {"message": "?"}), EN).key == f"status.{key}"


@pytest.mark.parametrize(
    ("path", "words"), [(REPLY, "same reply token"), (PUSH, "same retry key"), ("/v2/bot/group/x/leave", "Try again")]
)
def test_a_500_speaks_of_a_retry_key_only_where_there_is_one(path: str, words: str) -> None:
    assert words in explain(exchange(path, 500, {"message": "?"}), EN).todo


def test_a_500_after_acceptance_admits_that_the_message_arrived() -> None:
    told = explain(refused(errors.internal_error(), PUSH, outcome=outcome(MEI)), EN)
    assert (told.stopped_by, told.aside) == ("line", EN("note.accepted_anyway"))


# Exceptions of the SDK ----------------------------------------------------------------------------------------------


def test_six_messages_are_stopped_by_the_sdk() -> None:
    error = raised(lambda: line.ReplyMessageRequest(reply_token="a", messages=[TEXT] * 6))
    told = explain(error, ZH)
    assert (told.stopped_by, told.title) == ("sdk", "`messages` 最多 5 個")
    assert "ReplyMessageRequest" in told.meaning


def test_several_wrong_fields_are_all_named() -> None:
    told = explain(raised(line.ReplyMessageRequest), EN)
    assert told.notes == ("`reply_token` is missing", "`messages` is missing")


def test_what_an_enumeration_permits_is_listed() -> None:
    told = explain(raised(lambda: line.GenderDemographicFilter(one_of=["other"])), EN)
    assert told.todo == "Choose one of these: male, female."


def test_a_retry_key_on_a_reply_is_stopped_by_the_sdk() -> None:
    request = line.ReplyMessageRequest(reply_token="a", messages=[TEXT])
    told = explain(raised(lambda: client().reply_message(request, x_line_retry_key=RETRY_KEY)), EN)
    assert (told.stopped_by, told.key, told.title) == (
        "sdk", "sdk.reply_retry_key", "`reply_message` takes no retry key",
    )  # fmt: skip


def test_a_misspelt_argument_is_named() -> None:
    request = line.PushMessageRequest(to="a", messages=[TEXT])
    told = explain(raised(lambda: client().push_message(request, colour="a")), EN)
    assert told.title == "`push_message` does not know the argument `colour`"
    told = explain(raised(lambda: client().push_message(request, retry="a")), EN)
    assert told.title == "`push_message` has no argument `retry`; you may mean `x_line_retry_key`"
    assert told.todo == "Write `x_line_retry_key=...`."


def test_a_configuration_without_a_token_is_recognised() -> None:
    told = explain(raised(lambda: line.ApiClient(line.Configuration())), EN)
    assert (told.stopped_by, told.key) == ("sdk", "sdk.no_token")


def test_another_type_error_is_the_learners_own() -> None:
    assert explain(raised(lambda: "a" + None), EN).stopped_by == "you"  # type: ignore[operator]


def test_a_wrong_signature_is_stopped_by_the_sdk() -> None:
    told = explain(InvalidSignatureError("Invalid signature. signature=abc"), EN)
    assert (told.stopped_by, told.key) == ("sdk", "sdk.signature")


def test_an_answer_the_sdk_cannot_read_may_still_have_been_sent() -> None:
    told = explain(raised(lambda: line.PushMessageResponse.from_dict({})), EN)
    assert (told.stopped_by, told.key) == ("sdk", "sdk.unreadable")


def test_an_api_exception_is_explained_by_its_body() -> None:
    error = ApiException(status=429, reason="Too Many Requests")
    error.body = '{"message":"You have reached your monthly limit."}'
    told = explain(error, EN)
    assert (told.stopped_by, told.key) == ("line", "rule.quota")


def test_an_api_exception_with_its_exchange_is_explained_by_the_rule() -> None:
    error = ApiException(status=400, reason="Bad Request")
    told = explain(error, EN, exchange=refused(errors.invalid_reply_token(errors.REPLY_TOKEN_USED)))
    assert told.key == "rule.reply_token_used"


def test_an_exchange_that_is_not_the_exceptions_own_is_not_used() -> None:
    error = ApiException(status=401, reason="Unauthorized")
    told = explain(error, EN, exchange=refused(errors.invalid_reply_token(errors.REPLY_TOKEN_USED)))
    assert told.key == "status.401"


def test_every_package_of_the_sdk_is_understood() -> None:
    from linebot.v3.audience.exceptions import ApiException as AudienceException

    assert explain(AudienceException(status=403, reason="Forbidden"), EN).key == "status.403"


# The network --------------------------------------------------------------------------------------------------------


def test_no_server_means_nothing_was_sent() -> None:
    told = explain(urllib3.exceptions.MaxRetryError(POOL, REPLY, NO_SERVER), EN)
    assert (told.stopped_by, told.key) == ("network", "network.unreachable")


def test_no_answer_to_a_reply_may_be_tried_with_the_same_token() -> None:
    told = explain(urllib3.exceptions.ReadTimeoutError(POOL, REPLY, "timed out"), EN)
    assert (told.stopped_by, told.key) == ("network", "network.no_answer_reply")


def test_a_broken_connection_leaves_it_open_whether_line_accepted() -> None:
    assert explain(urllib3.exceptions.ProtocolError("Connection aborted."), EN).key == "network.no_answer"


@pytest.mark.parametrize(
    ("path", "headers", "key"),
    [
        (PUSH, {"x-line-retry-key": RETRY_KEY}, "network.no_answer_key"),
        (PUSH, {}, "network.no_answer_keyless"),
        (REPLY, {}, "network.no_answer_reply"),
        ("/v2/bot/info", {}, "network.no_answer_data"),
    ],
)
def test_an_exchange_without_answer_says_whether_it_is_safe_to_send_again(
    path: str, headers: dict[str, str], key: str
) -> None:
    assert explain(exchange(path, None, headers=headers), EN).key == key


def test_a_lost_answer_is_explained_by_its_exchange() -> None:
    lost = exchange(PUSH, None, headers={"x-line-retry-key": RETRY_KEY}, outcome=outcome(MEI))
    told = explain(urllib3.exceptions.ProtocolError("Connection aborted."), EN, exchange=lost)
    assert (told.key, told.aside) == ("network.no_answer_key", EN("note.accepted_anyway"))


# The lab and the learner's own program ------------------------------------------------------------------------------


def test_an_error_of_the_lab_says_what_to_do_in_its_own_words() -> None:
    error = LabError(ZH, "error.unknown_friend", name="小明", known="小美、阿凱")
    assert str(error).splitlines()[0] == "練習室裡沒有「小明」這個人"
    told = explain(error, EN)
    assert (told.stopped_by, told.title) == ("you", 'Nobody in the lab is called "小明"')


def test_what_people_cannot_do_is_explained() -> None:
    told = explain(NotPossibleError("has_blocked", "雅婷"), ZH)
    assert (told.stopped_by, told.title) == ("you", "「雅婷」封鎖了帳號，不能傳訊息")


def test_a_refusal_raised_by_the_platform_itself_is_lines() -> None:
    assert explain(errors.quota_reached(), EN).key == "rule.quota"


def test_a_missing_package_is_named() -> None:
    told = explain(ModuleNotFoundError("No module named 'nbval'", name="nbval"), EN)
    assert told.title == "The package `nbval` is missing"


def test_a_name_python_does_not_know_asks_for_its_import() -> None:
    told = explain(NameError("name 'ApiException' is not defined"), EN)
    assert (told.stopped_by, told.key) == ("you", "you.not_imported")
    assert "`ApiException`" in told.meaning and "`from linebot.v3.messaging import ApiException`" in told.todo


def test_an_argument_without_its_name_is_told_how_to_be_written() -> None:
    told = explain(raised(lambda: line.TextMessage("hi")), EN)  # type: ignore[call-arg, misc]
    assert (told.stopped_by, told.key) == ("you", "you.positional")
    assert "`TextMessage(text=" in told.todo


@pytest.mark.parametrize("answer", [{}, line.PushMessageResponse(sentMessages=[line.SentMessage(id="1")])])
@pytest.mark.parametrize("name", ["headers", "status_code"])
def test_headers_of_a_method_that_returns_the_body_are_elsewhere(answer: object, name: str) -> None:
    told = explain(raised(lambda: getattr(answer, name)), EN)
    assert (told.stopped_by, told.key, told.title) == ("you", "you.body_only", f"There is no `{name}` here")
    assert "_with_http_info" in told.todo


def test_any_other_missing_attribute_is_the_programs() -> None:
    assert explain(raised(lambda: exec("{}.header", {})), EN).key == "you.python"  # a program without the SDK


def test_any_other_exception_is_the_programs() -> None:
    told = explain(ValueError("bad thing"), EN)
    assert (told.stopped_by, told.title) == ("you", "ValueError: bad thing")


def test_an_exception_without_a_message_is_named_by_its_type() -> None:
    assert explain(KeyboardInterrupt(), EN).title == "KeyboardInterrupt"


def test_a_message_shows_no_token_address_or_port() -> None:
    error = RuntimeError("<x object at 0x7f00> sent Bearer secret to http://127.0.0.1:8123\nmore")
    assert explain(error, EN).title == "RuntimeError: <x object at 0x…> sent Bearer •••• to http://127.0.0.1"


def test_a_message_with_braces_is_shown_as_it_is() -> None:
    assert explain(ValueError("{nothing} to fill in"), EN).title == "ValueError: {nothing} to fill in"
