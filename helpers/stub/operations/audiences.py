"""Audiences: create, fill, look up, rename, delete (REF#manage-audience-group).

What LINE writes beside an error's code is known for three of them; for the rest the code stands there as well, as in
one of LINE's own samples.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NoReturn

from helpers.line import error_details, errors, limits
from helpers.line.audience_types import CLICK, IMP, UPLOAD
from helpers.line.errors import Detail
from helpers.line.id_patterns import USER_ID
from helpers.line.timestamps import DAY
from helpers.stub.call import Answer, Call
from helpers.stub.ledgers.audiences import Audience
from helpers.stub.ledgers.deliveries import Delivery
from helpers.stub.ledgers.rate_limits import Rate
from helpers.stub.operations.operation import Operation
from helpers.stub.platform import Platform
from helpers.stub.rules.request_body import Problem
from helpers.stub.world.row_sets import RowSet

AUDIENCE_RATE = Rate(limits.RATE_AUDIENCE_PER_MINUTE, 60)
BASE = "/v2/bot/audienceGroup"
MODELS = "linebot.v3.audience:"
#: Only accounts from here may create audiences.
AUDIENCE_COUNTRIES = ("JP", "TH", "TW")
#: Whose recipients a click or impression audience can gather.
SOURCES = ("broadcast", "narrowcast")
AUDIENCE_STATUSES = ("IN_PROGRESS", "READY", "FAILED", "EXPIRED", "INACTIVE", "ACTIVATING")
ROUTES = ("OA_MANAGER", "MESSAGING_API", "POINT_AD", "AD_MANAGER")

_Body = Mapping[str, Any]
Rules = Callable[[Platform, _Body, list[Problem]], list[Detail]]


# What is checked in a body ------------------------------------------------------------------------------------


def _refuse(code: str, message: str = "", property_name: str | None = None) -> NoReturn:
    raise errors.audience_invalid(message or code, code, property_name)


def _check_name(data: _Body) -> None:
    name = data.get("description") or ""
    if not name.strip():
        _refuse("AUDIENCE_GROUP_NAME_EMPTY")
    if len(name) > limits.AUDIENCE_DESCRIPTION_LENGTH:
        _refuse("AUDIENCE_GROUP_NAME_SIZE_OVER", "size over audienceGroupName")
    if any(unicodedata.category(letter) == "Cc" for letter in name):
        _refuse("AUDIENCE_GROUP_NAME_WRONG")


def _check_upload(data: _Body) -> None:
    """Ids must have the form of a user id; whose they are is looked at later."""
    if len(data.get("uploadDescription") or "") > limits.AUDIENCE_UPLOAD_DESCRIPTION_LENGTH:
        _refuse("AUDIENCE_GROUP_UPLOAD_DESCRIPTION_SIZE_OVER")
    people = data.get("audiences") or ()
    if len(people) > limits.AUDIENCE_UPLOAD_IDS_MAX:
        _refuse("UPLOAD_AUDIENCE_GROUP_TOO_MANY_AUDIENCE_IDS")
    if not all(USER_ID.fullmatch(person.get("id") or "") for person in people):
        _refuse("UPLOAD_AUDIENCE_GROUP_INVALID_AUDIENCE_ID_FORMAT", "Invalid audience id format", "audiences")


def _check_addition(data: _Body) -> None:
    _check_upload(data)
    if not data.get("audiences"):
        _refuse("UPLOAD_AUDIENCE_GROUP_NO_VALID_AUDIENCE_IDS")


def _rules(*checks: Callable[[_Body], None], required: Sequence[str] = ()) -> Rules:
    """Return rules: these checks in order, then `required` members that the SDK's model leaves optional."""

    def rules(platform: Platform, data: _Body, found: list[Problem]) -> list[Detail]:
        for check in checks:
            check(data)
        return [Detail(error_details.EMPTY, name) for name in required if data.get(name) in (None, "")]

    return rules


# Creating -----------------------------------------------------------------------------------------------------


def _check_country(platform: Platform) -> None:
    """Raise LineError 403; the status is our choice, LINE only says who may."""
    if platform.account.country not in AUDIENCE_COUNTRIES:
        raise errors.account_not_entitled()


def _create(platform: Platform, call: Call) -> Answer:
    """Answer REF#create-upload-audience-group.

    Advertisers' identifiers (IFA) need an application we cannot make [I].
    """
    _check_country(platform)
    if call.data.get("isIfaAudience"):
        raise errors.account_not_entitled()
    audience = platform.audiences.create(UPLOAD, call.data["description"])
    if call.data.get("audiences"):
        _upload(platform, audience, call.data)
    return Answer(audience.created_json(), 202)


def _add(platform: Platform, call: Call) -> Answer:
    """Answer REF#update-upload-audience-group: only to uploads of this channel."""
    audience = platform.audiences.own(call.data["audienceGroupId"])
    if audience.kind != UPLOAD:
        _refuse("AUDIENCE_GROUP_NOT_FOUND", "audience group not found")
    _upload(platform, audience, call.data)
    return Answer({}, 202)


def _upload(platform: Platform, audience: Audience, data: _Body) -> None:
    """Friends or not, they are added; ids that are nobody's here fall out (LINE does not specify this)."""
    rows = (platform.people.row(person["id"]) for person in data["audiences"])
    platform.audiences.upload(audience, [r for r in rows if r is not None], data.get("uploadDescription"))


def _create_click(platform: Platform, call: Call) -> Answer:
    """Answer REF#create-click-audience-group: who tapped a link in a broadcast or narrowcast."""
    url = call.data.get("clickUrl") or None
    source = _source(platform, call)
    return _create_from(platform, call, CLICK, platform.audiences.clickers(source.request_id, url), url)


def _create_imp(platform: Platform, call: Call) -> Answer:
    """Answer REF#create-imp-audience-group: who saw a broadcast or narrowcast; here, everyone who received it."""
    source = _source(platform, call)
    seen = source.recipients
    return _create_from(platform, call, IMP, lambda: seen)


def _create_from(
    platform: Platform, call: Call, kind: str, gather: Callable[[], RowSet], url: str | None = None
) -> Answer:
    _check_country(platform)
    request_id = call.data["requestId"]
    if any((a.kind, a.request_id, a.click_url) == (kind, request_id, url) for a in platform.audiences.all()):
        _refuse("AUDIENCE_GROUP_REQUESTID_DUPLICATE")
    audience = platform.audiences.create(
        kind, call.data["description"], request_id=request_id, click_url=url, gather=gather
    )
    return Answer(audience.created_json(), 202)


def _source(platform: Platform, call: Call) -> Delivery:
    """Return what this broadcast or narrowcast delivered.

    Raise LineError 400: unknown, not sent yet, or 60 days old.
    """
    request_id = call.data["requestId"]
    found = platform.deliveries.newest(lambda d: d.request_id == request_id and d.method in SOURCES)
    if found is None:
        _refuse("REQUEST_NOT_FOUND")
    if call.now_ms - found[1].at > limits.AUDIENCE_SOURCE_DAYS * DAY:
        _refuse("TOO_OLD_MESSAGES")
    return found[1]


# One audience -------------------------------------------------------------------------------------------------


def _id(call: Call) -> int:
    """Return the id in the path; what is no number is no audience's id either."""
    text = call.path["audienceGroupId"]
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 20 else -1


def _get(platform: Platform, call: Call) -> Answer:
    audience = platform.audiences.find(_id(call))
    return Answer({"audienceGroup": audience.as_json(call.now_ms), "jobs": audience.jobs(call.now_ms)})


def _delete(platform: Platform, call: Call) -> Answer:
    platform.audiences.delete(_id(call))
    return Answer({}, 202)


def _rename(platform: Platform, call: Call) -> Answer:
    platform.audiences.own(_id(call)).description = call.data["description"]
    return Answer({})


# The list -----------------------------------------------------------------------------------------------------


def _list(platform: Platform, call: Call) -> Answer:
    """Answer REF#get-audience-groups."""
    page = _number(call, "page", None, limits.AUDIENCES_MAX)
    size = _number(call, "size", limits.AUDIENCE_PAGE_DEFAULT, limits.AUDIENCE_PAGE_MAX)
    wanted = list(filter(_filters(call), platform.audiences.all()))
    shown = wanted[(page - 1) * size : page * size]
    return Answer(
        {
            "audienceGroups": [audience.as_json(call.now_ms) for audience in shown],
            "hasNextPage": page * size < len(wanted),
            "totalCount": len(wanted),
            "readWriteAudienceGroupTotalCount": sum(audience.writable for audience in wanted),
            "page": page,
            "size": size,
        }
    )


def _number(call: Call, name: str, default: int | None, most: int) -> int:
    """Return a query parameter from 1 to `most`.

    LINE shows its answer for a size over 40; the others follow that sample.
    """
    text = call.query.get(name)
    if text is None and default is not None:
        return default
    if text is None or not text.removeprefix("-").isdecimal() or not text.isascii() or len(text) > 10:
        raise errors.parameter_invalid(name)
    if int(text) > most:
        _refuse("TOO_HIGH", f"{name}: must be less than or equal to {most}")
    if int(text) < 1:
        _refuse("TOO_LOW", f"{name}: must be greater than or equal to 1")
    return int(text)


def _filters(call: Call) -> Callable[[Audience], bool]:
    """Return what the list's filters let through; the name is compared without case, in part. Raise LineError 400."""
    name = call.query.get("description", "").casefold()
    status = _one_of(call, "status", AUDIENCE_STATUSES)
    route = _one_of(call, "createRoute", ROUTES)
    own_only = _one_of(call, "includesExternalPublicGroups", ("true", "false")) == "false"
    return lambda audience: (
        name in audience.description.casefold()
        and status in (None, audience.status(call.now_ms))
        and route in (None, audience.route)
        and (audience.writable or not own_only)
    )


def _one_of(call: Call, name: str, values: Sequence[str]) -> str | None:
    value = call.query.get(name)
    if value is not None and value not in values:
        raise errors.parameter_invalid(name)
    return value


def _operation(
    method: str, path: str, handle: Callable[[Platform, Call], Answer], model: str = "", rules: Rules | None = None
) -> Operation:
    return Operation(method, BASE + path, handle, MODELS + model if model else None, rules, rate=AUDIENCE_RATE)


#: Paths with a word come before the path with an id: the first that fits is taken.
OPERATIONS = (
    _operation("POST", "/upload", _create, "CreateAudienceGroupRequest", _rules(_check_name, _check_upload)),
    _operation(
        "PUT", "/upload", _add, "AddAudienceToAudienceGroupRequest",
        _rules(_check_addition, required=("audienceGroupId",)),
    ),
    _operation(
        "POST", "/click", _create_click, "CreateClickBasedAudienceGroupRequest",
        _rules(_check_name, required=("requestId",)),
    ),
    _operation(
        "POST", "/imp", _create_imp, "CreateImpBasedAudienceGroupRequest",
        _rules(_check_name, required=("requestId",)),
    ),
    _operation("GET", "/list", _list),
    _operation("GET", "/{audienceGroupId}", _get),
    _operation("DELETE", "/{audienceGroupId}", _delete),
    _operation(
        "PUT", "/{audienceGroupId}/updateDescription", _rename, "UpdateAudienceGroupDescriptionRequest",
        _rules(_check_name),
    ),
)  # fmt: skip
