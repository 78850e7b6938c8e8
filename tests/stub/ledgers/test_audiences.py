"""Audiences over the SDK: made by the clock, with LINE's own sentences and codes when something is wrong."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

import pytest
from linebot.v3.audience import (
    AddAudienceToAudienceGroupRequest,
    ApiClient,
    Audience,
    AudienceGroupCreateRoute,
    AudienceGroupStatus,
    Configuration,
    CreateAudienceGroupRequest,
    CreateClickBasedAudienceGroupRequest,
    CreateImpBasedAudienceGroupRequest,
    ManageAudience,
    UpdateAudienceGroupDescriptionRequest,
)
from linebot.v3.audience.exceptions import ApiException
from linebot.v3.messaging import BroadcastRequest, NarrowcastRequest, PushMessageRequest, TextMessage

from helpers.lab import Lab
from helpers.line.audience_types import BY_MANAGER, CHAT_TAG, CLICK, IMP, UPLOAD
from helpers.stub.ledgers.audiences import QUEUED_MS, READY_MS
from helpers.stub.world.worlds import World
from tests.stub.wire import Reply, Wire

UPLOAD_PATH = "/v2/bot/audienceGroup/upload"
MESSAGES = [TextMessage(text="週年慶")]


@pytest.fixture
def lab() -> Lab:
    return Lab(World(crowd=200, plan="unlimited", rate_limits=False), "inproc", "en")


@pytest.fixture
def api(lab: Lab) -> ManageAudience:
    configuration = Configuration(host=lab.configuration.host, access_token=lab.configuration.access_token)
    return ManageAudience(ApiClient(configuration))


@pytest.fixture
def wire(lab: Lab) -> Wire:
    return Wire(lab.platform)


def ids(lab: Lab, rows: Iterable[int]) -> list[Audience]:
    return [Audience(id=lab.platform.people.user_id(row)) for row in rows]


def create(lab: Lab, api: ManageAudience, rows: Iterable[int] = range(3), name: str = "老客人") -> int:
    request = CreateAudienceGroupRequest(description=name, audiences=ids(lab, rows))
    return int(api.create_audience_group(request).audience_group_id)


def add(lab: Lab, api: ManageAudience, audience_id: int, rows: Iterable[int], note: str | None = None) -> Any:
    request = AddAudienceToAudienceGroupRequest(
        audience_group_id=audience_id, audiences=ids(lab, rows), upload_description=note
    )
    return api.add_audience_to_audience_group_with_http_info(request)


def wait(lab: Lab) -> None:
    lab.clock.advance(seconds=READY_MS / 1000)


def status(api: ManageAudience, audience_id: int) -> str:
    return str(api.get_audience_data(audience_id).audience_group.status.value)


def count(api: ManageAudience, audience_id: int) -> int:
    return int(api.get_audience_data(audience_id).audience_group.audience_count)


def error(message: str, code: str, **more: str) -> dict[str, Any]:
    return {"message": message, "details": [{"message": code, **more}]}


NOT_FOUND = error("audience group not found", "AUDIENCE_GROUP_NOT_FOUND")


def body_of(caught: pytest.ExceptionInfo[ApiException]) -> Any:
    assert caught.value.status == 400
    return json.loads(caught.value.body)


def post(wire: Wire, path: str = UPLOAD_PATH, **body: Any) -> Reply:
    return wire.request("POST", path, {"description": "name", **body})


# Uploading user ids ---------------------------------------------------------------------------------------------


def test_creating_answers_202_with_the_audience(lab: Lab, api: ManageAudience) -> None:
    request = CreateAudienceGroupRequest(description="老客人", audiences=ids(lab, range(3)))
    response = api.create_audience_group_with_http_info(request)
    created = lab.platform.now() // 1000
    assert response.status_code == 202
    assert json.loads(response.raw_data) == {
        "audienceGroupId": response.data.audience_group_id, "createRoute": "MESSAGING_API", "type": "UPLOAD",
        "description": "老客人", "created": created, "permission": "READ_WRITE",
        "expireTimestamp": created + 15_552_000, "isIfaAudience": False,
    }  # fmt: skip


def test_an_audience_gets_ready_by_the_clock(lab: Lab, api: ManageAudience) -> None:
    audience_id = create(lab, api)
    states = [status(api, audience_id)]
    lab.clock.advance(seconds=(READY_MS - 1) / 1000)
    states.append(status(api, audience_id))
    lab.clock.advance(seconds=0.001)
    states.append(status(api, audience_id))
    assert states == ["IN_PROGRESS", "IN_PROGRESS", "READY"]


@pytest.mark.parametrize("people", [{}, {"audiences": []}])
def test_an_empty_audience_stays_in_progress(lab: Lab, api: ManageAudience, wire: Wire, people: dict[str, Any]) -> None:
    audience_id = post(wire, **people).json["audienceGroupId"]
    lab.clock.advance(days=30)
    assert status(api, audience_id) == "IN_PROGRESS"


def test_an_empty_audience_gets_ready_once_somebody_is_in_it(lab: Lab, api: ManageAudience) -> None:
    audience_id = create(lab, api, ())
    lab.clock.advance(days=1)
    add(lab, api, audience_id, range(2))
    before = status(api, audience_id)
    wait(lab)
    assert (before, status(api, audience_id)) == ("IN_PROGRESS", "READY")


def test_the_job_is_queued_worked_on_and_finished(lab: Lab, api: ManageAudience) -> None:
    audience_id = create(lab, api)
    states = []
    for pause in (QUEUED_MS, READY_MS - QUEUED_MS, 0):
        states.append(api.get_audience_data(audience_id).jobs[0].job_status.value)
        lab.clock.advance(seconds=pause / 1000)
    assert states == ["QUEUED", "WORKING", "FINISHED"]


def test_a_job_in_full(lab: Lab, api: ManageAudience) -> None:
    audience_id = create(lab, api)
    wait(lab)
    api.get_audience_data(audience_id)
    (job,) = lab.history[0].response_json()["jobs"]
    assert isinstance(job.pop("audienceGroupJobId"), int)
    assert job == {
        "audienceGroupId": audience_id, "description": None, "type": "DIFF_ADD", "status": "FINISHED",
        "failedType": None, "audienceCount": 3, "created": lab.platform.now() // 1000 - READY_MS // 1000,
        "jobStatus": "FINISHED",
    }  # fmt: skip


def test_a_job_carries_its_description(lab: Lab, api: ManageAudience) -> None:
    audience_id = create(lab, api)
    add(lab, api, audience_id, [5], "second list")
    assert [job.description for job in api.get_audience_data(audience_id).jobs] == [None, "second list"]


def test_adding_answers_202_with_an_empty_object(lab: Lab, api: ManageAudience) -> None:
    response = add(lab, api, create(lab, api), [5])
    assert (response.status_code, response.raw_data) == (202, "{}")


def test_adding_leaves_a_ready_audience_ready(lab: Lab, api: ManageAudience) -> None:
    audience_id = create(lab, api)
    wait(lab)
    add(lab, api, audience_id, range(3, 6))
    assert (status(api, audience_id), count(api, audience_id)) == ("READY", 3)


def test_people_being_worked_on_are_not_in_it_yet(lab: Lab, api: ManageAudience) -> None:
    audience_id = create(lab, api)
    wait(lab)
    add(lab, api, audience_id, range(3, 6))
    lab.clock.advance(seconds=QUEUED_MS / 1000)
    assert count(api, audience_id) == 3


def test_added_people_count_once_their_job_is_finished(lab: Lab, api: ManageAudience) -> None:
    audience_id = create(lab, api, range(3))
    add(lab, api, audience_id, range(2, 6))
    wait(lab)
    assert count(api, audience_id) == 6


def test_blocked_and_gone_people_and_strangers_are_in_it(lab: Lab, api: ManageAudience) -> None:
    audience_id = create(lab, api, range(7))
    wait(lab)
    assert count(api, audience_id) == 7


def test_ids_of_nobody_here_fall_out(lab: Lab, api: ManageAudience) -> None:
    people = [*ids(lab, [0]), Audience(id="U" + "0" * 32)]
    made = api.create_audience_group(CreateAudienceGroupRequest(description="mixed", audiences=people))
    wait(lab)
    assert count(api, made.audience_group_id) == 1


@pytest.mark.parametrize("bad", ["小美", "", "U123", "C" + "0" * 32, "U" + "A" * 32, None])
@pytest.mark.parametrize("method", ["POST", "PUT"])
def test_what_is_no_user_id_is_refused(lab: Lab, api: ManageAudience, wire: Wire, method: str, bad: Any) -> None:
    audience_id = create(lab, api)
    people = [{"id": lab.platform.people.user_id(0)}, {"id": bad}]
    body = {"description": "name", "audienceGroupId": audience_id, "audiences": people}
    reply = wire.request(method, UPLOAD_PATH, body)
    code = "UPLOAD_AUDIENCE_GROUP_INVALID_AUDIENCE_ID_FORMAT"
    assert (reply.status, reply.json) == (400, error("Invalid audience id format", code, property="audiences"))


def test_a_refused_upload_makes_no_audience(lab: Lab, wire: Wire) -> None:
    post(wire, audiences=[{"id": "x"}])
    assert lab.platform.audiences.all() == []


def test_10_000_ids_are_accepted(lab: Lab, wire: Wire) -> None:
    people = [{"id": lab.platform.people.user_id(row % 200)} for row in range(10_000)]
    assert post(wire, audiences=people).status == 202


def test_10_001_ids_are_too_many(wire: Wire) -> None:
    reply = post(wire, audiences=[{"id": "U" + "0" * 32}] * 10_001)
    assert reply.json["details"] == [{"message": "UPLOAD_AUDIENCE_GROUP_TOO_MANY_AUDIENCE_IDS"}]


def test_adding_nobody_is_refused(lab: Lab, api: ManageAudience) -> None:
    with pytest.raises(ApiException) as caught:
        add(lab, api, create(lab, api), ())
    assert body_of(caught)["details"][0]["message"] == "UPLOAD_AUDIENCE_GROUP_NO_VALID_AUDIENCE_IDS"


def test_adding_to_an_unknown_audience_is_refused(lab: Lab, api: ManageAudience) -> None:
    with pytest.raises(ApiException) as caught:
        add(lab, api, 1234567890123, [0])
    assert body_of(caught) == NOT_FOUND


def test_adding_needs_the_audience_id(wire: Wire, lab: Lab) -> None:
    reply = wire.request("PUT", UPLOAD_PATH, {"audiences": [{"id": lab.platform.people.user_id(0)}]})
    assert reply.json["details"] == [{"message": "May not be empty", "property": "audienceGroupId"}]


def test_people_are_only_added_to_uploads(lab: Lab, api: ManageAudience) -> None:
    made = lab.platform.audiences.add(IMP, range(60))
    with pytest.raises(ApiException) as caught:
        add(lab, api, made.id, [0])
    assert body_of(caught) == NOT_FOUND


def test_an_upload_description_of_over_300_is_refused(wire: Wire) -> None:
    assert post(wire, uploadDescription="字" * 300).status == 202
    reply = post(wire, uploadDescription="字" * 301)
    assert reply.json["details"] == [{"message": "AUDIENCE_GROUP_UPLOAD_DESCRIPTION_SIZE_OVER"}]


def test_ten_jobs_at_once_are_the_most(lab: Lab, api: ManageAudience) -> None:
    audience_id = create(lab, api)
    for row in range(9):
        add(lab, api, audience_id, [row])
    with pytest.raises(ApiException) as caught:
        add(lab, api, audience_id, [0])
    assert caught.value.status == 429
    wait(lab)
    assert add(lab, api, audience_id, [0]).status_code == 202


def test_advertisers_identifiers_are_not_for_this_account(wire: Wire) -> None:
    assert post(wire, isIfaAudience=True).status == 403


@pytest.mark.parametrize(("country", "status_code"), [("JP", 202), ("TH", 202), ("TW", 202), ("ID", 403)])
def test_only_accounts_of_three_countries_create_audiences(
    lab: Lab, wire: Wire, country: str, status_code: int
) -> None:
    lab.platform.account.country = country
    assert post(wire).status == status_code


def test_a_channel_has_1000_audiences_at_most(lab: Lab, wire: Wire) -> None:
    for _ in range(999):
        lab.platform.audiences.add(UPLOAD, [0])
    lab.platform.audiences.add(UPLOAD, [0], owner="another account")
    assert post(wire).status == 202
    reply = post(wire)
    assert (reply.status, reply.json["details"]) == (400, [{"message": "AUDIENCE_GROUP_COUNT_MAX_OVER"}])


# Names ----------------------------------------------------------------------------------------------------------

NAMES = [
    ("", "AUDIENCE_GROUP_NAME_EMPTY"),
    ("   ", "AUDIENCE_GROUP_NAME_EMPTY"),
    (None, "AUDIENCE_GROUP_NAME_EMPTY"),
    ("two\nlines", "AUDIENCE_GROUP_NAME_WRONG"),
    ("字" * 121, "AUDIENCE_GROUP_NAME_SIZE_OVER"),
]


@pytest.mark.parametrize(("name", "code"), NAMES)
@pytest.mark.parametrize("path", ["/upload", "/click", "/imp"])
def test_a_bad_name_is_refused(wire: Wire, path: str, name: Any, code: str) -> None:
    reply = wire.request("POST", "/v2/bot/audienceGroup" + path, {"description": name, "requestId": "r"})
    assert (reply.status, reply.json["details"]) == (400, [{"message": code}])


@pytest.mark.parametrize(("name", "code"), NAMES)
def test_a_bad_new_name_is_refused(lab: Lab, wire: Wire, name: Any, code: str) -> None:
    path = f"/v2/bot/audienceGroup/{lab.platform.audiences.add(UPLOAD, [0]).id}/updateDescription"
    reply = wire.request("PUT", path, {"description": name})
    assert (reply.status, reply.json["details"]) == (400, [{"message": code}])


def test_a_long_name_is_refused_in_lines_words(wire: Wire) -> None:
    reply = post(wire, description="n" * 121)
    assert reply.json == error("size over audienceGroupName", "AUDIENCE_GROUP_NAME_SIZE_OVER")


def test_a_name_of_120_is_accepted(wire: Wire) -> None:
    assert post(wire, description="字" * 120).status == 202


def test_renaming(lab: Lab, api: ManageAudience) -> None:
    audience_id = create(lab, api)
    request = UpdateAudienceGroupDescriptionRequest(description="新名字")
    response = api.update_audience_group_description_with_http_info(audience_id, request)
    assert (response.status_code, response.raw_data) == (200, "{}")
    assert api.get_audience_data(audience_id).audience_group.description == "新名字"


# Looking, deleting, expiring ------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["1", "0", "-1", "x", "1.5", "9" * 5000, "%D9%A3"])
@pytest.mark.parametrize("method", ["GET", "DELETE"])
def test_an_unknown_audience_is_a_400(wire: Wire, method: str, text: str) -> None:
    reply = wire.request(method, f"/v2/bot/audienceGroup/{text}")
    assert (reply.status, reply.json) == (400, NOT_FOUND)


def test_deleting_answers_202(lab: Lab, api: ManageAudience) -> None:
    response = api.delete_audience_group_with_http_info(create(lab, api))
    assert (response.status_code, response.raw_data) == (202, "{}")


def test_a_deleted_audience_is_gone(lab: Lab, api: ManageAudience) -> None:
    audience_id = create(lab, api)
    api.delete_audience_group(audience_id)
    with pytest.raises(ApiException) as caught:
        api.get_audience_data(audience_id)
    assert body_of(caught) == NOT_FOUND


def test_reset_forgets_every_audience(lab: Lab, api: ManageAudience) -> None:
    first = create(lab, api)
    lab.platform.reset()
    assert lab.platform.audiences.all() == []
    assert create(lab, api) == first


def test_an_audience_expires_after_180_days(lab: Lab, api: ManageAudience) -> None:
    audience_id = create(lab, api)
    lab.clock.advance(days=180)
    before = status(api, audience_id)
    lab.clock.advance(seconds=1)
    assert (before, status(api, audience_id)) == ("READY", "EXPIRED")


def test_an_expired_audience_takes_nobody_in(lab: Lab, api: ManageAudience) -> None:
    audience_id = create(lab, api)
    lab.clock.advance(days=181)
    with pytest.raises(ApiException) as caught:
        add(lab, api, audience_id, [0])
    assert body_of(caught)["details"][0]["message"] == "AUDIENCE_GROUP_CAN_NOT_UPLOAD_STATUS_EXPIRED"


def test_an_expired_audience_is_deleted_a_month_later(lab: Lab, api: ManageAudience) -> None:
    create(lab, api)
    lab.clock.advance(days=211)
    assert api.get_audience_groups(page=1).total_count == 0


# Who clicked, who saw -------------------------------------------------------------------------------------------


def broadcast(lab: Lab) -> str:
    response = lab.line_bot_api.broadcast_with_http_info(BroadcastRequest(messages=MESSAGES))
    return str(response.headers["x-line-request-id"])


def imp(api: ManageAudience, request_id: str) -> int:
    request = CreateImpBasedAudienceGroupRequest(description="saw it", request_id=request_id)
    return int(api.create_imp_based_audience_group(request).audience_group_id)


def click(api: ManageAudience, request_id: str, url: str | None = None) -> int:
    request = CreateClickBasedAudienceGroupRequest(description="tapped", request_id=request_id, click_url=url)
    return int(api.create_click_based_audience_group(request).audience_group_id)


def test_an_impression_audience_gathers_who_received_a_broadcast(lab: Lab, api: ManageAudience) -> None:
    audience_id = imp(api, broadcast(lab))
    wait(lab)
    assert (status(api, audience_id), count(api, audience_id)) == ("READY", 203)


def test_an_impression_audience_gathers_who_received_a_narrowcast(lab: Lab, api: ManageAudience) -> None:
    response = lab.line_bot_api.narrowcast_with_http_info(NarrowcastRequest(messages=MESSAGES))
    lab.clock.advance(minutes=1)
    audience_id = imp(api, response.headers["x-line-request-id"])
    wait(lab)
    assert count(api, audience_id) == 203


def test_a_click_audience_gathers_who_tapped(lab: Lab, api: ManageAudience) -> None:
    request_id = broadcast(lab)
    shop, map_ = click(api, request_id, "https://example.com/shop"), click(api, request_id)
    lab.platform.audiences.tap(request_id, range(10, 70), "https://example.com/shop")
    lab.platform.audiences.tap(request_id, range(60, 80), "https://example.com/map")
    wait(lab)
    assert (count(api, shop), count(api, map_)) == (60, 70)


def test_under_50_a_click_audience_stays_in_progress(lab: Lab, api: ManageAudience) -> None:
    request_id = broadcast(lab)
    audience_id = click(api, request_id)
    lab.platform.audiences.tap(request_id, range(49))
    wait(lab)
    before = status(api, audience_id)
    lab.platform.audiences.tap(request_id, [49])
    assert (before, status(api, audience_id)) == ("IN_PROGRESS", "READY")


def test_creating_an_impression_audience_answers_in_full(lab: Lab, api: ManageAudience) -> None:
    request_id = broadcast(lab)
    imp(api, request_id)
    body = lab.history[0].response_json()
    assert (lab.history[0].status, body["type"], body["requestId"]) == (202, "IMP", request_id)


def test_a_click_audience_tells_its_url(lab: Lab, api: ManageAudience) -> None:
    audience_id = click(api, broadcast(lab), "https://example.com/")
    assert api.get_audience_data(audience_id).audience_group.click_url == "https://example.com/"


def refused_source(lab: Lab, api: ManageAudience, request_id: str) -> Any:
    with pytest.raises(ApiException) as caught:
        imp(api, request_id)
    return body_of(caught)["details"][0]["message"]


def test_a_push_is_no_source(lab: Lab, api: ManageAudience) -> None:
    request = PushMessageRequest(to=lab.friend("小美").user_id, messages=MESSAGES)
    sent = lab.line_bot_api.push_message_with_http_info(request)
    assert refused_source(lab, api, sent.headers["x-line-request-id"]) == "REQUEST_NOT_FOUND"


def test_a_narrowcast_on_its_way_is_no_source_yet(lab: Lab, api: ManageAudience) -> None:
    response = lab.line_bot_api.narrowcast_with_http_info(NarrowcastRequest(messages=MESSAGES))
    assert refused_source(lab, api, response.headers["x-line-request-id"]) == "REQUEST_NOT_FOUND"


def test_a_source_of_60_days_is_young_enough(lab: Lab, api: ManageAudience) -> None:
    request_id = broadcast(lab)
    lab.clock.advance(days=60)
    assert imp(api, request_id)


def test_a_source_of_over_60_days_is_too_old(lab: Lab, api: ManageAudience) -> None:
    request_id = broadcast(lab)
    lab.clock.advance(days=60, seconds=1)
    assert refused_source(lab, api, request_id) == "TOO_OLD_MESSAGES"


def test_one_impression_audience_a_source(lab: Lab, api: ManageAudience) -> None:
    request_id = broadcast(lab)
    imp(api, request_id)
    assert refused_source(lab, api, request_id) == "AUDIENCE_GROUP_REQUESTID_DUPLICATE"


def test_one_click_audience_a_source_and_url(lab: Lab, api: ManageAudience) -> None:
    request_id = broadcast(lab)
    click(api, request_id)
    click(api, request_id, "https://example.com/")
    with pytest.raises(ApiException) as caught:
        click(api, request_id, "https://example.com/")
    assert body_of(caught)["details"][0]["message"] == "AUDIENCE_GROUP_REQUESTID_DUPLICATE"


@pytest.mark.parametrize("path", ["click", "imp"])
def test_a_source_is_required(wire: Wire, path: str) -> None:
    reply = wire.request("POST", f"/v2/bot/audienceGroup/{path}", {"description": "name"})
    assert reply.json["details"] == [{"message": "May not be empty", "property": "requestId"}]


# Made elsewhere -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", [UPLOAD, CHAT_TAG])
def test_small_counts_of_uploads_and_chat_tags_are_told(lab: Lab, api: ManageAudience, kind: str) -> None:
    assert count(api, lab.platform.audiences.add(kind, range(3)).id) == 3


@pytest.mark.parametrize(("people", "told"), [(19, 0), (20, 20)])
def test_small_counts_of_other_kinds_are_not_told(lab: Lab, api: ManageAudience, people: int, told: int) -> None:
    assert count(api, lab.platform.audiences.add(CLICK, range(people)).id) == told


@pytest.mark.parametrize("more", [{"route": BY_MANAGER}, {"owner": "another account"}])
def test_what_others_made_may_be_used_but_not_changed(lab: Lab, api: ManageAudience, more: dict[str, str]) -> None:
    made = lab.platform.audiences.add(UPLOAD, range(3), **more)
    found = api.get_audience_data(made.id).audience_group
    assert (found.permission.value, found.status.value) == ("READ", "READY")
    with pytest.raises(ApiException) as caught:
        api.delete_audience_group(made.id)
    assert body_of(caught) == NOT_FOUND


# The list -------------------------------------------------------------------------------------------------------


def names(api: ManageAudience, **query: Any) -> list[str]:
    return [group.description for group in api.get_audience_groups(page=1, **query).audience_groups]


def make(lab: Lab, *descriptions: str, **more: Any) -> None:
    for description in descriptions:
        lab.platform.audiences.add(UPLOAD, range(3), description=description, **more)


def test_the_list_goes_page_by_page(lab: Lab, api: ManageAudience) -> None:
    make(lab, *(f"a{number}" for number in range(45)))
    pages = [api.get_audience_groups(page=page, size=20) for page in (1, 2, 3, 4)]
    assert [len(page.audience_groups) for page in pages] == [20, 20, 5, 0]
    assert [page.has_next_page for page in pages] == [True, True, False, False]
    assert {(page.total_count, page.size) for page in pages} == {(45, 20)}


def test_a_page_has_20_when_not_asked_for_more(lab: Lab, api: ManageAudience) -> None:
    make(lab, *(f"a{number}" for number in range(45)))
    assert len(names(api)) == 20


def test_names_are_searched_in_part_and_without_case(lab: Lab, api: ManageAudience) -> None:
    make(lab, "Spring Sale", "spring menu", "summer")
    assert set(names(api, description="SPRING")) == {"Spring Sale", "spring menu"}


def test_the_list_can_be_filtered_by_status(lab: Lab, api: ManageAudience) -> None:
    make(lab, "old")
    create(lab, api, name="new")
    assert names(api, status=AudienceGroupStatus.READY) == ["old"]


def test_the_list_can_be_filtered_by_route(lab: Lab, api: ManageAudience) -> None:
    make(lab, "by api")
    make(lab, "by hand", route=BY_MANAGER)
    assert names(api, create_route=AudienceGroupCreateRoute.OA_MANAGER) == ["by hand"]


def test_the_list_can_leave_out_what_other_channels_made(lab: Lab, wire: Wire) -> None:
    make(lab, "mine")
    make(lab, "theirs", owner="another account")
    found = [
        wire.request("GET", f"/v2/bot/audienceGroup/list?page=1&includesExternalPublicGroups={value}").json
        for value in ("true", "false")
    ]
    assert [answer["totalCount"] for answer in found] == [2, 1]
    assert found[0]["readWriteAudienceGroupTotalCount"] == 1


def test_a_page_of_over_40_is_refused_in_lines_words(wire: Wire) -> None:
    reply = wire.request("GET", "/v2/bot/audienceGroup/list?page=1&size=41")
    assert (reply.status, reply.json) == (400, error("size: must be less than or equal to 40", "TOO_HIGH"))


@pytest.mark.parametrize(
    "query",
    [
        "", "page=0", "page=x", "page=", "page=-1", "page=1.5", "page=--1", "page=" + "9" * 5000, "page=1&size=0",
        "page=1&size=", "page=1&status=DONE", "page=1&createRoute=HAND", "page=1&includesExternalPublicGroups=1",
    ],
)  # fmt: skip
def test_a_bad_query_is_a_400(wire: Wire, query: str) -> None:
    assert wire.request("GET", "/v2/bot/audienceGroup/list?" + query).status == 400


def test_audience_endpoints_take_60_requests_a_minute(lab: Lab, wire: Wire) -> None:
    lab.platform.rate_limits.enabled = True
    answers = [wire.request("GET", "/v2/bot/audienceGroup/list?page=1").status for _ in range(61)]
    assert (answers[:60], answers[60]) == ([200] * 60, 429)


# Any body at all ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "body",
    [
        [], 5, None, "x", {"description": 5}, {"description": "n", "audiences": {}},
        {"description": "n", "audiences": [5]}, {"description": "n", "audiences": [{"id": 5}]},
        {"description": "n", "uploadDescription": 5}, {"description": "n", "isIfaAudience": "no"},
        {"audienceGroupId": "x", "audiences": [{"id": "U" + "0" * 32}]}, {"audienceGroupId": True},
    ],
)  # fmt: skip
@pytest.mark.parametrize("method", ["POST", "PUT"])
def test_bodies_of_another_form_are_refused(wire: Wire, method: str, body: Any) -> None:
    raw = json.dumps(body).encode()
    assert wire.request(method, UPLOAD_PATH, raw).status == 400
    assert wire.platform.audiences.all() == []
