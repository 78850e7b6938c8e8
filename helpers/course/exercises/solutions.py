"""A solution of each exercise, as a learner would write it. Shown after the last hint, and run by the tests."""

# mypy: allow-untyped-defs, allow-incomplete-defs, no-check-untyped-defs
# ruff: noqa: D103 - they stand in a learner's cell, where the task above says what they do

import time
import uuid

from linebot.v3.messaging import (
    ApiException,
    AreaDemographicFilter,
    AudienceRecipient,
    BroadcastRequest,
    Filter,
    GenderDemographicFilter,
    MulticastRequest,
    NarrowcastRequest,
    OperatorDemographicFilter,
    PushMessageRequest,
    ReplyMessageRequest,
    StickerMessage,
    TextMessage,
)
from urllib3.exceptions import HTTPError

# Reply ----------------------------------------------------------------------------------------------------------


def answer(line_bot_api, event):
    message = TextMessage(text=event.message.text)
    request = ReplyMessageRequest(reply_token=event.reply_token, messages=[message])
    line_bot_api.reply_message(request)


def answer_quietly(line_bot_api, event):
    text = TextMessage(text=event.message.text)
    sticker = StickerMessage(package_id="446", sticker_id="1988")
    line_bot_api.reply_message(
        ReplyMessageRequest(
            reply_token=event.reply_token,
            messages=[text, sticker],
            notification_disabled=True,
        )
    )


def on_event(line_bot_api, event):
    if event.type == "follow":
        text = "歡迎！傳訊息給我，我就學你說一遍。"
    elif event.type == "message" and event.message.type == "text":
        text = event.message.text
    else:
        return
    line_bot_api.reply_message(
        ReplyMessageRequest(
            reply_token=event.reply_token,
            messages=[TextMessage(text=text)],
            notification_disabled=event.type == "follow",
        )
    )


# Push -----------------------------------------------------------------------------------------------------------


def notify(line_bot_api, to, text):
    request = PushMessageRequest(to=to, messages=[TextMessage(text=text)])
    line_bot_api.push_message(request)


def notify_safely(line_bot_api, to, text):
    request = PushMessageRequest(to=to, messages=[TextMessage(text=text)])
    retry_key = str(uuid.uuid4())
    for attempt in range(3):
        try:
            line_bot_api.push_message(request, x_line_retry_key=retry_key)
            return
        except ApiException as error:
            if error.status == 409:
                return
            if error.status < 500 or attempt == 2:
                raise
        time.sleep(2**attempt)  # 1 second, then 2: longer each time


def remind_all(line_bot_api, user_ids, text):
    refused = []
    for user_id in user_ids:
        try:
            request = PushMessageRequest(to=user_id, messages=[TextMessage(text=text)])
            line_bot_api.push_message(request)
        except ApiException as error:
            if error.status != 400:
                raise
            refused.append(user_id)
    return refused


# Multicast ------------------------------------------------------------------------------------------------------


def announce(line_bot_api, user_ids, text):
    each_once = list(dict.fromkeys(user_ids))
    request = MulticastRequest(to=each_once, messages=[TextMessage(text=text)])
    line_bot_api.multicast(request)


def announce_to_many(line_bot_api, user_ids, text):
    for start in range(0, len(user_ids), 500):
        chunk = user_ids[start : start + 500]
        request = MulticastRequest(to=chunk, messages=[TextMessage(text=text)])
        line_bot_api.multicast(request)


def announce_safely(line_bot_api, user_ids, text):
    for start in range(0, len(user_ids), 500):
        chunk = user_ids[start : start + 500]
        request = MulticastRequest(to=chunk, messages=[TextMessage(text=text)])
        retry_key = str(uuid.uuid4())
        for attempt in range(3):
            try:
                line_bot_api.multicast(request, x_line_retry_key=retry_key)
                break
            except HTTPError:
                if attempt == 2:
                    raise
            except ApiException as error:
                if error.status == 409:
                    break
                if error.status < 500 or attempt == 2:
                    raise
            time.sleep(2**attempt)  # 1 second, then 2: longer each time


# Narrowcast -----------------------------------------------------------------------------------------------------


def send_to_audience(line_bot_api, audience_group_id, text):
    recipient = AudienceRecipient(audience_group_id=audience_group_id)
    request = NarrowcastRequest(messages=[TextMessage(text=text)], recipient=recipient)
    line_bot_api.narrowcast(request)


def send_to_area(line_bot_api, gender, area, text):
    is_gender = GenderDemographicFilter(one_of=[gender])
    lives_there = AreaDemographicFilter(one_of=[area])
    both = OperatorDemographicFilter(var_and=[is_gender, lives_there])
    messages = [TextMessage(text=text)]
    request = NarrowcastRequest(messages=messages, filter=Filter(demographic=both))
    line_bot_api.narrowcast(request)


def send_and_wait(line_bot_api, request, advance):
    response = line_bot_api.narrowcast_with_http_info(request)
    request_id = response.headers["x-line-request-id"]
    while True:
        progress = line_bot_api.get_narrowcast_progress(request_id)
        if progress.phase == "succeeded":
            return progress.success_count
        if progress.phase == "failed":
            return 0
        advance(5)


# Broadcast ------------------------------------------------------------------------------------------------------


def announce_all(line_bot_api, lines):
    messages = [TextMessage(text=line) for line in lines]
    line_bot_api.broadcast(BroadcastRequest(messages=messages))


def broadcast_if_enough(line_bot_api, text, friends):
    quota = line_bot_api.get_message_quota()
    if quota.type == "limited":
        used = line_bot_api.get_message_quota_consumption().total_usage
        if quota.value - used < friends:
            return False
    line_bot_api.broadcast(BroadcastRequest(messages=[TextMessage(text=text)]))
    return True


def on_message(line_bot_api, event, admin_id):
    if event.message.type != "text":
        return
    command, _, text = event.message.text.partition(" ")
    if command != "/all" or not text.strip():
        return
    if event.source.user_id != admin_id:
        refusal = TextMessage(text="只有管理員可以廣播。")
        request = ReplyMessageRequest(reply_token=event.reply_token, messages=[refusal])
        line_bot_api.reply_message(request)
        return
    request = BroadcastRequest(messages=[TextMessage(text=text)])
    retry_key = str(uuid.uuid5(uuid.NAMESPACE_URL, event.webhook_event_id))
    try:
        line_bot_api.broadcast(request, x_line_retry_key=retry_key)
    except ApiException as error:
        if error.status != 409:
            raise


# All of them ----------------------------------------------------------------------------------------------------


def class_bot(line_bot_api, event, trip):
    if event.type != "message" or event.message.type != "text":
        return

    def reply(words):
        messages = [TextMessage(text=words)]
        request = ReplyMessageRequest(reply_token=event.reply_token, messages=messages)
        line_bot_api.reply_message(request)

    if event.message.text in trip["answers"]:
        reply(trip["answers"][event.message.text])
        return
    command, _, words = event.message.text.partition(" ")
    if event.source.user_id != trip["teacher"] or not words.strip():
        return
    messages = [TextMessage(text=words)]
    if command == "/group":
        send = line_bot_api.push_message
        request = PushMessageRequest(to=trip["group"], messages=messages)
    elif command == "/list":
        send = line_bot_api.multicast
        request = MulticastRequest(to=trip["list"], messages=messages)
    elif command == "/all":
        month = line_bot_api.get_message_quota().value
        used = line_bot_api.get_message_quota_consumption().total_usage
        if month - used < trip["friends"]:
            reply(f"這個月只剩 {month - used} 則，不夠送給全部好友。")
            return
        send = line_bot_api.broadcast
        request = BroadcastRequest(messages=messages)
    else:
        return
    retry_key = str(uuid.uuid5(uuid.NAMESPACE_URL, event.webhook_event_id))
    for attempt in range(3):
        try:
            send(request, x_line_retry_key=retry_key)
            return
        except ApiException as error:
            if error.status == 409:
                return
            if error.status < 500 or attempt == 2:
                raise
        time.sleep(2**attempt)  # 1 second, then 2: longer each time
