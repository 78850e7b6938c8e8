"""What has to happen in the practice world before a ready request shows its point.

Every function may be called again and again, whatever happened in between. Those about people raise LabError when
somebody they need has left LINE.
"""

from __future__ import annotations

from contextlib import suppress
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from linebot.v3.messaging import ApiException

from helpers.examples import samples
from helpers.line import limits
from helpers.line.audience_types import UPLOAD
from helpers.line.send_methods import NARROWCAST, REPLY
from helpers.line.timestamps import SECOND
from helpers.session.draft import Draft
from helpers.session.session import Session

#: Friends of the account in every ready world.
FRIEND_NAMES = ("小美", "阿凱", "志明")


def send(session: Session, draft: Draft) -> None:
    """Send something beforehand; the history shows whether LINE took it."""
    with suppress(ApiException):
        draft.send(session.line_bot_api)


# People and groups ----------------------------------------------------------------------------------------------


def friends(session: Session, *names: str) -> None:
    """Make these people (all of FRIENDS if none is named) friends who can be reached."""
    for friend in map(session.friend, names or FRIEND_NAMES):
        if friend.state == "blocked":
            friend.unblock()
        elif friend.state != "friend":
            friend.follow()


def blocked(session: Session, name: str) -> None:
    """Make this person block the account."""
    friend = session.friend(name)
    if friend.state != "blocked":
        friend.block()


def bot_in(session: Session, title: str, wanted: bool) -> None:
    """Let the bot be in the group, or not."""
    group = session.group(title)
    chat = session.platform.people.chats[group.group_id]
    if chat.bot_in and not wanted:
        group.remove()
    elif wanted and not chat.bot_in:
        group.invite()


def wrote_lately(session: Session, name: str) -> None:
    """Let this person have written to the account within the days in which a push still reaches a non-friend."""
    platform = session.platform
    if not platform.people.push_outcome(session.row(name), platform.now()).received:
        writes(session, name)


# Events and their reply tokens ----------------------------------------------------------------------------------


def newest_event(session: Session) -> Any:
    """Return the newest event that can be replied to, as the SDK parsed it."""
    return next(event for event in reversed(session.events) if getattr(event, "reply_token", None))


def writes(session: Session, name: str = "小美") -> None:
    """Let somebody write to the bot, one-to-one. Who has blocked the account unblocks it first, to be able to."""
    friend = session.friend(name)
    if friend.state == "blocked":
        friend.unblock()
    friend.send_text(session.texts("builder.sample.asked"))


def group_writes(session: Session) -> None:
    """Somebody writes in a group the bot is in."""
    bot_in(session, "同學會", True)
    session.group("同學會").says("小美", session.texts("builder.sample.asked"))


def writes_then_blocks(session: Session) -> None:
    """Let somebody write to the bot and block it right after."""
    writes(session, "阿凱")
    blocked(session, "阿凱")


def answered_already(session: Session) -> None:
    """Let there be a message whose reply token has been used."""
    writes(session)
    send(session, Draft(REPLY, {"replyToken": newest_event(session).reply_token, "messages": [samples.text(session)]}))


def too_late(session: Session) -> None:
    """Let there be a message whose reply token has just expired."""
    writes(session)
    session.clock.advance(seconds=limits.REPLY_TOKEN_SECONDS + 1)


# Quota ----------------------------------------------------------------------------------------------------------


def quota_for_all(session: Session) -> None:
    """Let the month's messages suffice for every friend; if they do not, begin the month anew."""
    with session.platform.lock:
        session.platform.settle()
        if not _suffices(session):
            _month_begins(session)
        if not _suffices(session):  # a narrowcast on its way holds some
            narrowcasts_finish(session)
            _month_begins(session)


def _month_begins(session: Session) -> None:
    session.platform.quota.change(session.platform.now(), used=0)


def _suffices(session: Session) -> bool:
    remaining = session.platform.quota.remaining(session.platform.now())
    return remaining is None or remaining >= len(session.platform.people.population.reachable)


def no_quota(session: Session) -> None:
    """Not a message is left this month."""
    quota, now_ms = session.platform.quota, session.platform.now()
    with session.platform.lock:
        if quota.limit is None:
            quota.change(now_ms, plan="light")
        quota.change(now_ms, used=quota.limit)


# Retry keys -----------------------------------------------------------------------------------------------------


def fresh_key(session: Session) -> str:
    """Return a retry key new to this lab, made of the number of exchanges: the same lesson makes the same keys."""
    return str(uuid5(NAMESPACE_URL, f"line-sending-lab/retry-key/{session.exchanges.count}"))


def last_key(session: Session) -> str:
    """Return the retry key of the newest exchange."""
    return session.last.request_headers["x-line-retry-key"]


# Narrowcasts ----------------------------------------------------------------------------------------------------


def narrowcasts_finish(session: Session) -> None:
    """Time passes until every narrowcast on its way has arrived or failed."""
    narrowcasts = session.platform.narrowcasts
    session.clock.advance(seconds=(narrowcasts.WAITING_MS + narrowcasts.SENDING_MS) // SECOND)
    with session.platform.lock:
        session.platform.settle()


def narrowcast_finished(session: Session) -> None:
    """Let a narrowcast to everyone have arrived; it is the newest exchange."""
    friends(session)
    send(session, Draft(NARROWCAST, {"messages": [samples.text(session)]}))
    narrowcasts_finish(session)
    quota_for_all(session)


def audience_ready(session: Session) -> None:
    """There is an audience of uploaded user ids; the one already there serves again."""
    friends(session, "小美", "阿凱")
    with session.platform.lock:
        if not _audiences(session):
            rows = [session.row(name) for name in ("小美", "阿凱")]
            session.platform.audiences.add(UPLOAD, rows, description=session.texts("builder.sample.audience"))


def audience_id(session: Session) -> int:
    """Return the id of the audience that `audience_ready` made."""
    return _audiences(session)[0]


def _audiences(session: Session) -> list[int]:
    description = session.texts("builder.sample.audience")
    return [audience.id for audience in session.platform.audiences.all() if audience.description == description]
