"""What LINE answers when it refuses: the literal strings, and which rule was broken.

The answer is LINE's, word for word. *Why* travels beside it as a `Rule`, which the journal keeps and the
card explains; the wire never carries it. Sources: facts 1.4 and 1.5, REF#error-messages.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum

from helpers.line.limits import reference_url


class Source(Enum):
    """How sure we are that LINE behaves this way."""

    DOCUMENTED = "documented"
    OBSERVED = "observed"  # quoted from real servers in public, not documented
    CONTRADICTED = "contradicted"  # LINE's own pages disagree
    UNDOCUMENTED = "undocumented"  # our choice


@dataclass(frozen=True)
class Rule:
    """A rule of the platform: a stable key for the texts, and the page that states it."""

    key: str
    anchor: str
    source: Source = Source.DOCUMENTED

    @property
    def reference(self) -> str:
        """The address of the page that states (or should state) this rule."""
        return reference_url(self.anchor)


@dataclass(frozen=True)
class Detail:
    """One element of ``details``: what is wrong, and the property it is about.

    `source` is not sent: UNDOCUMENTED where LINE's words, or the rule itself, are known from nobody.
    """

    message: str | None = None
    property: str | None = None
    source: Source = field(default=Source.OBSERVED, compare=False)

    def as_json(self) -> dict[str, str]:
        """Return the wire form; absent members are left out, as LINE does."""
        return {k: v for k, v in (("message", self.message), ("property", self.property)) if v is not None}


@dataclass(eq=False)  # not frozen: Python notes the traceback on an exception
class LineError(Exception):
    """LINE refused a request: the HTTP status, the body LINE would send, and the rule behind it."""

    status: int
    message: str
    rule: Rule
    details: Sequence[Detail] = ()
    sent_messages: Sequence[Mapping[str, str]] = ()
    headers: Mapping[str, str] = field(default_factory=dict)

    def as_json(self) -> dict[str, object]:
        """Return LINE's ErrorResponse (REF#error-responses): empty members are left out."""
        body: dict[str, object] = {"message": self.message}
        if self.details:
            body["details"] = [detail.as_json() for detail in self.details]
        if self.sent_messages:
            body["sentMessages"] = [dict(sent) for sent in self.sent_messages]
        return body


# The rules, and the errors that breaking them gives --------------------------------------------------------


def _rule(key: str, anchor: str, source: Source = Source.DOCUMENTED) -> Rule:
    rule = Rule(key, anchor, source)
    RULES[key] = rule
    return rule


#: Every rule the platform may say was broken, by key; the texts explain each.
RULES: dict[str, Rule] = {}

_O, _C, _U = Source.OBSERVED, Source.CONTRADICTED, Source.UNDOCUMENTED

AUTH_MISSING = _rule("auth_missing", "#status-codes", _O)
AUTH_INVALID = _rule("auth_invalid", "#status-codes", _O)
AUTH_EXPIRED = _rule("auth_expired", "#error-messages", _O)
NOT_FOUND = _rule("not_found", "#status-codes", _U)
METHOD_NOT_ALLOWED = _rule("method_not_allowed", "#status-codes", _O)
BODY_TOO_LARGE = _rule("body_too_large", "#status-codes", _U)
CONTENT_TYPE = _rule("content_type", "#error-messages", _O)
JSON_SYNTAX = _rule("json_syntax", "#error-messages")
JSON_DUPLICATE = _rule("json_duplicate", "#error-messages")
PROPERTY_INVALID = _rule("property_invalid", "#error-messages")
BODY_INVALID = _rule("body_invalid", "#error-messages")
MESSAGE_INVALID = _rule("message_invalid", "#error-messages", _O)
RATE_LIMIT = _rule("rate_limit", "#rate-limits", _U)  # documented, but for the size of the bucket (facts 14.1)
FAULT_INJECTED = _rule("fault_injected", "#status-codes")
NOT_SIMULATED = _rule("not_simulated", "", _U)
RETRY_KEY_FORMAT = _rule("retry_key_format", "#retry-api-request", _U)
RETRY_KEY_UNSUPPORTED = _rule("retry_key_unsupported", "#retry-api-request", _U)
RETRY_KEY_ACCEPTED = _rule("retry_key_accepted", "#retry-api-request")
REPLY_TOKEN_USED = _rule("reply_token_used", "#send-reply-message-reply-token")
REPLY_TOKEN_EXPIRED = _rule("reply_token_expired", "#send-reply-message-reply-token")
REPLY_TOKEN_UNKNOWN = _rule("reply_token_unknown", "#send-reply-message-reply-token")
REPLY_TOKEN_REDELIVERY = _rule("reply_token_redelivery", "#send-reply-message-reply-token")
PUSH_TO_MALFORMED = _rule("push_to_malformed", "#send-push-message", _O)
PUSH_TO_UNKNOWN = _rule("push_to_unknown", "#send-push-message")
PUSH_TO_SELF = _rule("push_to_self", "#send-push-message", _O)
GROUP_NOT_JOINED = _rule("group_not_joined", "#send-push-message", _U)
MULTICAST_TO_INVALID = _rule("multicast_to_invalid", "#send-multicast-message")
MULTICAST_TO_UNKNOWN = _rule("multicast_to_unknown", "#send-multicast-message", _C)
QUOTA = _rule("quota", "#get-quota")
NOT_ENOUGH_FRIENDS = _rule("not_enough_friends", "#send-narrowcast-message")
ACCOUNT_NOT_ENTITLED = _rule("account_not_entitled", "#status-codes")
AUDIENCE_UNKNOWN = _rule("audience_unknown", "#send-narrowcast-message")
AUDIENCE_NOT_READY = _rule("audience_not_ready", "#narrowcast-recipient")
AUDIENCE_INVALID = _rule("audience_invalid", "#manage-audience-group")
REDELIVERY_UNKNOWN = _rule("redelivery_unknown", "#narrowcast-recipient")
PARTIAL_DELIVERY_OPTION = _rule("partial_delivery_option", "#send-narrowcast-message")
DATE_INVALID = _rule("date_invalid", "#get-number-of-push-messages")
PATH_ID_INVALID = _rule("path_id_invalid", "#error-messages")
START_INVALID = _rule("start_invalid", "#get-follower-ids")
LIMIT_INVALID = _rule("limit_invalid", "#get-a-list-of-unit-names-assigned-during-this-month", _U)
WEBHOOK_URL_INVALID = _rule("webhook_url_invalid", "#set-webhook-endpoint-url")
WEBHOOK_MISSING = _rule("webhook_missing", "#get-webhook-endpoint-information")
MARK_AS_READ_TOKEN = _rule("mark_as_read_token", "#mark-as-read")
PROFILE_NOT_FOUND = _rule("profile_not_found", "#get-profile")
CONTENT_NOT_FOUND = _rule("content_not_found", "#get-content")
CONTENT_GONE = _rule("content_gone", "#get-content")
CONTENT_KIND = _rule("content_kind", "#get-image-or-video-preview")
GROUP_NOT_FOUND = _rule("group_not_found", "#get-group-summary")
PROGRESS_NOT_FOUND = _rule("progress_not_found", "#get-narrowcast-progress-status")
LOADING_CHAT = _rule("loading_chat", "#display-a-loading-indicator")


# Before the body is looked at ---------------------------------------------------------------------------------


def auth_missing() -> LineError:
    """Refuse a request without an ``Authorization: Bearer …`` header (facts 1.2)."""
    return LineError(
        401,
        "Authorization header required. Must follow the scheme, 'Authorization: Bearer <ACCESS TOKEN>'",
        AUTH_MISSING,
    )


def auth_invalid() -> LineError:
    """Refuse a token LINE does not know (current wording, facts 1.2)."""
    return LineError(
        401,
        "Authentication failed. Confirm that the access token in the authorization header is valid.",
        AUTH_INVALID,
    )


def auth_expired() -> LineError:
    """Refuse a token whose time is over (older wording, which names the reason)."""
    return LineError(
        401,
        "Authentication failed due to the following reason: The access token expired. "
        "Confirm that the access token in the authorization header is valid.",
        AUTH_EXPIRED,
    )


def not_found(rule: Rule = NOT_FOUND) -> LineError:
    """Refuse an unknown path; or a profile, group, room or narrowcast that is not there."""
    return LineError(404, "Not found", rule)


def method_not_allowed(method: str) -> LineError:
    """Refuse a known path asked with the wrong HTTP method."""
    return LineError(405, f"The request method, '{method}', is not supported", METHOD_NOT_ALLOWED)


def body_too_large() -> LineError:
    """Refuse a body of more than 2 MB. Undocumented wording."""
    return LineError(413, "Payload Too Large", BODY_TOO_LARGE)


def content_type(value: str) -> LineError:
    """Refuse a body that does not say it is JSON."""
    return LineError(415, f"The content type, '{value}', is not supported", CONTENT_TYPE)


def rate_limit() -> LineError:
    """Refuse too many requests to this endpoint (REF#rate-limits)."""
    return LineError(429, "The API rate limit has been exceeded. Try again later.", RATE_LIMIT)


def internal_error() -> LineError:
    """Make the error that only fault injection asks for. Undocumented wording."""
    return LineError(500, "Internal server error", FAULT_INJECTED)


def not_simulated(operation: str) -> LineError:
    """Refuse a real operation of LINE that this stub does not imitate: it says so rather than pretend."""
    return LineError(501, f"The practice platform does not simulate {operation}. LINE itself does.", NOT_SIMULATED)


# The body -------------------------------------------------------------------------------------------------------


def json_syntax(line: int, column: int) -> LineError:
    """Refuse a body that is not JSON."""
    message = f"The request body could not be parsed as JSON (line: {line}, column: {column})"
    return LineError(400, message, JSON_SYNTAX)


def json_syntax_inside(container: str, line: int, column: int) -> LineError:
    """Refuse a body that is not JSON: the fault is inside this value (facts 14.2)."""
    message = property_invalid(container, line, column).message
    return LineError(400, message, replace(JSON_SYNTAX, source=Source.OBSERVED))


def json_duplicate(key: str, container: str, line: int, column: int) -> LineError:
    """Refuse a key that is there twice; inside an object LINE names the object (NEWS 2022-10-31)."""
    details = [Detail(f"Duplicate field '{key}'")]
    if not container:
        return LineError(400, json_syntax(line, column).message, JSON_DUPLICATE, details)
    return LineError(400, property_invalid(container, line, column).message, JSON_DUPLICATE, details)


def property_invalid(
    name: str, line: int | str = "-", column: int | str = "-", rule: Rule = PROPERTY_INVALID
) -> LineError:
    """Refuse a value of the wrong form or type; faults of meaning print dashes for the position."""
    message = f"The property, '{name}', in the request body is invalid (line: {line}, column: {column})"
    return LineError(400, message, rule)


def body_invalid(details: Sequence[Detail], rule: Rule = BODY_INVALID) -> LineError:
    """Refuse values against the rules, with one detail each."""
    return LineError(400, f"The request body has {len(details)} error(s)", _as_sure_as(details, rule), tuple(details))


def message_invalid(index: int, details: Sequence[Detail] = ()) -> LineError:
    """Refuse one message as a whole (flex, template, imagemap, textV2)."""
    # After the bracket LINE writes a no-break space (facts 14.2).
    message = f"A message (messages[{index}])\u00a0in the request body is invalid"
    return LineError(400, message, _as_sure_as(details, MESSAGE_INVALID), tuple(details))


def _as_sure_as(details: Sequence[Detail], rule: Rule) -> Rule:
    """Return the rule, marked as undocumented when one of its details is."""
    if any(detail.source is Source.UNDOCUMENTED for detail in details):
        return replace(rule, source=Source.UNDOCUMENTED)
    return rule


# Sending ----------------------------------------------------------------------------------------------------------


def retry_key_format() -> LineError:
    """Refuse a retry key that is not a UUID. Undocumented wording."""
    return LineError(400, "The retry key is not a UUID (practice platform's own wording)", RETRY_KEY_FORMAT)


def retry_key_unsupported() -> LineError:
    """Refuse a retry key where LINE takes none. Undocumented wording."""
    message = "The retry key is not supported by this API (practice platform's own wording)"
    return LineError(400, message, RETRY_KEY_UNSUPPORTED)


def retry_key_accepted(accepted_request_id: str, sent_messages: Sequence[Mapping[str, str]]) -> LineError:
    """Refuse a request that was accepted under its retry key before; a push repeats its sentMessages."""
    headers = {"x-line-accepted-request-id": accepted_request_id}
    return LineError(409, "The retry key is already accepted", RETRY_KEY_ACCEPTED, (), tuple(sent_messages), headers)


def invalid_reply_token(rule: Rule) -> LineError:
    """Refuse a reply token, used, expired or unknown: LINE answers all the same; `rule` tells the reader which."""
    return LineError(400, "Invalid reply token", rule)


def push_to_malformed() -> LineError:
    """Refuse a push whose ``to`` is not an id at all (a name, a phone number, a LINE ID)."""
    return property_invalid("to", rule=PUSH_TO_MALFORMED)


def push_failed(rule: Rule) -> LineError:
    """Refuse a push to a well-formed id that is no one's here, or to a chat the bot is not in."""
    return LineError(400, "Failed to send messages", rule)


def push_to_self() -> LineError:
    """Refuse a push to the bot's own user id."""
    return LineError(400, "You can't send messages to yourself", PUSH_TO_SELF)


def multicast_to_invalid(index: int, rule: Rule = MULTICAST_TO_INVALID) -> LineError:
    """Refuse a bad element of multicast ``to``; the reference prints no quotes here."""
    message = f"The property, to[{index}], in the request body is invalid (line: -, column: -)"
    return LineError(400, message, rule)


def quota_reached() -> LineError:
    """Refuse a send for which the month's messages do not suffice; nothing was sent."""
    return LineError(429, "You have reached your monthly limit.", QUOTA)


def account_not_entitled() -> LineError:
    """Refuse what is for verified or premium accounts only."""
    return LineError(403, "Access to this API is not available for your account", ACCOUNT_NOT_ENTITLED)


def not_enough_friends() -> LineError:
    """Refuse a narrowcast by attributes with a target reach below 100."""
    return LineError(403, "Your account does not have enough friends", NOT_ENOUGH_FRIENDS)


def audience_unusable(audience_id: int, rule: Rule = AUDIENCE_UNKNOWN) -> LineError:
    """Refuse a narrowcast to an audience that is not there, or not READY."""
    return LineError(400, f"Invalid audience group id: {audience_id}", rule)


def redelivery_unusable(request_id: str) -> LineError:
    """Refuse a redelivery of a request that is no narrowcast, has not succeeded, or is too old."""
    return LineError(400, f"Invalid request id: {request_id}", REDELIVERY_UNKNOWN)


def partial_delivery_option() -> LineError:
    """Refuse a narrowcast limit with forbidPartialDelivery but without upToRemainingQuota."""
    message = "The option forbidPartialDelivery must be used with upToRemainingQuota."
    return LineError(400, message, PARTIAL_DELIVERY_OPTION)


# Around sending -----------------------------------------------------------------------------------------------------


def parameter_invalid(name: str, rule: Rule = PATH_ID_INVALID) -> LineError:
    """Refuse a malformed id in the path, or a bad date."""
    return LineError(400, f"The value for the '{name}' parameter is invalid", rule)


def insight_date_missing() -> LineError:
    """Refuse statistics of followers without a day (REF#get-number-of-followers)."""
    return LineError(400, "date is required", DATE_INVALID)


def insight_date_invalid() -> LineError:
    """Refuse a bad day, in the words of the insight endpoints (REF#get-number-of-followers)."""
    return LineError(400, "Bad Request", DATE_INVALID)


def start_invalid() -> LineError:
    """Refuse a continuation token that is unknown or older than a day."""
    return LineError(400, "Invalid start param", START_INVALID)


def webhook_url_invalid() -> LineError:
    """Refuse what is not an https address of at most 500 characters."""
    return LineError(400, "Invalid webhook endpoint URL", WEBHOOK_URL_INVALID)


def webhook_missing() -> LineError:
    """Refuse what needs a webhook address: none is set."""
    return LineError(404, "Webhook endpoint not found", WEBHOOK_MISSING)


def mark_as_read_token() -> LineError:
    """Refuse a mark-as-read token this bot never received."""
    message = "Invalid markAsReadToken. Tokens must be used by the bot that received them via Webhook."
    return LineError(400, message, MARK_AS_READ_TOKEN)


def content_not_found() -> LineError:
    """Refuse the content of a message that is not there (lower case here, as LINE writes it)."""
    return LineError(404, "not found", CONTENT_NOT_FOUND)


def content_gone() -> LineError:
    """Refuse the content of a message that the person unsent."""
    return LineError(410, "The content is gone", CONTENT_GONE)


def content_not_previewable() -> LineError:
    """Refuse a preview of what is neither image nor video."""
    return LineError(400, "The content can not be previewed", CONTENT_KIND)


def transcoding_unsupported() -> LineError:
    """Refuse the preparation of what is neither video nor audio."""
    return LineError(400, "Transcoding status doesn't support this type of content", CONTENT_KIND)


def audience_invalid(message: str, code: str, property_name: str | None = None) -> LineError:
    """Refuse a request about audiences, with a sentence and a code (facts 4.5)."""
    return LineError(400, message, AUDIENCE_INVALID, (Detail(code, property_name),))


def loading_chat_invalid() -> LineError:
    """Refuse a loading indicator for anything but a user id."""
    text = "Only user id is acceptable, please confirm if there are any group/room ids or illegal ids."
    return body_invalid([Detail(text, "chatId")], LOADING_CHAT)
