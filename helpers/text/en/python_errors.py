"""What the errors of Python in the reader's own code mean, in English."""

from __future__ import annotations

TEXT: dict[str, str] = {
    "you.python.title": "{type}: {message}",
    "you.python_bare.title": "{type}",
    "you.python.meaning": "This is an error of Python, not an answer from LINE. Your program stopped here.",
    "you.python.todo": "Go to the line the error names, correct it and run it again.",
    "you.check_call.title": "No parentheses after `{name}`",
    "you.check_call.meaning": "With parentheses Python calls `{name}` right here, and it fails before the check begins: "
    "{message}. The check wants the function itself and calls it.",
    "you.check_call.todo": 'Write `lab.check("{key}", {name})`.',
    "you.positional.title": "Arguments need their names",
    "you.positional.meaning": "Objects of the SDK only take arguments with a name. No request was sent.",
    "you.positional.todo": 'Write `TextMessage(text="hi")`, for instance, not `TextMessage("hi")`.',
    "you.body_only.title": "There is no `{name}` here",
    "you.body_only.meaning": "This method returns only the body; for the status and the headers, "
    "use the method with `_with_http_info` at the end of its name.",
    "you.body_only.todo": "Call the `_with_http_info` method and read `{name}` from what it returns.",
    "you.package.title": "The package `{package}` is missing",
    "you.package.meaning": "It is not installed in this Python. "
    "The notebook may not be running in the project's environment.",
    "you.package_version.title": "This is the wrong version of `{package}`",
    "you.package_version.meaning": "The version installed lacks something the course uses (Python says: {reason}). "
    "The notebook may not be running in the project's environment.",
    "you.package_version.todo": "Close JupyterLab, install as the README says and open the notebook again.",
    "you.package.todo": "Close JupyterLab, install as the README says and open the notebook again.",
    "error.unknown_friend.title": 'The lab has nobody named "{name}"',
    "error.unknown_friend.meaning": "It has: {known}.",
    "error.unknown_friend.todo": "Choose one of these names and check the spelling.",
    "error.unknown_group.title": 'The lab has no group named "{name}"',
    "error.unknown_group.meaning": "It has: {known}.",
    "error.unknown_group.todo": "Choose one of these names and check the spelling.",
    "error.nothing_yet.title": "No request yet",
    "error.nothing_yet.meaning": "The lab has not seen the SDK send anything, so there is nothing to show.",
    "error.nothing_yet.todo": "Send something first, then look at the result.",
    "error.cannot_show.title": "No way to show `{type}`",
    "error.cannot_show.meaning": "This shows a response of the SDK, an exception, or nothing given: the last request.",
    "error.cannot_show.todo": "Give it what a `..._with_http_info` method returned, or just write `lab.show()`.",
    "error.unknown_transport.title": 'There is no transport "{name}"',
    "error.unknown_transport.meaning": "There are: {known}.",
    "error.unknown_transport.todo": "Use one of these, or name none.",
    "error.no_sockets.title": "Python in a browser tab opens no ports",
    "error.no_sockets.meaning": "It has neither sockets nor threads there, so no server can listen and no address can be reached.",
    "error.no_sockets.todo": "Leave out `transport`, or hand over the bot itself instead of its address; on your own computer both work.",
    "error.cannot_write.title": "Nothing can be written to the folder `{folder}`",
    "error.cannot_write.meaning": "The system says: {reason}.",
    "error.cannot_write.todo": "See that the course's folder may be written to and the disk is not full, then run this again; "
    "or move the course to a folder of your own, such as Documents.",
}
