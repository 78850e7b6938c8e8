"""Why LINE, the SDK or the network refused a request, and what to do, in English."""

from __future__ import annotations

_STATUS: dict[str, str] = {
    "status.200.title": "LINE accepted it",
    "status.200.meaning": "The request is fine and LINE has taken it. Accepted does not mean delivered.",
    "status.200.todo": "Look at the table below to see who really received it.",
    "status.202.title": "LINE accepted it and will work on it later",
    "status.202.meaning": "LINE took the request, but the work is not done. It can still fail later.",
    "status.202.todo": "Ask for the result in a while.",
    "status.400.title": "Something in the request is wrong",
    "status.400.meaning": "LINE could read the request, but its content breaks a rule. Nobody received anything.",
    "status.400.todo": "Fix the field the response body names, then send. Sending the same again will not work.",
    "status.401.title": "No valid access token",
    "status.401.meaning": "The request carried no channel access token, or one that is not valid.",
    "status.401.todo": "Check whether the token was mistyped, has expired or was issued again.",
    "status.403.title": "Not allowed",
    "status.403.meaning": "This account or its plan may not use this feature.",
    "status.403.todo": "Read the conditions in the documentation, or use another method.",
    "status.404.title": "Not found",
    "status.404.meaning": "LINE cannot find what you asked for: a profile, a group, a progress report, or the address itself.",
    "status.404.todo": "Check the address and the id for mistakes.",
    "status.405.title": "Wrong HTTP method",
    "status.405.meaning": "The address is right, but it does not take this HTTP method.",
    "status.405.todo": "Use the method the documentation names. All five ways of sending use POST.",
    "status.409.title": "This retry key was already accepted",
    "status.409.meaning": "An earlier request with this retry key succeeded, so LINE did not send it again.",
    "status.409.todo": "Treat it as success and do not send again. For a new message, use a new retry key.",
    "status.410.title": "It is gone",
    "status.410.meaning": "What you asked for is no longer available.",
    "status.410.todo": "Do not retry.",
    "status.413.title": "The request is too large",
    "status.413.meaning": "The request is over 2 MB and LINE refused it.",
    "status.413.todo": "Make the request smaller and send again.",
    "status.415.title": "Wrong kind of content",
    "status.415.meaning": "LINE does not take content of this kind. Messages are sent as JSON.",
    "status.415.todo": "Set the `Content-Type` header to `application/json`.",
    "status.429.title": "Over a limit",
    "status.429.meaning": "Too many requests, too many jobs at once, the monthly quota used up, "
    "or too many messages to one person.",
    "status.429.todo": "The response body says which. Too many requests: wait a little. "
    "Quota used up: fewer recipients, next month, or a larger plan.",
    "status.500.title": "LINE had an internal error",
    "status.500.meaning": "Your request is not at fault; something went wrong inside LINE.",
    "status.500.todo": "Send again with the same retry key; that way nothing is sent twice.",
    "status.4xx.title": "LINE refused the request",
    "status.4xx.meaning": "This status is not in LINE's table. A number starting with 4 means the request has a problem.",
    "status.4xx.todo": "Read the response body, fix the request and send again.",
    "status.5xx.title": "Something went wrong at LINE",
    "status.5xx.meaning": "This status is not in LINE's table. A number starting with 5 means the server failed.",
    "status.5xx.todo": "Send again with the same retry key; that way nothing is sent twice.",
    "status.other.title": "An unfamiliar answer",
    "status.other.meaning": "This status is not in LINE's table, and the lab does not know what it means.",
    "status.other.todo": "Read the response body and compare it with LINE's documentation.",
}

_RULES_REQUEST: dict[str, str] = {
    "rule.auth_missing.title": "The request carried no access token",
    "rule.auth_missing.meaning": "Every request needs the header `Authorization: Bearer TOKEN`. "
    "This one had none, or it was written another way.",
    "rule.auth_missing.todo": "Send through `lab.line_bot_api`, and it is added for you. "
    "If you make the SDK's objects yourself, fill in `Configuration(access_token=...)`.",
    "rule.auth_invalid.title": "The access token is not right",
    "rule.auth_invalid.meaning": "LINE does not know this channel access token. "
    "It may be mistyped, or no longer valid.",
    "rule.auth_invalid.todo": "When practising, use `lab.line_bot_api`. "
    "In live mode, check the token in `.env` and issue a new one if need be.",
    "rule.auth_expired.title": "The access token has expired",
    "rule.auth_expired.meaning": "This channel access token is no longer valid. Different kinds of tokens have different lifetimes.",
    "rule.auth_expired.todo": "Issue a new token, put it in place of the old one and send again.",
    "rule.not_found.title": "There is no such address",
    "rule.not_found.meaning": "LINE has no such path. A path must be exactly as in the reference, with nothing added.",
    "rule.not_found.todo": "Compare the path with the documentation; even one extra slash is too many. "
    "The SDK's methods always have it right.",
    "rule.method_not_allowed.title": "Wrong HTTP method",
    "rule.method_not_allowed.meaning": "The path is right, but it does not take this HTTP method.",
    "rule.method_not_allowed.todo": "Use the method the documentation names. All five ways of sending use POST.",
    "rule.body_too_large.title": "The request is too large",
    "rule.body_too_large.meaning": "The request is over 2 MB and LINE refused it. Nobody received anything.",
    "rule.body_too_large.todo": "Put less in it, or send it in several requests.",
    "rule.content_type.title": "Wrong Content-Type",
    "rule.content_type.meaning": "Messages are sent as JSON, but the request's `Content-Type` says it is something else.",
    "rule.content_type.todo": "Add the header `Content-Type: application/json`. The SDK does it for you.",
    "rule.json_syntax.title": "The request body is not valid JSON",
    "rule.json_syntax.meaning": "LINE read up to a point and could not go on. "
    "In the answer, line and column say which line and which character.",
    "rule.json_syntax.todo": "Look there for a missing comma, quotation mark or bracket. The usual causes are a real line break or a quotation mark inside a text, single quotes, a comma after the last item, or a comment; `json.dumps(...)` and the SDK write JSON correctly.",
    "rule.json_duplicate.title": "A field is written twice",
    "rule.json_duplicate.meaning": "One JSON object names the same field twice. LINE has refused that since 5 December 2022.",
    "rule.json_duplicate.todo": "`details` names the field; remove one of the two.",
    "rule.property_invalid.title": "A field has a wrong value",
    "rule.property_invalid.meaning": "The field named in the answer has the wrong type or form.",
    "rule.property_invalid.todo": "Take the field's name from the answer and compare its value with the documentation. If you wrote the JSON by hand, look for a real line break or a quotation mark inside a text; `json.dumps(...)` and the SDK write both correctly.",
    "rule.body_invalid.title": "A field breaks a rule",
    "rule.body_invalid.meaning": "LINE checked every field and listed the problems in `details`. "
    "One problem is enough for nobody to receive anything.",
    "rule.body_invalid.todo": 'Fix the fields under "What is wrong" one by one, then send again.',
    "rule.message_invalid.title": "A message breaks a rule",
    "rule.message_invalid.meaning": "One of the messages breaks a rule of its kind. "
    "Counting starts at 0: `messages[0]` is the first.",
    "rule.message_invalid.todo": "Go to the place `details` names and compare it with the documentation of that kind of message.",
    "rule.rate_limit.title": "Too many requests",
    "rule.rate_limit.meaning": "This endpoint got too many requests in a short time. "
    "Requests count, not people; retries count too. The allowance comes back little by little, not all at once on the hour.",
    "rule.rate_limit.todo": "Wait a little, then send again. Wait longer after each failure.",
    "rule.rate_limit.mark": "LINE publishes the rate (60 broadcasts an hour, for instance), not how many requests in a row "
    "it takes; that number is the lab's choice.",
    "rule.fault_injected.title": "The lab made this fail on purpose",
    "rule.fault_injected.meaning": "Someone told the lab to fail this request, to practise what to do. "
    "Your request may well be right.",
    "rule.fault_injected.todo": "Treat it as real: after a 500 send again with the same retry key, after a 429 wait first.",
    "rule.not_simulated.title": "The lab does not simulate this",
    "rule.not_simulated.meaning": "LINE has this API, but the lab was built without it. You did nothing wrong.",
    "rule.not_simulated.todo": "Skip this step when practising.",
}

_RULES_RETRY: dict[str, str] = {
    "rule.retry_key_format.title": "The retry key has the wrong form",
    "rule.retry_key_format.meaning": "`X-Line-Retry-Key` must be a UUID made by your program. This value is not one.",
    "rule.retry_key_format.todo": "Make one with `str(uuid.uuid4())`.",
    "rule.retry_key_unsupported.title": "This API takes no retry key",
    "rule.retry_key_unsupported.meaning": "Retry keys are for push, multicast, narrowcast and broadcast. "
    "Other APIs refuse a request that has one.",
    "rule.retry_key_unsupported.todo": "Take `X-Line-Retry-Key` away and send again.",
    "rule.retry_key_accepted.title": "This retry key was already accepted",
    "rule.retry_key_accepted.meaning": "An earlier request with this retry key succeeded, so nothing was sent again. "
    "That is what retry keys are for.",
    "rule.retry_key_accepted.todo": "Treat it as success and do not send again. For a new message, use a new retry key.",
}

_RULES_REPLY: dict[str, str] = {
    "rule.reply_token_used.title": "This reply token was already used",
    "rule.reply_token_used.meaning": "A reply token works only once, and this one has been used.",
    "rule.reply_token_used.todo": "To say several things, put up to 5 messages into one reply. "
    "To reply again, wait for the person's next event, or use push.",
    "rule.reply_token_expired.title": "This reply token has expired",
    "rule.reply_token_expired.meaning": "Reply within 1 minute of the event; after that LINE promises nothing. "
    "In the lab it ends at 60 seconds.",
    "rule.reply_token_expired.todo": "Reply sooner. If the work takes long, send its result with push.",
    "rule.reply_token_unknown.title": "This reply token is not known",
    "rule.reply_token_unknown.meaning": "LINE never gave out this token. "
    "Whether it was used, has expired or never existed, LINE's answer is the same.",
    "rule.reply_token_unknown.todo": "Use `event.reply_token` from the event; do not type it by hand.",
    "rule.reply_token_invalid.title": "This reply token cannot be used",
    "rule.reply_token_invalid.meaning": "It was used, it has expired, or it never existed. LINE's answer is the same for all three.",
    "rule.reply_token_invalid.todo": "Reply once with `event.reply_token` within 1 minute of the event. If it is too late, use push.",
    "rule.reply_token_redelivery.title": "The token of this redelivered event cannot be used",
    "rule.reply_token_redelivery.meaning": "A redelivered webhook carries the same token. "
    "If it was used, or 20 minutes have passed since the event, it no longer works.",
    "rule.reply_token_redelivery.todo": "Recognise events you have handled by `webhook_event_id`. To say more, use push.",
}

_RULES_TARGET: dict[str, str] = {
    "rule.push_to_malformed.title": "`to` is not an id",
    "rule.push_to_malformed.meaning": "`to` takes one id: U, C or R and then 32 characters. "
    "A display name, phone number or LINE ID will not do.",
    "rule.push_to_malformed.todo": "Use `event.source.user_id` from a webhook event. "
    "When practising, `lab.friend(...).user_id` works too.",
    "rule.push_to_unknown.title": "There is no such recipient",
    "rule.push_to_unknown.meaning": "The id is well formed, but it belongs to nobody under this provider. "
    "Ids from another provider do not work here.",
    "rule.push_to_unknown.todo": "Use an id from a webhook event that this very account received.",
    "rule.push_to_self.title": "You cannot send to yourself",
    "rule.push_to_self.meaning": "`to` is the bot's own id.",
    "rule.push_to_self.todo": "Put in the id of the person who should receive it.",
    "rule.group_not_joined.title": "The account is not in this group",
    "rule.group_not_joined.meaning": "An account can push to a group or room only while it is in it.",
    "rule.group_not_joined.todo": "Have someone in the group invite the account. "
    "When practising, use `lab.group(...).invite()`.",
    "rule.multicast_to_invalid.title": "The list holds an id that cannot be used",
    "rule.multicast_to_invalid.meaning": "Multicast takes user ids only. "
    "One group, room or malformed id makes the whole request fail.",
    "rule.multicast_to_invalid.todo": "`to[ ]` in the answer says which, counting from 0. Change or remove it.",
    "rule.multicast_to_unknown.title": "The list holds someone who does not exist",
    "rule.multicast_to_unknown.meaning": "One id is well formed, but it belongs to nobody under this provider. "
    "This practice world is set to refuse the whole request.",
    "rule.multicast_to_unknown.todo": "The number in `to[ ]` in the answer says which, counting from 0. "
    "Remove it and send again.",
    "rule.quota.title": "Not enough of the monthly quota is left",
    "rule.quota.meaning": "Each person who receives it counts as one message, and this would go over the month's limit; "
    "what a narrowcast reserves while it picks people counts as well. Nothing was sent.",
    "rule.quota.todo": "Send to fewer people, wait for next month, or take a larger plan. "
    "A reply costs nothing and still works.",
    "rule.not_enough_friends.title": "The target reach is under 100",
    "rule.not_enough_friends.meaning": "To filter by age, gender and the like, "
    "the account's target reach must be at least 100. That is not its number of friends.",
    "rule.not_enough_friends.todo": "Drop the attribute conditions, or use multicast or broadcast.",
    "rule.account_not_entitled.title": "This account may not use this feature",
    "rule.account_not_entitled.meaning": "Some features are for verified or premium accounts only, "
    "such as the lists of friends' ids and group members' ids.",
    "rule.account_not_entitled.todo": "Collect ids from webhook events instead.",
    "rule.redelivery_unknown.title": "The `requestId` of the redelivery cannot be used",
    "rule.redelivery_unknown.meaning": "`requestId` must be that of an earlier narrowcast that succeeded "
    "less than 14 days ago.",
    "rule.redelivery_unknown.todo": "Use the `x-line-request-id` from that narrowcast's response headers, "
    "and check that its phase is `succeeded`.",
    "rule.partial_delivery_option.title": "These limit options do not go together",
    "rule.partial_delivery_option.meaning": "`forbidPartialDelivery` works only together with `upToRemainingQuota`.",
    "rule.partial_delivery_option.todo": "Add `up_to_remaining_quota=True`, or drop `forbid_partial_delivery`.",
    "rule.loading_chat.title": "The loading animation is for users only",
    "rule.loading_chat.meaning": "`chatId` takes a user id. A group, a room or a wrong id will not do.",
    "rule.loading_chat.todo": "Use `event.source.user_id`.",
    "rule.mark_as_read_token.title": "This mark-as-read token cannot be used",
    "rule.mark_as_read_token.meaning": "A `markAsReadToken` works only for the bot that received it in a webhook.",
    "rule.mark_as_read_token.todo": "Use `event.message.mark_as_read_token` from the event.",
}

_RULES_AUDIENCE: dict[str, str] = {
    "rule.audience_unknown.title": "There is no such audience",
    "rule.audience_unknown.meaning": "`audienceGroupId` names an audience that does not exist.",
    "rule.audience_unknown.todo": "List the audiences, check the id and send again.",
    "rule.audience_not_ready.title": "The audience is not ready",
    "rule.audience_not_ready.meaning": "An audience can be used once its status is `READY`. "
    "Building one takes time; an empty one stays `IN_PROGRESS`.",
    "rule.audience_not_ready.todo": "Ask for the audience's status and send when it is `READY`.",
    "rule.audience_invalid.title": "The audience's data breaks a rule",
    "rule.audience_invalid.meaning": "Something in the data for making or changing an audience is wrong, "
    "such as a description over 120 characters or a malformed id.",
    "rule.audience_invalid.todo": "Read the reason in the response body, fix it and send again.",
}

_RULES_LOOKUP: dict[str, str] = {
    "rule.date_invalid.title": "The date is not written correctly",
    "rule.date_invalid.meaning": "`date` is 8 digits, year, month, day, such as `20261102`. Days are counted in UTC+9.",
    "rule.date_invalid.todo": "Write it as `yyyyMMdd` and ask again.",
    "rule.path_id_invalid.title": "The id in the address has the wrong form",
    "rule.path_id_invalid.meaning": "The id of a user, group, room or request in the address is not written correctly.",
    "rule.path_id_invalid.todo": "Copy the id from a webhook event or a response header; do not type it by hand.",
    "rule.start_invalid.title": "The `start` for the next page cannot be used",
    "rule.start_invalid.meaning": "`start` is wrong or has expired. It lasts 24 hours.",
    "rule.start_invalid.todo": "Begin at the first page again and use `next` from the answer.",
    "rule.limit_invalid.title": "`limit` cannot have this value",
    "rule.limit_invalid.meaning": "`limit` is the most a page may hold: a whole number from 1 to the documented maximum. "
    "LINE does not specify the wording of this error.",
    "rule.limit_invalid.todo": "Use a number within the range, or leave `limit` out and take the default.",
    "rule.webhook_url_invalid.title": "The webhook address cannot be used",
    "rule.webhook_url_invalid.meaning": "A webhook address must be a correct https address of up to 500 characters.",
    "rule.webhook_url_invalid.todo": "Use a correct address that starts with `https://`.",
    "rule.webhook_missing.title": "No webhook address is set",
    "rule.webhook_missing.meaning": "This account has no webhook address, so there is nothing to read or test.",
    "rule.webhook_missing.todo": "Set one with `set_webhook_endpoint` first.",
    "rule.profile_not_found.title": "This person's profile is not available",
    "rule.profile_not_found.meaning": "There may be no such person, they may have blocked the account, "
    "or they are not a friend and have never written. LINE does not say which.",
    "rule.profile_not_found.todo": 'Let your program go on with "no profile" instead of stopping.',
    "rule.content_not_found.title": "There is no content for this message",
    "rule.content_not_found.meaning": "LINE does not know this message id.",
    "rule.content_not_found.todo": "Use `event.message.id` from the event.",
    "rule.content_gone.title": "The message was taken back",
    "rule.content_gone.meaning": "Its sender unsent this message, and its content is no longer available.",
    "rule.content_gone.todo": "Do not retry.",
    "rule.content_kind.title": "This kind of message has no such data",
    "rule.content_kind.meaning": "Only images and videos have a preview; only videos and audio are prepared.",
    "rule.content_kind.todo": "Look at `event.message.type` first.",
    "rule.group_not_found.title": "This group or room cannot be found",
    "rule.group_not_found.meaning": "There may be no such group or room, or the account may not be in it. "
    "LINE does not say which.",
    "rule.group_not_found.todo": "Take the id from an event. The account must be invited first.",
    "rule.progress_not_found.title": "This narrowcast cannot be found",
    "rule.progress_not_found.meaning": "This `requestId` is not a narrowcast's, "
    "or more than 14 days have passed since it was accepted.",
    "rule.progress_not_found.todo": "Ask with the `x-line-request-id` from the narrowcast's response headers.",
}

_SDK: dict[str, str] = {
    "sdk.meaning": "The SDK checked `{model}` on your computer, found it wrong and stopped. Nothing reached LINE.",
    "sdk.max_items.title": "`{field}` may hold at most {limit:,}",
    "sdk.max_items.todo": "Reduce `{field}` to at most {limit:,} and send again.",
    "sdk.min_items.title": "`{field}` must hold at least {limit:,}",
    "sdk.min_items.todo": "Check where the content of `{field}` comes from: it needs at least {limit:,}. When there is nothing to send, do not send.",
    "sdk.missing.title": "`{field}` is missing",
    "sdk.missing.todo": "Add `{field}=...` and check the spelling of names. The SDK silently ignores misspelt ones.",
    "sdk.none.title": "`{field}` cannot be `None`",
    "sdk.none.todo": "Find out where the value of `{field}` comes from and why it is empty.",
    "sdk.str.title": "`{field}` must be a string",
    "sdk.str.todo": "Give `{field}` a string, not a list or an object; take the text out of an object, as in `event.message.text`. `str(...)` turns a number or a UUID into a string.",
    "sdk.list.title": "`{field}` must be a list",
    "sdk.list.todo": "Even a single one goes in square brackets: `{field}=[...]`.",
    "sdk.dict.title": "`{field}` must be an object of the SDK",
    "sdk.dict.todo": "Make the SDK's object first (the way you write `TextMessage(text=...)`) and put that in, "
    "not just a string or a number.",
    "sdk.bool.title": "`{field}` must be `True` or `False`",
    "sdk.bool.todo": "Write `True` or `False` without quotes.",
    "sdk.number.title": "`{field}` must be a number",
    "sdk.number.todo": "Give `{field}` a number without quotes.",
    "sdk.max_length.title": "`{field}` may have at most {limit:,} characters",
    "sdk.max_length.todo": "Shorten `{field}` to at most {limit:,} characters.",
    "sdk.min_length.title": "`{field}` must have at least {limit:,} characters",
    "sdk.min_length.todo": "Give `{field}` at least {limit:,} characters.",
    "sdk.at_most.title": "`{field}` may be at most {limit:,}",
    "sdk.at_most.todo": "Change `{field}` to {limit:,} or a smaller number.",
    "sdk.at_least.title": "`{field}` must be at least {limit:,}",
    "sdk.at_least.todo": "Change `{field}` to {limit:,} or a larger number.",
    "sdk.enum.title": "`{field}` takes only certain values",
    "sdk.enum.todo": "Choose one of these: {permitted}.",
    "sdk.other.title": "`{field}` has a wrong value",
    "sdk.other.todo": "The SDK says: {message}. Compare it with the documentation, correct it and send again.",
    "sdk.unreadable.title": "The SDK could not read LINE's answer",
    "sdk.unreadable.meaning": "The request reached LINE, but the answer lacks something the SDK needs, so it stopped. "
    "The message may have been sent.",
    "sdk.unreadable.todo": "Do not send again yet. Read the response body, or see with `lab.phones(...)` whether it arrived.",
    "sdk.reply_retry_key.title": "`{method}` takes no retry key",
    "sdk.reply_retry_key.meaning": "The SDK does not let this method carry `x_line_retry_key` and stopped on your computer. "
    "Retry keys are for push, multicast, narrowcast and broadcast.",
    "sdk.reply_retry_key.todo": "Take `x_line_retry_key` away. A reply token works only once anyway, so no reply is sent twice.",
    "sdk.argument.title": "`{method}` does not know the argument `{argument}`",
    "sdk.argument.meaning": "This method of the SDK has no such argument, so it stopped on your computer. "
    "Nothing reached LINE.",
    "sdk.argument.todo": "Check the spelling. Fields of a message go into the request object, not into the method call.",
    "sdk.argument_inside.title": "`{argument}` belongs in the request; it is no argument of `{method}`",
    "sdk.argument_inside.meaning": "It is a field of `{request}`. The SDK stopped on your computer; LINE received nothing.",
    "sdk.argument_inside.todo": "Write `{method}({request}(..., {right}=...))`.",
    "sdk.signature.title": "The webhook's signature is wrong",
    "sdk.signature.meaning": "The SDK worked out the signature from the channel secret, and it differs from the one in the header. "
    "The webhook may not be LINE's, or it was changed on the way.",
    "sdk.signature.todo": "Check that the channel secret is this account's. Verify the body exactly as received, "
    "before converting it.",
    "sdk.no_token.title": "The SDK was given no access token",
    "sdk.no_token.meaning": "`Configuration` has no `access_token`, so the SDK cannot prepare a request. "
    "Nothing reached LINE.",
    "sdk.no_token.todo": "When practising, use `lab.configuration` or `lab.line_bot_api`. "
    "If you build your own, fill in `access_token`.",
}

_NETWORK: dict[str, str] = {
    "network.unreachable.title": "The server cannot be reached",
    "network.unreachable.meaning": "The request was not sent: no server is running at that address. "
    "The lab may have been closed.",
    "network.unreachable.todo": "Run the setup cell at the top of the notebook again, then try once more. "
    "In live mode, check the network.",
    "network.no_answer.title": "No answer came",
    "network.no_answer.meaning": "The request left, then the connection broke or the wait was too long. "
    "You cannot tell whether LINE accepted it.",
    "network.no_answer.todo": "Push, multicast, narrowcast, broadcast: send again with the same retry key. "
    "Reply: reply again with the same reply token.",
    "network.no_answer_key.title": "No answer came",
    "network.no_answer_key.meaning": "The request left, then the connection broke or the wait was too long. "
    "You cannot tell whether LINE accepted it.",
    "network.no_answer_key.todo": "Send exactly the same again with the same retry key. "
    "If LINE had accepted it, it answers 409 and nothing is sent twice.",
    "network.no_answer_keyless.title": "No answer came",
    "network.no_answer_keyless.meaning": "The request left, then the connection broke or the wait was too long. "
    "You cannot tell whether LINE accepted it, and it had no retry key.",
    "network.no_answer_keyless.todo": "Sending again may send it twice, so find out first whether anyone received it. "
    "Next time give `x_line_retry_key` from the start.",
    "network.no_answer_reply.title": "No answer came",
    "network.no_answer_reply.meaning": "The request left, then the connection broke or the wait was too long. "
    "You cannot tell whether LINE accepted it.",
    "network.no_answer_reply.todo": "Reply again with the same reply token within 1 minute. "
    "A token works only once, so nothing is answered twice.",
    "network.no_answer_data.title": "No answer came",
    "network.no_answer_data.meaning": "The request left, then the connection broke or the wait was too long.",
    "network.no_answer_data.todo": "Try again.",
}

_DETAILS: dict[str, str] = {
    "detail.empty": "`{field}` may not be empty",
    "detail.size": "`{field}` must hold between {low} and {high}",
    "detail.length": "`{field}` must be {low} to {high} long (most emoji count as 2)",
    "detail.too_long": "`{field}` may have at most {high} characters (most emoji count as 2)",
    "detail.utf16": "`{field}` is too long: LINE counts in UTF-16, where most emoji count as 2, so this is {units} "
    "and the limit is {high}",
    "detail.between": "`{field}` must be between {low} and {high}",
    "detail.at_most": "`{field}` may hold at most {high}",
    "detail.at_least": "`{field}` must hold at least {low}",
    "detail.maximum": "`{field}` may be at most {high}",
    "detail.minimum": "`{field}` must be at least {low}",
    "detail.before_lt": "`{field}` must be smaller than `lt`: `gte` is where the range begins, `lt` where it ends",
    "detail.same_actions": "All columns must have the same number of actions",
    "detail.same_title": "All columns need a `title`, or none may have one",
    "detail.same_image": "All columns need a picture (`thumbnailImageUrl`), or none may have one",
    "detail.user_id": "`{field}` takes a person's id only: `U` and 32 characters, not that of a group or room",
    "detail.positive": "`{field}` must be greater than 0",
    "detail.lower_limit": "`{field}` is too small: it may not be negative",
    "detail.at": "`{field}` (line {line}, column {column})",
    "detail.at_type": "`{field}` (line {line}, column {column}) is {kind}, which LINE does not take there",
    "json.flag": "true or false",
    "json.text": "a text",
    "json.number": "a number",
    "json.list": "a list",
    "json.object": "an object",
    "detail.contents": "contents",
    "detail.label": "`{field}` needs a `label`: the words people tap",
    "detail.misspelt": "`{field}` is missing: you wrote `{written}` instead of `{name}`",
    "rule.property_invalid.todo_type": "Give the field a value of another type: a text in quotes, a number or `true` without "
    "quotes, a list in `[...]`, an object in `{{...}}`. The documentation says which.",
    "json_cause.encoding": 'The body is not UTF-8. Send `json.dumps(...).encode("utf-8")`, or let `requests` do it with `json={{...}}`.',
    "json_cause.control": "A text holds a real line break or a tab. Write `\\n` or `\\t` for it; `json.dumps(...)` does so by itself.",
    "json_cause.escape": "A text holds a single backslash. Write it twice, `\\\\`; `json.dumps(...)` does so by itself.",
    "json_cause.empty": "The body is empty: send the JSON, for example with `json={{...}}` or `data=json.dumps({{...}})`.",
    "json_cause.no_object": 'The body is JSON, but not an object: it must begin with `{{` and hold pairs such as `"to": "U..."`.',
    "json_cause.bom": "An invisible character (U+FEFF) comes before the `{{`: save the file as UTF-8 without BOM, or read it with "
    '`encoding="utf-8-sig"`.',
    "json_cause.form": "This is form data, not JSON. Send it with `json={{...}}` or `data=json.dumps({{...}})`, not with `data={{...}}`.",
    "json_cause.single_quotes": "JSON takes double quotes only, no single quotes. Make the body with `json.dumps(...)`, not with `str(...)`.",
    "json_cause.wide_quotes": "JSON's quotation marks are straight: `\"`. Make the body with `json.dumps(...)`.",
    "json_cause.python_words": "JSON writes `true`, `false` and `null`, not as Python does. Make the body with `json.dumps(...)`.",
    "json_cause.comment": "JSON has no comments: remove them.",
    "json_cause.last_comma": "Remove the comma after the last item.",
    "json_cause.bare_key": 'Every name needs double quotes: `"to": ...`.',
    "detail.python_name": "`{field}` is missing: you wrote `{written}`, as in Python, but JSON writes `{name}`",
    "detail.measure": "`{field}` takes one of these words: {words}; or a number with its unit, such as `{example}`",
    "detail.length_unit": "`{field}` takes a number with its unit, such as `{example}`",
    "detail.colour": "`{field}` takes a colour such as `#00B900`, with 6 or 8 digits after the `#`",
    "detail.flag": "`{field}` takes `true` or `false`, without quotes",
    "detail.whole": "`{field}` takes a whole number, without quotes",
    "detail.ratio": "`{field}` takes a ratio of width to height, such as `20:13`",
    "detail.text": "`{field}` takes a text, in quotes",
    "detail.list": "`{field}` takes a list, `[...]`",
    "detail.part": "`{field}` takes an object whose `type` is one of these: {values}",
    "detail.one_of": "`{field}` must be one of these values: {values}",
    "detail.https": "`{field}` must be an address that starts with `https://`",
    "detail.type_unavailable": "`{field}` is a kind of message this account cannot send",
    "detail.multiple_of_five": "`{field}` must be a multiple of 5",
    "detail.duplicate": "`{name}` is written twice; remove one of the two",
    "detail.uri_scheme": "`{field}` begins in a way LINE does not take: links begin with `https://`, `http://`, "
    "`line://` or `tel:`",
    "detail.uri": "`{field}` is not written correctly: its `https://` is missing, or it holds a blank or another "
    "character that must be encoded first (`urllib.parse.quote`)",
    "detail.uri_characters": "`{field}` holds a character that an address cannot have as it is, such as `|`, a blank or a "
    "bare `%`: encode it first (`urllib.parse.quote`)",
    "detail.unit": "`{field}` has the wrong unit: only pixels go here, such as `20px`",
    "detail.property": "`{field}` has a value that LINE does not take there: compare its type, unit and permitted "
    "words with the documentation",
    "detail.kind": "`{field}` is not a kind that can go here: check its spelling, or use another component",
    "detail.unknown_field": "`{field}` is not a field of this component: check its spelling, or remove it",
    "detail.null": "`{field}` holds a `null` (`None` in Python): fill it in or remove it",
    "detail.unspecified": "`{field}` is required; add it",
    "detail.text_or_contents": "`{field}` needs either `text` or `contents`",
    "detail.block": "`{field}` needs at least one block: `header`, `hero`, `body` or `footer`",
    "detail.display_text": "`{field}` may have `displayText` or `text`, not both",
    "detail.not_specified": "`{field}` may not be given here; remove it",
    "detail.mention": "`{field}` may not mention anyone here: that works in groups and multi-person chats only",
    "detail.braces": "`{field}` has braces that are not in pairs. Without substitution use `TextMessage`; to show "
    "braces, double them: `{{{{` and `}}}}`",
    "detail.key_missing": "`{{{name}}}` in `{field}` is not defined in `substitution`: add it, or use `TextMessage`; to "
    "show braces, double them",
    "detail.key_form": 'The name "{name}" of a substitution may only have letters, digits and underscores; to show '
    "braces, use `TextMessage` or double them",
    "detail.pattern": "`{field}` must match `{pattern}`",
    "detail.datetime": "`{field}` is not the date or time that `mode` asks for",
    "detail.date_order": "`{field}` has its dates in the wrong order: `min` ≤ `initial` ≤ `max`",
    "detail.bubble_sizes": "All bubbles in `{field}` must have the same `size`",
    "detail.flex_size": "The Flex message is too large: its JSON may have {high} KB; put less in it",
    "detail.emoji_place": "`{field}` must be the position of a `$` in the text, counted from 0",
    "detail.forbidden_word": "`{field}` holds a word that may not be used, such as LINE; choose another name",
    "detail.unit_characters": "`{field}` may only have letters, digits and underscores",
    "detail.other_type": "`{field}` says that its `type` is `{type}`, but what it holds belongs to `{other}`: correct the `type`, or leave it out where the SDK's class sets it",
    "detail.other": "`{field}`: {message}",
    "detail.bare": "{message}",
    "detail.body": "the request body",
    "note.quote_token": "This does not look like a quote token that LINE gave. LINE does not say what it does with others; the lab accepts them, and nothing is quoted.",
    "note.sticker": "The lab has not checked this package. It may be on LINE's list of stickers that bots may send all the same: look there. LINE does not say what it answers to others; the lab accepts them all.",
    "note.place": "Latitudes go from -90 to 90 and longitudes from -180 to 180. LINE does not say what it does with other numbers; the lab accepts them.",
    "note.imagemap": "LINE asks for a base width of 1040 and for areas inside the picture. It was seen to accept others, but says nothing of where a tap then leads.",
    "host.too_long.meaning": "The path was added to an address that already ends in `/` or in a path: `Configuration(host=...)` takes only the server, such as `https://api.line.me`.",
    "host.too_long.todo": "Take away what follows the server's name in `host`. When practising, use `lab.configuration`.",
    "note.mailto": "LINE's list of links does not have `mailto:`. Its servers were once seen to take one in a Flex message; "
    "that the lab accepts it everywhere is the lab's choice. Try it on a real account before you rely on it.",
    "note.accepted_anyway": "The lab knows: this time LINE did accept the request and acted on it. In real life you cannot see that.",
}

_IDS: dict[str, str] = {
    "id.empty": "`{field}` is an empty text",
    "id.group": "`{field}` is the id of a group or room: use push for it",
    "id.spaces": "`{field}` is an id with a space or a line break before or after it: use `.strip()`",
    "id.capitals": "`{field}` has capital letters: after the U, C or R an id has only digits and the small letters a to f",
    "id.several": "`{field}` holds several ids in one text: for several people use multicast, with a list",
    "id.letter": "`{field}` does not begin with U, C or R: it may be a reply token or the channel secret, not an id",
    "id.length": "`{field}` begins like an id, but an id has 33 characters; some are missing or there are too many",
    "id.line_id": "`{field}` begins with `@`: that is the LINE ID by which people find an account, not an id of the API",
    "id.phone": "`{field}` is a phone number, not an id",
    "id.name": "`{field}` is a name, not an id",
}

_TOKENS: dict[str, str] = {
    "token.no_scheme.title": "The `Authorization` header must begin with `Bearer `",
    "token.no_scheme.meaning": "The header was there, but not as `Authorization: Bearer TOKEN`, so LINE finds no access token in it.",
    "token.no_scheme.todo": "Write the word `Bearer`, one space, then the token.",
    "token.empty.title": "The access token is empty",
    "token.empty.meaning": "After `Bearer` nothing follows. Often a name is not in `.env`, or its value is missing.",
    "token.empty.todo": "Check the name in `.env` and in `os.getenv(...)`. When practising, use `lab.configuration`.",
    "token.twice.title": "`Bearer` is there twice",
    "token.twice.meaning": "`Configuration` adds `Bearer` by itself, and the access token you gave begins with it as well.",
    "token.twice.todo": "Give the token alone, without `Bearer`.",
    "token.quotes.title": "The access token has quotation marks in it",
    "token.quotes.meaning": "The quotation marks were sent as part of the token, so LINE does not know it. In a terminal or in a file they often come "
    "along with the value.",
    "token.quotes.todo": 'Take the inner ones away: `token.strip("\'"")`, or correct the file.',
    "token.brackets.title": "The access token has brackets around it",
    "token.brackets.meaning": "In the documentation brackets only mark where your own token goes. Here they were sent with it.",
    "token.brackets.todo": "Give the token alone, without `{{`, `}}`, `<` or `>`.",
    "token.user_id.title": "This is an id, not an access token",
    "token.user_id.meaning": "Ids of users, groups and rooms begin with U, C or R and have 33 characters. They say to whom; the access token says who "
    "sends.",
    "token.user_id.todo": "Use the channel access token from the tab “Messaging API” of the LINE Developers Console. When practising, use "
    "`lab.configuration`.",
    "token.secret.title": "This is the channel secret, not the access token",
    "token.secret.meaning": "The channel secret has 32 characters and is for verifying webhooks. Requests need the channel access token, which is much "
    "longer.",
    "token.secret.todo": "Use the channel access token from the tab “Messaging API” of the LINE Developers Console. When practising, use "
    "`lab.configuration`.",
    "token.channel_id.title": "This is the channel ID, not the access token",
    "token.channel_id.meaning": "The channel ID has 10 digits and only names the channel. Requests need the channel access token.",
    "token.channel_id.todo": "Use the channel access token from the tab “Messaging API” of the LINE Developers Console. When practising, use "
    "`lab.configuration`.",
    "token.expression.title": "The access token is a piece of code in quotation marks",
    "token.expression.meaning": "What stands in quotation marks is sent letter by letter; Python does not run it.",
    "token.expression.todo": "Take the quotation marks away: `access_token=os.getenv(...)`.",
    "token.placeholder.title": "The access token is still the placeholder",
    "token.placeholder.meaning": "Examples write something like `YOUR_CHANNEL_ACCESS_TOKEN` where your own token goes.",
    "token.placeholder.todo": "Put your own channel access token there, read from `.env`. When practising, use `lab.configuration`.",
    "token.spaces.title": "The access token has a space in it",
    "token.spaces.meaning": "A token is one word. A space or a line break came along when it was copied, or two values stand one after the other.",
    "token.spaces.todo": "Copy the token again, as one piece.",
}

_TAKES: dict[str, str] = {
    "takes.text": '`{field}` takes a text: put it in double quotes, `"..."`, even if it is made of digits.',
    "takes.number": "`{field}` takes a number: write it without quotation marks.",
    "takes.flag": "`{field}` takes `true` or `false`, without quotation marks (in Python: `True`, `False`).",
    "takes.list": "`{field}` takes a list: put square brackets around it, `[...]`, even if there is only one item.",
    "takes.object": "`{field}` takes an object: `{{...}}`. Its names are: {names}.",
    "takes.object_of_kind": '`{field}` takes an object with a `type`: `{{"type": ..., ...}}`. The types are: {names}.',
    "takes.one_id": "`to` of a push takes one id, in double quotes. For several people use multicast, or push to each.",
}

_IGNORED: dict[str, str] = {
    "note.colon": ": ",
    "ignored.and_then": "{meaning} {result}.",
    "ignored.title": "LINE ignored {names}",
    "ignored.meaning": "LINE's documentation has no such name there. LINE accepts unknown names outside of Flex and does nothing with them; the rest "
    "counts.",
    "ignored.everybody": "As it is, this narrowcast goes to all friends.",
    "ignored.todo.to_everyone": "A broadcast has no `to`: it goes to all friends. To choose who gets it, use push (one id) or multicast (a list of ids).",
    "ignored.todo.to_filter": "A narrowcast has no `to`: it picks people by `recipient` and `filter`. For ids you know, use push or multicast.",
    "ignored.todo.to_reply_token": "A reply has no `to`: it goes to the chat of its `replyToken`. To choose who gets it, use push.",
    "ignored.todo.retry_key": "The retry key is not in the body: send it as the header `X-Line-Retry-Key`.",
    "ignored.todo.no_retry_key": "A reply takes no retry key: its token works only once anyway.",
    "ignored.todo.spelling": 'Write `"{right}"` instead of `"{name}"`; upper and lower case count.',
    "ignored.todo.home": "`{name}` belongs elsewhere: `{home}`.",
    "ignored.todo.known": "The names there are: {known}. Compare with the documentation.",
}

TEXT: dict[str, str] = {
    **_STATUS,
    **_RULES_REQUEST,
    **_RULES_RETRY,
    **_RULES_REPLY,
    **_RULES_TARGET,
    **_RULES_AUDIENCE,
    **_RULES_LOOKUP,
    **_SDK,
    **_NETWORK,
    **_DETAILS,
    **_IDS,
    **_TOKENS,
    **_TAKES,
    **_IGNORED,
}
