"""Narrowcasts on their way: accepted with 202, filtered, sent, told about (REF#send-narrowcast-message, facts 4).

The clock moves them. `settle` catches up with it: each step happens at its own time, however late it is asked for.

- **waiting**, WAITING_MS long: the conditions are being worked out, and the whole reservation is held;
- **sending**, SENDING_MS long: the recipients are known and only they are reserved;
- **succeeded**: the messages arrive and are charged at the end of sending, all at once. Who blocked the account
  meanwhile is in failureCount, and costs nothing;
- **failed** instead of sending, when a minimum size or forbidPartialDelivery stops it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from heapq import heappop, heappush
from typing import Any, Literal

from helpers.line import errors, limits
from helpers.line.condition_tree import leaves
from helpers.line.outcomes import FAILURE_DESCRIPTIONS, PARTIAL_DELIVERY, Outcome, PersonOutcome, Reason
from helpers.line.timestamps import DAY, SECOND, iso_utc
from helpers.stub.call import Answer, Call
from helpers.stub.ledgers.audiences import Audiences
from helpers.stub.ledgers.deliveries import Deliveries, Delivery
from helpers.stub.ledgers.narrowcast_conditions import Conditions
from helpers.stub.ledgers.quota import Quota
from helpers.stub.world.people import People
from helpers.stub.world.row_sets import NOBODY, RowSet, pick

#: LINE does not specify how long each phase lasts.
WAITING_MS = 5 * SECOND
SENDING_MS = 5 * SECOND

Phase = Literal["waiting", "sending", "succeeded", "failed"]


@dataclass
class Job:
    """One accepted narrowcast. `rows`: who is to receive it while sending, who did once it succeeded."""

    request_id: str
    accepted_at: int
    data: Mapping[str, Any]
    conditions: Conditions | None  # until the recipients are known
    reserved: int
    outcome: Outcome
    phase: Phase = "waiting"
    rows: RowSet = NOBODY
    trimmed: bool = False  # more people matched than it may be sent to
    error_code: int | None = None
    completed_at: int = 0

    @property
    def limit(self) -> Mapping[str, Any]:
        """The limit object, empty when there is none."""
        return self.data.get("limit") or {}


class Narrowcasts:
    """Every narrowcast of the channel, by the request id of its POST."""

    #: How long the two phases of this platform last.
    WAITING_MS = WAITING_MS
    SENDING_MS = SENDING_MS

    def __init__(self, people: People, audiences: Audiences, quota: Quota, deliveries: Deliveries) -> None:
        """Begin without narrowcasts."""
        self._people = people
        self._audiences = audiences
        self._quota = quota
        self._deliveries = deliveries
        self._jobs: dict[str, Job] = {}
        self._due: list[tuple[int, int, Job]] = []  # a heap: when its next step is due, its number, the job

    # Accepting ----------------------------------------------------------------------------------------------

    def accept(self, call: Call) -> Answer:
        """Take a narrowcast on: 202 now, the rest by the clock.

        Raise LineError: 403 when attributes need a larger target reach, 400 for an audience or redelivery that cannot
        be used, 429 when the quota cannot be reserved. LINE's pages disagree on when that last one shows [C].
        """
        if _demographic(call.data) and self._people.population.target_reach < limits.NARROWCAST_TARGET_REACH_MIN:
            raise errors.not_enough_friends()
        conditions = self.conditions(call.data, call.now_ms)
        reserved = self.reservation(call.data.get("limit") or {}, call.now_ms)
        self._quota.check(max(reserved, 1), call.now_ms)
        self._quota.reserve(call.request_id, reserved)
        job = Job(call.request_id, call.now_ms, call.data, conditions, reserved, self._outcome_pending())
        self._jobs[call.request_id] = job
        heappush(self._due, (call.now_ms + WAITING_MS, len(self._jobs), job))
        return Answer({}, 202, outcome=job.outcome)

    def conditions(self, data: Mapping[str, Any], now_ms: int) -> Conditions:
        """Return the conditions of a request body.

        Raise LineError 400 for an audience or redelivery that cannot be used.
        """
        audiences, redeliveries = {}, {}
        for leaf in leaves(data.get("recipient")):
            if leaf["type"] == "audience":
                audiences[leaf["audienceGroupId"]] = self._audiences.ready(leaf["audienceGroupId"])
            else:
                redeliveries[leaf["requestId"]] = self.redelivery(leaf["requestId"], now_ms)
        return Conditions(data.get("recipient"), _demographic(data), audiences, redeliveries)

    def redelivery(self, request_id: str, now_ms: int) -> RowSet:
        """Return who received an earlier narrowcast.

        Raise LineError 400 unless it succeeded, accepted under 336 h ago.
        """
        job = self._jobs.get(request_id)
        if job is None or job.phase != "succeeded" or now_ms - job.accepted_at >= limits.NARROWCAST_KEPT_DAYS * DAY:
            raise errors.redelivery_unusable(request_id)
        return job.rows

    def reservation(self, limit: Mapping[str, Any], now_ms: int) -> int:
        """Return how many messages a narrowcast holds until its real number is known (the table of facts 4.1)."""
        reach = self._people.population.target_reach
        remaining = self._quota.remaining(now_ms)
        bounds = [reach, limit.get("max")]
        if limit.get("upToRemainingQuota"):
            bounds.append(remaining)
        return min(bound for bound in bounds if bound is not None)

    # By the clock -------------------------------------------------------------------------------------------

    def settle(self, now_ms: int) -> None:
        """Take every step that was due by now, in the order in which they were due."""
        while self._due and self._due[0][0] <= now_ms:
            due, number, job = heappop(self._due)
            if job.phase == "sending":
                self._arrive(job, due)
            else:
                self._begin(job, due)
            if job.phase == "sending":
                heappush(self._due, (due + SENDING_MS, number, job))

    def _begin(self, job: Job, at: int) -> None:
        """End the filtering: the recipients are known, or the narrowcast fails."""
        assert job.conditions is not None, "only a waiting narrowcast begins"
        population = self._people.population
        meant = job.conditions.people(population, at)
        matching = len(meant)
        most = self._most(job, at)
        job.error_code = job.conditions.fault(population, matching, at)
        if job.error_code is None and matching > most and job.limit.get("forbidPartialDelivery"):
            job.error_code = PARTIAL_DELIVERY
        job.conditions = None
        if job.error_code:
            self._fail(job, meant, at)
            return
        job.rows = pick(meant, most, job.request_id).compact()
        job.trimmed = len(job.rows) < matching
        job.phase = "sending"
        self._quota.reserve(job.request_id, len(job.rows))

    def _most(self, job: Job, at: int) -> int:
        """Return the most that may be sent: `max`, and what is reserved or still free of the quota.

        LINE's table calls the target reach a cap as well; but it also says that without attributes everyone gets the
        message, "unknown" ones included, and these are not in the target reach [C]. Here the target reach bounds the
        reservation only.
        """
        remaining = self._quota.remaining(at)
        everyone = len(self._people)
        most: int = min(job.limit.get("max") or everyone, everyone)
        return most if remaining is None else min(most, job.reserved + remaining)

    def _arrive(self, job: Job, at: int) -> None:
        """Let the messages arrive with those who can still be reached."""
        targets = job.rows
        reached = targets & self._people.population.reachable
        job.rows = targets if len(reached) == len(targets) else reached.compact()
        self._complete(job, "succeeded", at)
        self._quota.charge(len(job.rows), at)
        silent = bool(job.data.get("notificationDisabled"))
        self._deliveries.add(
            Delivery(at, job.data["messages"], job.rows, silent=silent, method="narrowcast", request_id=job.request_id)
        )
        left_out = Reason.NOT_SELECTED if job.trimmed else Reason.NOT_MATCHED
        job.outcome = Outcome(self._named(job.rows, left_out), len(job.rows), len(targets), len(job.rows))

    def _fail(self, job: Job, meant: RowSet, at: int) -> None:
        self._complete(job, "failed", at)
        people = self._named(meant, Reason.NOT_MATCHED, Reason.CANCELLED)
        job.outcome = Outcome(people, 0, len(meant), 0, error_code=job.error_code)

    def _complete(self, job: Job, phase: Phase, at: int) -> None:
        job.phase, job.completed_at = phase, at
        self._quota.release(job.request_id)

    # What became of it --------------------------------------------------------------------------------------

    def progress(self, request_id: str, now_ms: int) -> dict[str, Any]:
        """Return the body of REF#get-narrowcast-progress-status. Raise LineError 404 for others, and after 14 days."""
        job = self._jobs.get(request_id)
        if job is None or now_ms - job.accepted_at > limits.NARROWCAST_KEPT_DAYS * DAY:
            raise errors.not_found(errors.PROGRESS_NOT_FOUND)
        body: dict[str, Any] = {"phase": job.phase, "acceptedTime": iso_utc(job.accepted_at)}
        if job.phase != "waiting":
            body |= _counts(job)
        if job.error_code:
            body |= {"failedDescription": FAILURE_DESCRIPTIONS[job.error_code], "errorCode": job.error_code}
        if job.completed_at:
            body["completedTime"] = iso_utc(job.completed_at)
        return body

    def outcome(self, request_id: str) -> Outcome | None:
        """Return who received it: pending while it is under way, final afterwards; None for what is no narrowcast."""
        job = self._jobs.get(request_id)
        return job.outcome if job else None

    def _outcome_pending(self) -> Outcome:
        people = self._people
        named = (PersonOutcome(people.name(r), people.user_id(r), False, Reason.PENDING, r) for r in people.named_rows)
        return Outcome(tuple(named), 0, 0, 0, pending=True)

    def _named(self, chosen: RowSet, left_out: Reason, reason: Reason | None = None) -> tuple[PersonOutcome, ...]:
        """Return how the named cast fared: unreachable, left out, or chosen; `reason` when these did not receive it."""
        named = []
        for row in self._people.named_rows:
            person = self._people.multicast_outcome(row)
            if person.received and row not in chosen:
                person = replace(person, received=False, reason=left_out)
            elif person.received and reason:
                person = replace(person, received=False, reason=reason)
            named.append(person)
        return tuple(named)


def _demographic(data: Mapping[str, Any]) -> Mapping[str, Any] | None:
    return (data.get("filter") or {}).get("demographic")


def _counts(job: Job) -> dict[str, int]:
    """Zeros once failed (LINE does not specify this): how few there were is what the minimum sizes conceal."""
    targeted = job.outcome.targeted if job.phase == "succeeded" else len(job.rows)
    received = job.outcome.received
    failed = targeted - received if job.phase == "succeeded" else 0
    return {"successCount": received, "failureCount": failed, "targetCount": targeted}
