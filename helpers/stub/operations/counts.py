"""What has been sent: quota and consumption, the numbers of each day, and the aggregation units of the month."""

from __future__ import annotations

from functools import partial

from helpers.line import errors, limits
from helpers.line.send_methods import SEND_METHODS
from helpers.stub.call import Answer, Call
from helpers.stub.ledgers import paging
from helpers.stub.operations import statistics_days
from helpers.stub.operations.operation import Operation
from helpers.stub.platform import Platform


def _quota(platform: Platform, call: Call) -> Answer:
    """Answer REF#get-quota: what the plan allows this month."""
    limit = platform.quota.limit
    return Answer({"type": "none"} if limit is None else {"type": "limited", "value": limit})


def _consumption(platform: Platform, call: Call) -> Answer:
    """Answer REF#get-consumption: messages of this month. LINE calls the number approximate; here it is exact."""
    return Answer({"totalUsage": platform.quota.used(call.now_ms)})


def _number_of_messages(method: str, platform: Platform, call: Call) -> Answer:
    """Answer REF#get-number-of-push-messages and its siblings. LINE does not specify a request without a date."""
    day = call.query.get("date", "")
    if not statistics_days.is_day(day):
        raise errors.parameter_invalid("date", errors.DATE_INVALID)
    status = statistics_days.status(day, limits.SENT_COUNTS_SINCE, call.now_ms)
    number = {"success": platform.deliveries.success(method, day)} if status == "ready" else {}
    return Answer({"status": status, **number})


def _units_used(platform: Platform, call: Call) -> Answer:
    """Answer REF#get-the-number-of-unit-name-types-assigned-during-this-month."""
    return Answer({"numOfCustomAggregationUnits": len(platform.units.names(call.now_ms))})


def _unit_names(platform: Platform, call: Call) -> Answer:
    """Answer REF#get-a-list-of-unit-names-assigned-during-this-month, page by page."""
    size = paging.size(call.query, limits.UNITS_PAGE_MAX, limits.UNITS_PAGE_MAX)
    first = platform.pages.place("units", call.query.get("start"), call.now_ms)
    names = platform.units.names(call.now_ms)
    places, more = platform.pages.cut("units", range(first, len(names)), size, call.now_ms)
    return Answer({"customAggregationUnits": [names[place] for place in places], **more})


OPERATIONS = (
    Operation("GET", "/v2/bot/message/quota", _quota),
    Operation("GET", "/v2/bot/message/quota/consumption", _consumption),
    *(
        Operation("GET", f"/v2/bot/message/delivery/{method}", partial(_number_of_messages, method))
        for method in (send.name for send in SEND_METHODS.values() if send.counted_daily)
    ),
    Operation("GET", "/v2/bot/message/aggregation/info", _units_used),
    Operation("GET", "/v2/bot/message/aggregation/list", _unit_names),
)
