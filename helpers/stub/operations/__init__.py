"""Every operation the platform simulates, gathered from the modules of this package."""

from __future__ import annotations

from helpers.stub.operations import audiences, chats, counts, groups, insight, narrowcasts, people, sends, webhook
from helpers.stub.operations.operation import Operation

OPERATIONS: tuple[Operation, ...] = (
    *sends.OPERATIONS,
    *narrowcasts.OPERATIONS,
    *audiences.OPERATIONS,
    *counts.OPERATIONS,
    *insight.OPERATIONS,
    *people.OPERATIONS,
    *groups.OPERATIONS,
    *chats.OPERATIONS,
    *webhook.OPERATIONS,
)
