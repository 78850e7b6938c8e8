"""What goes wrong before LINE answers, in English; keys and placeholders must be exactly those of `zh_TW`."""

from __future__ import annotations

_DROPPED: dict[str, str] = {
    "dropped.heading": "Dropped by the SDK",
    "dropped.short": "the SDK dropped {names}",
    "dropped.title": "The SDK dropped {names}",
    "dropped.meaning": "`{place}` is an object of the class `{model}`, which only knows {known}. "
    "The SDK drops every other name without an error. This is what was sent: `{left}`",
    "dropped.meaning_request": "`{model}` only knows {known}. "
    "The SDK drops every other name without an error. This is what was sent: `{left}`",
    "dropped.todo.from_dict": "Turn the dict into an object of the SDK first: give `{field}` the value "
    "`{model}.from_dict({{...}})`, or create it with `{kind}(...)`.",
    "dropped.todo.from_dict_item": "Turn the dict into an object of the SDK first: in the list `{field}`, write "
    "`{model}.from_dict({{...}})` instead of `{{...}}`, or create the object with `{kind}(...)`.",
    "dropped.todo.request": "`{other}` is for another method: call `line_bot_api.{method}(...)`, or create a `{model}`.",
    "dropped.todo.request_everybody": "`{model}` goes to all friends. `{other}` is for another method: call "
    "`line_bot_api.{method}(...)` to send to certain people only.",
    "dropped.todo.base": "`{model}` is only the base class. Use `{kind}(...)` instead.",
    "dropped.todo.kind": "The SDK does not know this `type`. The kinds of `{model}` are: {kinds}.",
    "dropped.todo.other": "`{place}` takes an object of `{model}`, not of `{other}`. Create it with one of the classes of `{model}`.",
    "dropped.todo.wrap": "Wrap it in `{model}` first: `{model}({field}={other}(...))`.",
    "dropped.todo.spelling": "Write `{right}=...` instead of `{name}`.",
    "dropped.todo.everybody": "`{model}` has no `to`: it goes to all friends. "
    "To send to certain people only, use one of the classes that have `to`: {takers}.",
    "dropped.todo.filtered": "`{model}` has no `to`: it picks people by `recipient` and `filter`. "
    "If you know the ids, use one of the classes that have `to`: {takers}.",
    "dropped.todo.replied": "`{model}` has no `to`: a reply always goes to the chat of its event. "
    "To choose the recipient, use one of the classes that have `to`: {takers}.",
    "dropped.todo.no_to": "`{model}` has no `to`. To choose the recipient, use one of the classes that have `to`: {takers}.",
    "dropped.todo.list": "`{place}` takes one object. The SDK made an object out of the list's parts: take the square "
    "brackets away, and put one object of `{model}` there.",
    "dropped.todo.other_kind": "The `type` is `{type}`, and that is a `{kind}`, not a `{model}`. Use `{kind}`, or let "
    "`{base}.from_dict({{...}})` choose the class.",
    "dropped.todo.retry_key": "The retry key is no part of `{model}`. Give it to the method, beside the request: "
    "`line_bot_api.{method}(..., x_line_retry_key=...)`.",
    "dropped.todo.no_retry_key": "Take it away: `{method}` takes no retry key. A reply token works only once anyway.",
    "dropped.todo.home_everybody": "`{model}` has no `{name}`: it goes to all friends. To choose who gets it, use "
    "`{home}({right}=...)`.",
    "dropped.todo.home": "`{name}` does not belong to `{model}`. Move it to `{home}({right}=...)`.",
    "dropped.todo.known": "`{model}` has no `{name}`. It has: {known}. Compare it with the documentation.",
}

_MISTAKES: dict[str, str] = {
    "sdk.raised.title": "The SDK stopped: {type}",
    "sdk.raised.meaning": "`{call}` failed inside the SDK on your computer: {message}",
    "sdk.raised.todo": "Check what you gave to `{call}`: is it of the right type, and is any of it `None`? Compare it with "
    "the documentation.",
    "sdk.constructor.title": "`{name}` has no argument `{argument}`",
    "sdk.constructor.meaning": "The SDK's `{name}` does not know `{argument}` and stopped on your computer. No request was "
    "sent.",
    "sdk.constructor.todo": "Write `{name}({right}=...)`.",
    "sdk.token_type.title": "The access token must be a string",
    "sdk.token_type.meaning": "The `access_token` of `Configuration` is not a string, so the SDK cannot prepare a request. No "
    "request was sent.",
    "sdk.token_type.todo": 'Put the token in quotes, or read it from `.env` as text: `Configuration(access_token="...")`.',
    "sdk.bad_token.title": "The access token holds a character that cannot be sent",
    "sdk.bad_token.meaning": "The token holds a line break, or a character that an HTTP header cannot carry, such as a "
    "Chinese one. No request was sent.",
    "sdk.bad_token.todo": "Often a line break came along when the token was read from a file: use `token.strip()`, and "
    "check that nothing else was pasted into it.",
    "sdk.bad_header.title": "A header holds a character that cannot be sent",
    "sdk.bad_header.meaning": "The value of a header, such as the retry key or the access token, holds a line break or a "
    "character that an HTTP header cannot carry. No request was sent.",
    "sdk.bad_header.todo": "Use `.strip()` on the value; make retry keys with `str(uuid.uuid4())`.",
    "sdk.bad_host.title": "The server's address is not correct",
    "sdk.bad_host.meaning": "The SDK cannot read the address in `Configuration(host=...)`. No request was sent.",
    "sdk.bad_host.todo": "When practising, use `lab.configuration`; in a program of your own, leave `host` out.",
    "sdk.from_json.title": "`from_json` takes JSON as text",
    "sdk.from_json.meaning": "You gave it a value of the type {type}; `from_json` takes a string. No request was sent.",
    "sdk.from_json.todo": "If you already have a dict, use `from_dict(...)`.",
    "sdk.from_dict_text.title": "`from_dict` takes a dict, and this is text",
    "sdk.from_dict_text.meaning": "Where an object (`{{...}}`) belongs, the SDK found text. No request was sent.",
    "sdk.from_dict_text.todo": "For JSON as text use `from_json(...)`. If you did give a dict, look for a place inside it that "
    "holds text instead of `{{...}}`.",
    "sdk.from_dict_list.title": "`from_dict` takes a dict, and this is a list",
    "sdk.from_dict_list.meaning": "Where an object (`{{...}}`) belongs, the SDK found a list (`[...]`). No request was sent.",
    "sdk.from_dict_list.todo": "Give it one dict at a time; convert several one by one: `[Message.from_dict(m) for m in "
    "messages]`.",
    "sdk.none_inside.title": "There is a `None` in the data",
    "sdk.none_inside.meaning": "Where an object belongs, `{call}` found `None`. No request was sent.",
    "sdk.none_inside.todo": "Find the `None` (`null` in JSON) in your data, and fill it in or take it out.",
    "sdk.no_type.title": "An object lacks its `{member}`",
    "sdk.no_type.meaning": "The SDK tells by `{member}` which kind of `{model}` an object is, and here there is none. No "
    "request was sent.",
    "sdk.no_type.todo": 'Add `"{member}": "..."` to the dict; objects inside it need theirs as well.',
    "sdk.kind.title": "`{model}` has no kind `{kind}`",
    "sdk.kind.meaning": "The SDK does not know the `type` `{kind}`. The kinds of `{model}` are: {names}. No request was "
    "sent.",
    "sdk.kind.todo": "Change `type` to one of these, and mind upper and lower case.",
    "sdk.set_spelling.title": "`{name}` has no `{attribute}`",
    "sdk.set_spelling.meaning": "Objects of the SDK accept only their own fields. No request was sent.",
    "sdk.set_spelling.todo": "Write `{right}` instead of `{attribute}`.",
    "sdk.set_unknown.title": "`{name}` has no `{attribute}`",
    "sdk.set_unknown.meaning": "Objects of the SDK accept only their own fields. It has: {names}. No request was sent.",
    "sdk.set_unknown.todo": "Use one of its fields, or a class that has this one.",
    "sdk.bad_json.title": "This text is not valid JSON",
    "sdk.bad_json.meaning": "The SDK could read it up to line {line}, column {column}. No request was sent.",
    "sdk.bad_json.todo": "Look there for a missing comma, quotation mark or bracket. JSON uses double quotes only and "
    "has no comma after the last item. If you have a dict, use `from_dict(...)`.",
    "sdk.api_client.title": "`MessagingApi` is made from an `ApiClient`",
    "sdk.api_client.meaning": "What you gave to `MessagingApi` is not an `ApiClient`. No request was sent.",
    "sdk.api_client.todo": "Write `MessagingApi(ApiClient(configuration))`; when practising, use `lab.line_bot_api`.",
    "sdk.configuration.title": "`ApiClient` is made from a `Configuration`",
    "sdk.configuration.meaning": "What you gave to `ApiClient` is not a `Configuration`. No request was sent.",
    "sdk.configuration.todo": "Write `ApiClient(Configuration(access_token=token))`; when practising, use `lab.api_client`.",
    "sdk.call.title": "`{method}` takes one `{request}`",
    "sdk.call.meaning": "Version 3 of the SDK puts the recipient and the messages into one request object; version 2 "
    "took them one by one. No request was sent.",
    "sdk.call.todo": "Write `line_bot_api.{method}({request}({needed}))`.",
    "sdk.call_other.title": "`{method}` takes a `{request}`, not a `{given}`",
    "sdk.call_other.meaning": "Each method has a request class of its own; `{given}` is for `{other}`. No request was sent.",
    "sdk.call_other.todo": "Use `{request}`, or call `line_bot_api.{other}(...)`.",
    "sdk.v2_object.title": "`{name}` is a class of version 2",
    "sdk.v2_object.meaning": "`{name}` comes from the old `linebot.models`; version 3 of the SDK does not take it. No "
    "request was sent.",
    "sdk.v2_object.todo": "Use `{new}` of version 3: `{line}`.",
    "sdk.v2_object_gone.title": "`{name}` is a class of version 2",
    "sdk.v2_object_gone.meaning": "`{name}` comes from the old `linebot.models`; version 3 of the SDK does not take it and has no "
    "class in its place. No request was sent.",
    "sdk.v2_object_gone.todo": "Use the classes of `linebot.v3.messaging`, as the documentation shows.",
    "sdk.misspelt.title": "`{name}` should be `{right}`",
    "sdk.misspelt.meaning": "`{model}` needs `{right}`. You wrote `{name}`, which it does not know and drops. No request "
    "was sent.",
    "sdk.misspelt.todo": "Write `{right}=...` instead of `{name}`.",
    "sdk.object_class.title": "`{field}` holds a class, not an object",
    "sdk.object_class.meaning": "`{name}` has no parentheses after it, so no object was made. No request was sent.",
    "sdk.object_class.todo": "Write `{name}(...)` and fill in its fields.",
    "sdk.object_json.title": "`{field}` holds JSON as text, not an object",
    "sdk.object_json.meaning": "The SDK does not read JSON out of a string by itself. No request was sent.",
    "sdk.object_json.todo": "Write `{model}.from_json(...)`; for a dict, `{model}.from_dict(...)`.",
    "sdk.object_string.title": "`{field}` must be an object of the SDK, not a string",
    "sdk.object_string.meaning": "The SDK checked `{of}` and found a string in `{field}`. No request was sent.",
    "sdk.object_string.todo": "Put it into an object: `{example}`.",
    "sdk.object_list.title": "`{field}` must be one object, not a list",
    "sdk.object_list.meaning": "The SDK checked `{of}` and found a list (`[...]`) in `{field}`. No request was sent.",
    "sdk.object_list.todo": "Put one `{model}` there: `{inner}`.",
    "sdk.argument_missing.title": "`{name}` needs {names}",
    "sdk.argument_missing.meaning": "The SDK's `{name}` cannot be made without it and stopped on your computer. No request was sent.",
    "sdk.argument_missing.todo": "Write `{call}`.",
    "sdk.object_other.title": "`{field}` holds a `{other}`, which does not belong there",
    "sdk.object_other.meaning": "`{field}` takes a `{model}`. The SDK tried to make one of your `{other}` and could not. No request was sent.",
    "sdk.object_other.todo": "Use one of these: {names}.",
    "sdk.webhook_channel_secret.title": "The channel secret must be a string",
    "sdk.webhook_channel_secret.meaning": "The SDK was given a value of the type {type} as channel secret, so it cannot verify webhooks. Often `None` comes from "
    "`os.getenv(...)` when the name is not in `.env`.",
    "sdk.webhook_channel_secret.todo": "Check the name in `.env` and in `os.getenv(...)`. When practising, use `lab.channel_secret`.",
    "sdk.webhook_signature.title": "The webhook came without a signature",
    "sdk.webhook_signature.meaning": "The SDK was given a value of the type {type} as signature, where text belongs. Without it, nobody can tell whether the webhook is LINE's.",
    "sdk.webhook_signature.todo": 'Give it the header `X-Line-Signature`: in Flask, `request.headers["X-Line-Signature"]`.',
    "sdk.webhook_body.title": "The webhook's body must be text",
    "sdk.webhook_body.meaning": "The SDK was given a value of the type {type}. It verifies the exact text that LINE sent, before that becomes a dict.",
    "sdk.webhook_body.todo": "In Flask, use `request.get_data(as_text=True)`, not `request.json`; bytes become text with `.decode()`.",
    "you.bad_json.title": "This text is not valid JSON",
    "you.bad_json.meaning": "`json` could read it up to line {line}, column {column}.",
    "you.bad_json.todo": "Look there for a missing comma, quotation mark or bracket. JSON uses double quotes only and has no comma after the last item. "
    "If the place is the very beginning, the text may be empty.",
    "you.body_text.title": "This body is text, not a dict",
    "you.body_text.meaning": "What came over HTTP is text; only `json.loads(...)` makes a dict of it.",
    "you.body_text.todo": 'Write `json.loads(error.body)["message"]`, for instance.',
    "you.environment.title": "`{name}` is not set",
    "you.environment.meaning": "`os.environ` has no variable of this name. Either `.env` lacks it, the name is spelled differently, or `.env` was not read.",
    "you.environment.todo": "Check the name in `.env` and read the file first: `load_dotenv()`. When practising, use `lab.configuration`.",
    "you.lab_call.title": "`{name}` does not take these arguments",
    "you.lab_call.meaning": "This is a method of the lab. Python says: {message}",
    "you.lab_call.todo": "Call it like this: `{call}`.",
    "you.lab_attribute_spelling.title": "There is no `{name}` here; you may mean `{right}`",
    "you.lab_attribute_spelling.meaning": "The lab's `{kind}` has no `{name}`.",
    "you.lab_attribute_spelling.todo": "Write `{right}` instead of `{name}`.",
    "you.lab_attribute.title": "The lab's `{kind}` has no `{name}`",
    "you.lab_attribute.meaning": "It has: {names}.",
    "you.lab_attribute.todo": "Use one of these; `help(...)` tells what each does.",
    "you.unquoted.title": "`{name}` needs quotation marks",
    "you.unquoted.meaning": "Without them Python looks for a variable called `{name}`. Messages, names of people and ids are text.",
    "you.unquoted.todo": 'Write `"{name}"`.',
    "you.name_spelling.title": "There is no `{name}`; you may mean `{right}`",
    "you.name_spelling.meaning": "Python knows `{right}`, but not `{name}`. Upper and lower case count.",
    "you.name_spelling.todo": "Write `{right}` instead of `{name}`.",
    "you.name.title": "Python does not know `{name}`",
    "you.name.meaning": "It may be misspelt, or it is made in an earlier cell that has not been run.",
    "you.name.todo": "Check the spelling, upper and lower case included. If an earlier cell makes it, run that cell "
    "first.",
    "you.not_imported.title": "`{name}` is not imported yet",
    "you.not_imported.meaning": "Python knows `{name}` only after an import. No request was sent.",
    "you.not_imported.todo": "Add `{line}` before it.",
    "you.json_word.title": "JSON's `{name}` is `{right}` in Python",
    "you.json_word.meaning": "`{name}` was pasted from JSON; Python writes it differently. No request was sent.",
    "you.json_word.todo": "Write `{right}`, or keep the JSON as text and read it with `json.loads(...)` or "
    "`from_json(...)`.",
    "you.v2_class.title": "`{name}` is a class of version 2",
    "you.v2_class.meaning": "Many tutorials on the web use version 2 of the SDK. In version 3 it is `{new}`. No request was "
    "sent.",
    "you.v2_class.todo": "Use `{new}`: `{line}`.",
    "you.v2_client.title": "This is version 2 of the SDK",
    "you.v2_client.meaning": "You used the old `LineBotApi` or `linebot.models`. It does not talk to the lab but to LINE "
    "itself.",
    "you.v2_client.todo": "Use version 3: `MessagingApi` and request objects such as `PushMessageRequest`. When "
    "practising, use `lab.line_bot_api`.",
    "you.sdk_module.title": "The SDK has no module `{name}`",
    "you.sdk_module.meaning": "The SDK is installed, but it has no such module; most often this is a misspelling.",
    "you.sdk_module.todo": "Messages are in `linebot.v3.messaging`, events in `linebot.v3.webhooks`, exceptions in "
    "`linebot.v3.exceptions` and `linebot.v3.messaging`.",
    "you.wrong_module.title": "`{name}` is not in `{module}`",
    "you.wrong_module.meaning": "This class lives in another module of the SDK.",
    "you.wrong_module.todo": "Write `{line}`.",
    "you.import_spelling.title": "There is no `{name}`; you may mean `{right}`",
    "you.import_spelling.meaning": "The SDK has nothing called `{name}`.",
    "you.import_spelling.todo": "Write `{line}`.",
    "you.import_name.title": "`{module}` has no `{name}`",
    "you.import_name.meaning": "Python found the module `{module}`, but there is no `{name}` in it. It may be misspelt, or a "
    "different version may be installed.",
    "you.import_name.todo": "Check the spelling, upper and lower case included, and compare the `import` with the "
    "documentation.",
    "you.camel.title": "In Python it is `{right}`",
    "you.camel.meaning": "JSON calls this field `{name}`; objects of the SDK use underscores in Python: `{right}`.",
    "you.camel.todo": "Write `{right}` instead of `{name}`.",
    "you.camel_method.title": "In Python it is `{right}`",
    "you.camel_method.meaning": "Examples in other languages call this method `{name}`; the Python SDK uses underscores. No request was sent.",
    "you.camel_method.todo": "Write `{right}` instead of `{name}`.",
    "you.attribute_inside.title": "`{kind}` has no `{name}`; it has `{right}`",
    "you.attribute_inside.meaning": "What you are looking for is one object further in.",
    "you.attribute_inside.todo": "Write `event.{right}`, for instance.",
    "you.api_exception.title": "`{kind}` has no `{name}`",
    "you.api_exception.meaning": "It has `status` (400, for instance), `reason`, `headers` and `body`. LINE's own words are in `body`, which is text.",
    "you.api_exception.todo": 'Write `error.status`, or `json.loads(error.body)["message"]`.',
    "you.v2_method.title": "`{name}` is version 2; now it is `{right}`",
    "you.v2_method.meaning": "Objects of version 3 of the SDK have no `{name}`.",
    "you.v2_method.todo": "Write `{right}` instead of `{name}`.",
    "you.module_method.title": "`{name}` is a method of `{client}`, not of a module",
    "you.module_method.meaning": "Here the name before the dot is the SDK's module `{module}`. `from ... import *` also imports modules and may have "
    "replaced a variable of yours. No request was sent.",
    "you.module_method.todo": "Make the client again, under another name: `line_bot_api = MessagingApi(ApiClient(configuration))`; when practising, "
    "use `lab.line_bot_api`.",
    "you.sdk_package.title": "The SDK is imported as `linebot`",
    "you.sdk_package.meaning": "The package you install is called `line-bot-sdk`; there is no module `{name}`.",
    "you.sdk_package.todo": "Write `from linebot.v3.messaging import ...`.",
    "you.other_client.title": "`{name}` is a method of `{client}`",
    "you.other_client.meaning": "You used `{kind}`, which has no `{name}`. No request was sent.",
    "you.other_client.todo": "Make the other client from the same `ApiClient`: `{client}(lab.api_client).{name}(...)`.",
    "you.no_reply_token.title": "`{kind}` has no reply token",
    "you.no_reply_token.meaning": "An event of this kind cannot be replied to (someone blocked the account or took a message "
    "back, say), so it has no `reply_token`.",
    "you.no_reply_token.todo": "Look at `event.type` first and reply only to events that carry a token. Someone who has blocked the "
    "account does not receive a push either.",
    "you.attribute_spelling.title": "`{kind}` has no `{name}`; you may mean `{right}`",
    "you.attribute_spelling.meaning": "The SDK's `{kind}` has no `{name}`.",
    "you.attribute_spelling.todo": "Write `{right}` instead of `{name}`.",
    "you.attribute.title": "`{kind}` has no `{name}`",
    "you.attribute.meaning": "The SDK's `{kind}` has: {names}.",
    "you.attribute.todo": "Look at its `type` or class first, then read what it has: only text messages have `text`, for "
    "instance.",
    "you.dict_attribute.title": 'Read a dict with brackets: `["{key}"]`',
    "you.dict_attribute.meaning": "This is a dict, not an object of the SDK, so `.{name}` does not work.",
    "you.dict_attribute.todo": 'Write `["{key}"]`, or let the SDK\'s `WebhookParser` turn it into objects.',
    "you.subscript.title": "Read a `{name}` with a dot",
    "you.subscript.meaning": "Objects of the SDK are not dicts, so `[...]` does not work.",
    "you.subscript.todo": 'Write `event.message`, for instance, not `event["message"]`; `.to_dict()` makes a dict of it.',
    "you.to_dict.title": "Turn the `{name}` into a dict first",
    "you.to_dict.meaning": "`json` does not convert objects of the SDK by itself.",
    "you.to_dict.todo": "Write `json.dumps(x.to_dict())`, or simply `x.to_json()`.",
    "you.await_plain.title": "No `await` is needed here",
    "you.await_plain.meaning": "The methods of `line_bot_api` are ordinary ones and return the `{name}` at once; the request has "
    "been sent.",
    "you.await_plain.todo": "Remove `await`. Only the methods of `AsyncMessagingApi` need it.",
    "you.await_missing.title": "`await` is missing",
    "you.await_missing.meaning": "An asynchronous method only gives you a coroutine that has not run yet. So there is no "
    "`{name}`, and no request was sent.",
    "you.await_missing.todo": "Put `await` in front of the call: `await line_bot_api.push_message(...)`.",
    "you.never_called.title": "This handler is never called: no event brings a `{given}`",
    "you.never_called.meaning": "`WebhookHandler` chooses the function by the class of what arrived, and events from LINE "
    "carry `{right}`. `{given}` is another class, for sending for instance. The SDK reports no error.",
    "you.never_called.todo": "Add `{line}`, and write `{right}` in `@handler.add(...)`.",
    "you.asyncio_run.title": "In a notebook, simply write `await`",
    "you.asyncio_run.meaning": "A notebook already runs inside an event loop, so `asyncio.run(...)` cannot start another. No "
    "request was sent.",
    "you.asyncio_run.todo": "Write `await main()` instead of `asyncio.run(main())`.",
    "you.async_inproc.title": "The asynchronous SDK needs HTTP",
    "you.async_inproc.meaning": "This lab was opened without a network connection, so `AsyncMessagingApi` cannot reach it. No "
    "request was sent.",
    "you.async_inproc.todo": 'Open it with `open_lab(transport="http")`, or use `lab.line_bot_api`.',
}

TEXT: dict[str, str] = {**_DROPPED, **_MISTAKES}
