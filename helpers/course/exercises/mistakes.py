"""The functions with a mistake that learners are given to mend, as they stand in the lessons' cells."""

# mypy: allow-untyped-defs, allow-incomplete-defs, no-check-untyped-defs
# ruff: noqa: D103 - they stand in a learner's cell, where the task above says what they should do

import time
import uuid

from linebot.v3.messaging import ApiException, BroadcastRequest, MulticastRequest, PushMessageRequest, TextMessage


def retries_with_a_new_key(line_bot_api, to, text):
    request = PushMessageRequest(to=to, messages=[TextMessage(text=text)])
    for wait in (1, 2, 4):
        try:
            return line_bot_api.push_message(request, x_line_retry_key=str(uuid.uuid4()))
        except ApiException as error:
            if error.status < 500:
                raise
        time.sleep(wait)


def asks_once_for_each_id(line_bot_api, user_ids, text):
    for user_id in user_ids:
        request = MulticastRequest(to=[user_id], messages=[TextMessage(text=text)])
        line_bot_api.multicast(request)


def broadcasts_line_by_line(line_bot_api, lines):
    for line in lines:
        line_bot_api.broadcast(BroadcastRequest(messages=[TextMessage(text=line)]))
