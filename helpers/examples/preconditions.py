"""What has to happen in the practice world before a ready request shows its point.

Every scene may be played again and again, whatever happened in between. Those with people in them raise LabError when
somebody they need has left LINE.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any
from uuid import NAMESPACE_URL, uuid5

import numpy as np
from linebot.v3.messaging import ApiException

from helpers.examples import samples
from helpers.line import limits
from helpers.line.audience_types import UPLOAD
from helpers.line.send_methods import NARROWCAST, REPLY
from helpers.line.timestamps import SECOND
from helpers.session.draft import Draft

if TYPE_CHECKING:
    from helpers.lab import Lab

#: Friends of the account in every ready world.
FRIENDS = ("小美", "阿凱", "志明")


def send(lab: Lab, draft: Draft) -> None:
    """Send something beforehand; whether LINE took it stands in the history."""
    with suppress(ApiException):
        draft.send(lab.line_bot_api)


# People and groups ----------------------------------------------------------------------------------------------


def friends(lab: Lab, *names: str) -> None:
    """These people (all of FRIENDS if none is named) are friends who can be reached."""
    for friend in map(lab.friend, names or FRIENDS):
        if friend.state == "blocked":
            friend.unblock()
        elif friend.state != "friend":
            friend.follow()


def blocked(lab: Lab, name: str) -> None:
    """This person has blocked the account."""
    friend = lab.friend(name)
    if friend.state != "blocked":
        friend.block()


def bot_in(lab: Lab, title: str, wanted: bool) -> None:
    """The bot is in the group, or is not."""
    group = lab.group(title)
    chat = lab.platform.people.chats[group.group_id]
    if chat.bot_in and not wanted:
        group.remove()
    elif wanted and not chat.bot_in:
        group.invite()


def wrote_lately(lab: Lab, name: str) -> None:
    """This person wrote to the account within the days in which a push still reaches a non-friend."""
    platform = lab.platform
    if not platform.people.push_outcome(lab.row(name), platform.now()).received:
        writes(lab, name)


# Events and their reply tokens ----------------------------------------------------------------------------------


def newest_event(lab: Lab) -> Any:
    """The newest event that can be replied to, as the SDK parsed it."""
    return next(event for event in reversed(lab.events) if getattr(event, "reply_token", None))


def writes(lab: Lab, name: str = "小美") -> None:
    """A one-to-one message to the bot. Who has blocked the account unblocks it first, to be able to."""
    friend = lab.friend(name)
    if friend.state == "blocked":
        friend.unblock()
    friend.send_text(lab.texts("builder.sample.asked"))


def group_writes(lab: Lab) -> None:
    """Somebody writes in a group the bot is in."""
    bot_in(lab, "同學會", True)
    lab.group("同學會").says("小美", lab.texts("builder.sample.asked"))


def writes_then_blocks(lab: Lab) -> None:
    """A message to the bot, and right after it a block."""
    writes(lab, "阿凱")
    blocked(lab, "阿凱")


def answered_already(lab: Lab) -> None:
    """A message whose reply token has been used."""
    writes(lab)
    send(lab, Draft(REPLY, {"replyToken": newest_event(lab).reply_token, "messages": [samples.text(lab)]}))


def too_late(lab: Lab) -> None:
    """A message whose reply token has just expired."""
    writes(lab)
    lab.clock.advance(seconds=limits.REPLY_TOKEN_SECONDS + 1)


# Quota ----------------------------------------------------------------------------------------------------------


def quota_for_all(lab: Lab) -> None:
    """The month's messages suffice for every friend; if they do not, the month begins anew."""
    with lab.platform.lock:
        lab.platform.settle()
        if not _suffices(lab):
            _month_begins(lab)
        if not _suffices(lab):  # a narrowcast on its way holds some
            narrowcasts_finish(lab)
            _month_begins(lab)


def _month_begins(lab: Lab) -> None:
    lab.platform.quota.change(lab.platform.now(), used=0)


def _suffices(lab: Lab) -> bool:
    remaining = lab.platform.quota.remaining(lab.platform.now())
    return remaining is None or remaining >= int(np.count_nonzero(lab.platform.people.population.reachable))


def no_quota(lab: Lab) -> None:
    """Not a message is left this month."""
    quota, now_ms = lab.platform.quota, lab.platform.now()
    with lab.platform.lock:
        if quota.limit is None:
            quota.change(now_ms, plan="light")
        quota.change(now_ms, used=quota.limit)


# Retry keys -----------------------------------------------------------------------------------------------------


def fresh_key(lab: Lab) -> str:
    """A retry key this lab has not seen: made of the number of exchanges, so the same lesson makes the same keys."""
    return str(uuid5(NAMESPACE_URL, f"line-sending-lab/retry-key/{lab.exchange_count}"))


def last_key(lab: Lab) -> str:
    """The retry key of the newest exchange."""
    return lab.last.request_headers["x-line-retry-key"]


# Narrowcasts ----------------------------------------------------------------------------------------------------


def narrowcasts_finish(lab: Lab) -> None:
    """Time passes until every narrowcast on its way has arrived or failed."""
    narrowcasts = lab.platform.narrowcasts
    lab.clock.advance(seconds=(narrowcasts.WAITING_MS + narrowcasts.SENDING_MS) // SECOND)
    with lab.platform.lock:
        lab.platform.settle()


def narrowcast_finished(lab: Lab) -> None:
    """A narrowcast to everyone has arrived; it is the newest exchange."""
    friends(lab)
    send(lab, Draft(NARROWCAST, {"messages": [samples.text(lab)]}))
    narrowcasts_finish(lab)
    quota_for_all(lab)


def audience_ready(lab: Lab) -> None:
    """There is an audience of uploaded user ids; the one already there serves again."""
    friends(lab, "小美", "阿凱")
    with lab.platform.lock:
        if not _audiences(lab):
            rows = [lab.row(name) for name in ("小美", "阿凱")]
            lab.platform.audiences.add(UPLOAD, rows, description=lab.texts("builder.sample.audience"))


def audience_id(lab: Lab) -> int:
    """The id of the audience that `audience_ready` made."""
    return _audiences(lab)[0]


def _audiences(lab: Lab) -> list[int]:
    description = lab.texts("builder.sample.audience")
    return [audience.id for audience in lab.platform.audiences.all() if audience.description == description]
