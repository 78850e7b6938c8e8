"""Audiences: named sets of people a narrowcast can be sent to (REF#manage-audience-group, facts 4.5).

They are made asynchronously, and here the clock makes them: an upload is queued, worked on, finished. LINE gives no
durations ("it may take several hours"); ours are a few seconds.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from helpers.line import errors, limits
from helpers.line.audience_types import BY_API, FREE_KINDS, UPLOAD
from helpers.line.timestamps import DAY, SECOND
from helpers.stub.world.clock import Clock
from helpers.stub.world.ids import Ids
from helpers.stub.world.row_sets import RowSet, union

#: How long an upload waits, and when it is done; LINE does not specify this.
QUEUED_MS = 5 * SECOND
READY_MS = 10 * SECOND
#: "Automatically deleted a month after they expire" (REF#get-audience-group); a month is 30 days here [I].
DELETED_AFTER_DAYS = limits.AUDIENCE_KEPT_DAYS + 30
FIRST_JOB_ID = 12_345_678


@dataclass(frozen=True)
class Upload:
    """One job of adding user ids to an audience."""

    id: int
    created: int
    description: str | None
    rows: RowSet

    def status(self, now_ms: int) -> str:
        """Return QUEUED, WORKING or FINISHED."""
        age = now_ms - self.created
        return "QUEUED" if age < QUEUED_MS else "WORKING" if age < READY_MS else "FINISHED"

    def as_json(self, audience_id: int, now_ms: int) -> dict[str, Any]:
        """Return an element of ``jobs`` (REF#get-audience-group)."""
        status = self.status(now_ms)
        return {
            "audienceGroupJobId": self.id, "audienceGroupId": audience_id, "description": self.description,
            "type": "DIFF_ADD", "status": status, "failedType": None,
            "audienceCount": len(self.rows) if status == "FINISHED" else 0,
            "created": self.created // SECOND, "jobStatus": status,
        }  # fmt: skip


@dataclass
class Audience:
    """A named set of people. `owner` is "" for this account, else another Official Account's name.

    People come from `uploads` or, for every kind but UPLOAD, from `gather`.
    """

    id: int
    kind: str
    description: str
    created: int
    route: str = BY_API
    owner: str = ""
    request_id: str | None = None
    click_url: str | None = None
    gather: Callable[[], RowSet] | None = None
    uploads: list[Upload] = field(default_factory=list)

    @property
    def restricted(self) -> bool:
        """Whether narrowcast's minimum sizes hold for it (facts 4.2): not for our own uploads and chat tags."""
        return bool(self.owner) or self.kind not in FREE_KINDS

    @property
    def writable(self) -> bool:
        """Whether this channel may change it: what LINE Official Account Manager or others made, it may only use."""
        return not self.owner and self.route == BY_API

    def members(self, now_ms: int) -> RowSet:
        """Return who is in it by now: friends or not, for LINE lets them all in and leaves them out when sending."""
        if self.gather:
            return self.gather()
        return union([upload.rows for upload in self.uploads if upload.status(now_ms) == "FINISHED"])

    def status(self, now_ms: int) -> str:
        """Return IN_PROGRESS until it is done and has people enough (1 or 50), then READY.

        At last EXPIRED.
        """
        age = now_ms - self.created
        if age > limits.AUDIENCE_KEPT_DAYS * DAY:
            return "EXPIRED"
        enough = 1 if self.kind in FREE_KINDS else limits.NARROWCAST_RECIPIENTS_MIN
        return "READY" if age >= READY_MS and len(self.members(now_ms)) >= enough else "IN_PROGRESS"

    def deleted(self, now_ms: int) -> bool:
        """Whether LINE has deleted it by itself."""
        return now_ms - self.created > DELETED_AFTER_DAYS * DAY

    def jobs(self, now_ms: int) -> list[dict[str, Any]]:
        """Return the latest uploads, at most 50."""
        return [upload.as_json(self.id, now_ms) for upload in self.uploads[-limits.AUDIENCE_JOBS_SHOWN :]]

    def created_json(self) -> dict[str, Any]:
        """Return what creating it answers."""
        body: dict[str, Any] = {
            "audienceGroupId": self.id, "createRoute": self.route, "type": self.kind,
            "description": self.description, "created": self.created // SECOND,
            "permission": "READ_WRITE" if self.writable else "READ",
            "expireTimestamp": (self.created + limits.AUDIENCE_KEPT_DAYS * DAY) // SECOND, "isIfaAudience": False,
        }  # fmt: skip
        optional = {"requestId": self.request_id, "clickUrl": self.click_url}
        return body | {name: value for name, value in optional.items() if value is not None}

    def as_json(self, now_ms: int) -> dict[str, Any]:
        """Return ``audienceGroup`` of REF#get-audience-group.

        Small counts show as 0, except uploads' and chat tags'.
        """
        count = len(self.members(now_ms))
        shown = count if self.kind in FREE_KINDS or count >= limits.AUDIENCE_COUNT_SHOWN_MIN else 0
        return self.created_json() | {"status": self.status(now_ms), "audienceCount": shown}


class Audiences:
    """The audiences this channel can use, and who tapped which links in what it sent."""

    def __init__(self, ids: Ids, clock: Clock) -> None:
        """Begin without audiences."""
        self._ids = ids
        self._clock = clock
        self._by_id: dict[int, Audience] = {}
        self._job_ids = itertools.count(FIRST_JOB_ID)
        self._taps: dict[str, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))

    # The channel's own --------------------------------------------------------------------------------------

    def create(self, kind: str, description: str, **source: Any) -> Audience:
        """Make an audience of this channel; `source` as Audience has it. Raise LineError 400 at 1,000 audiences."""
        own = sum(not audience.owner for audience in self.all())
        if own >= limits.AUDIENCES_MAX:
            raise errors.audience_invalid("AUDIENCE_GROUP_COUNT_MAX_OVER", "AUDIENCE_GROUP_COUNT_MAX_OVER")
        return self._keep(Audience(self._ids.audience(), kind, description, self._clock.ms(), **source))

    def upload(self, audience: Audience, rows: Iterable[int], description: str | None = None) -> None:
        """Add people, once the job is done. Raise LineError: 429 at 10 jobs under way, 400 after 180 days."""
        now_ms = self._clock.ms()
        if audience.status(now_ms) == "EXPIRED":
            code = "AUDIENCE_GROUP_CAN_NOT_UPLOAD_STATUS_EXPIRED"
            raise errors.audience_invalid(code, code)
        under_way = sum(upload.status(now_ms) != "FINISHED" for upload in audience.uploads)
        if under_way >= limits.AUDIENCE_JOBS_AT_ONCE:
            raise errors.rate_limit()
        audience.uploads.append(Upload(next(self._job_ids), now_ms, description, RowSet(rows)))

    def clickers(self, request_id: str, url: str | None) -> Callable[[], RowSet]:
        """Return who tapped `url`, or any link at all, in a broadcast or narrowcast: asked anew each time."""
        return partial(self._clickers, request_id, url)

    def _clickers(self, request_id: str, url: str | None) -> RowSet:
        taps = self._taps.get(request_id, {})
        return RowSet(set().union(*taps.values()) if url is None else taps.get(url, ()))

    # The instructor's hand ------------------------------------------------------------------------------------

    def add(
        self,
        kind: str,
        rows: Iterable[int],
        *,
        owner: str = "",
        route: str = BY_API,
        description: str = "audience",
    ) -> Audience:
        """Add an audience that was there before the lesson began, done and filled with `rows`.

        For what the API cannot make: chat tags (`kind` CHAT_TAG), uploads in LINE Official Account Manager (`route`
        OA_MANAGER), another account's (`owner`), or people who clicked. It still needs people enough to be READY.
        """
        created = self._clock.ms() - READY_MS
        audience = Audience(self._ids.audience(), kind, description, created, route, owner)
        people = rows if isinstance(rows, RowSet) else RowSet(rows)
        if kind == UPLOAD:
            audience.uploads.append(Upload(next(self._job_ids), created, None, people))
        else:
            audience.gather = lambda: people
        return self._keep(audience)

    def tap(self, request_id: str, rows: Iterable[int], url: str = "") -> None:
        """Note that these people tapped a link in what `request_id` sent: click audiences gather them."""
        self._taps[request_id][url].update(rows)

    # Looking them up ------------------------------------------------------------------------------------------

    def all(self) -> list[Audience]:
        """Return every audience there still is, newest first (LINE does not specify the order)."""
        now_ms = self._clock.ms()
        return [audience for audience in reversed(self._by_id.values()) if not audience.deleted(now_ms)]

    def find(self, audience_id: int) -> Audience:
        """Return one audience. Raise LineError 400 when there is none."""
        audience = self._by_id.get(audience_id)
        if audience is None or audience.deleted(self._clock.ms()):
            raise errors.audience_invalid("audience group not found", "AUDIENCE_GROUP_NOT_FOUND")
        return audience

    def own(self, audience_id: int) -> Audience:
        """Return one that this channel may change.

        Raise LineError 400; for those of others LINE does not specify this.
        """
        audience = self.find(audience_id)
        if not audience.writable:
            raise errors.audience_invalid("audience group not found", "AUDIENCE_GROUP_NOT_FOUND")
        return audience

    def ready(self, audience_id: int) -> Audience:
        """Return one that a narrowcast may use. Raise LineError 400 when it is not there, or not READY."""
        now_ms = self._clock.ms()
        audience = self._by_id.get(audience_id)
        if audience is None or audience.deleted(now_ms):
            raise errors.audience_unusable(audience_id)
        if audience.status(now_ms) != "READY":
            raise errors.audience_unusable(audience_id, errors.AUDIENCE_NOT_READY)
        return audience

    def delete(self, audience_id: int) -> None:
        """Delete one for good. Raise LineError 400."""
        del self._by_id[self.own(audience_id).id]

    def _keep(self, audience: Audience) -> Audience:
        self._by_id[audience.id] = audience
        return audience
