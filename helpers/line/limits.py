"""Every documented number of the Messaging API, once, each with its reference anchor.

A limit is an ``int`` that also knows where it is documented:

>>> MESSAGES_MAX + 1
6
>>> MESSAGES_MAX.reference
'https://developers.line.biz/en/reference/messaging-api/#send-push-message'
"""

from __future__ import annotations

REFERENCE = "https://developers.line.biz/en/reference/messaging-api/"
GUIDE = "https://developers.line.biz/en/docs/messaging-api/"


def reference_url(anchor: str) -> str:
    """Return the page behind an anchor: ``#x`` is in the API reference, ``x/`` is a guide, ``https:`` is itself."""
    if anchor.startswith("https:"):
        return anchor
    return REFERENCE + anchor if anchor.startswith("#") else GUIDE + anchor


class Limit(int):
    """A documented number and where LINE documents it."""

    anchor: str

    def __new__(cls, value: int, anchor: str) -> Limit:
        """Return a limit of `value`, documented at `anchor` (see `reference_url`)."""
        limit = super().__new__(cls, value)
        limit.anchor = anchor
        return limit

    @property
    def reference(self) -> str:
        """The address of the page that states this number."""
        return reference_url(self.anchor)


# Requests ------------------------------------------------------------------
MESSAGES_MIN = Limit(1, "#send-push-message")
MESSAGES_MAX = Limit(5, "#send-push-message")
MULTICAST_RECIPIENTS_MAX = Limit(500, "#send-multicast-message")
AGGREGATION_UNITS_MAX = Limit(1, "#send-push-message")
AGGREGATION_UNIT_LENGTH = Limit(30, "#send-push-message")
AGGREGATION_UNITS_PER_MONTH = Limit(1000, "#get-the-number-of-unit-name-types-assigned-during-this-month")
BODY_BYTES_MAX = Limit(2 * 1024 * 1024, "#status-codes")

# Reply tokens, pushes to non-friends ---------------------------------------
REPLY_TOKEN_SECONDS = Limit(60, "#send-reply-message-reply-token")
REPLY_TOKEN_REDELIVERY_MINUTES = Limit(20, "#send-reply-message-reply-token")
PUSH_NON_FRIEND_DAYS = Limit(7, "#send-push-message")

# Retry keys ----------------------------------------------------------------
RETRY_KEY_HOURS = Limit(24, "#retry-api-request")

# Narrowcast ----------------------------------------------------------------
NARROWCAST_TARGET_REACH_MIN = Limit(100, "#send-narrowcast-message")
NARROWCAST_RECIPIENTS_MIN = Limit(50, "#send-narrowcast-message")
NARROWCAST_RECIPIENT_OBJECTS_MAX = Limit(10, "#narrowcast-recipient")
NARROWCAST_FILTERS_MAX = Limit(10, "#narrowcast-demographic-filter")
NARROWCAST_KEPT_DAYS = Limit(14, "#get-narrowcast-progress-status")
DEMOGRAPHIC_DELAY_DAYS = Limit(3, "#narrowcast-demographic-filter")

# Audiences -----------------------------------------------------------------
AUDIENCE_DESCRIPTION_LENGTH = Limit(120, "#create-upload-audience-group")
AUDIENCE_UPLOAD_DESCRIPTION_LENGTH = Limit(300, "#create-upload-audience-group")
AUDIENCE_UPLOAD_IDS_MAX = Limit(10_000, "#create-upload-audience-group")
AUDIENCES_MAX = Limit(1000, "#manage-audience-group")
AUDIENCE_KEPT_DAYS = Limit(180, "#manage-audience-group")
AUDIENCE_PAGE_MAX = Limit(40, "#get-audience-groups")
AUDIENCE_SOURCE_DAYS = Limit(60, "#create-click-audience-group")
AUDIENCE_PAGE_DEFAULT = Limit(20, "#get-audience-groups")
AUDIENCE_JOBS_SHOWN = Limit(50, "#get-audience-group")
AUDIENCE_JOBS_AT_ONCE = Limit(10, "#limit-on-the-number-of-concurrent-operations")
AUDIENCE_COUNT_SHOWN_MIN = Limit(20, "#get-audience-group")

# Rates (token buckets; LINE publishes the rate, not the bucket's size) ------
RATE_NARROWCAST_PER_HOUR = Limit(60, "#rate-limits")
RATE_BROADCAST_PER_HOUR = Limit(60, "#rate-limits")
RATE_WEBHOOK_TEST_PER_HOUR = Limit(60, "#rate-limits")
RATE_INSIGHT_PER_HOUR = Limit(60, "#rate-limits")
RATE_AUDIENCE_PER_MINUTE = Limit(60, "#rate-limits")
RATE_MULTICAST_PER_SECOND = Limit(200, "#rate-limits")
RATE_LOADING_PER_SECOND = Limit(100, "#rate-limits")
RATE_WEBHOOK_ENDPOINT_PER_MINUTE = Limit(1000, "#rate-limits")
RATE_DEFAULT_PER_SECOND = Limit(2000, "#rate-limits")

# Message objects -------------------------------------------------------------
TEXT_LENGTH = Limit(5000, "#text-message")
TEXT_EMOJIS_MAX = Limit(20, "#text-message")
TEXT_V2_SUBSTITUTIONS_MAX = Limit(100, "#text-message-v2")
TEXT_V2_MENTIONS_MAX = Limit(20, "#text-message-v2")
TEXT_V2_EMOJIS_MAX = Limit(20, "#text-message-v2")
QUICK_REPLIES_MAX = Limit(13, "#quick-reply")
SENDER_NAME_LENGTH = Limit(20, "#icon-nickname-switch")
URL_LENGTH = Limit(2000, "#image-message")
VIDEO_TRACKING_ID_LENGTH = Limit(100, "#video-message")
LOCATION_TEXT_LENGTH = Limit(100, "#location-message")
ALT_TEXT_LENGTH = Limit(1500, "#template-messages")
IMAGEMAP_WIDTH = Limit(1040, "#imagemap-message")
IMAGEMAP_ACTIONS_MAX = Limit(50, "#imagemap-message")
IMAGEMAP_URI_LENGTH = Limit(1000, "#imagemap-action-objects")
IMAGEMAP_TEXT_LENGTH = Limit(400, "#imagemap-action-objects")
IMAGEMAP_LABEL_LENGTH = Limit(100, "#imagemap-action-objects")
IMAGEMAP_VIDEO_LABEL_LENGTH = Limit(30, "#imagemap-message")
BUTTONS_TEXT_LENGTH = Limit(160, "#buttons")
BUTTONS_TEXT_WITH_IMAGE_LENGTH = Limit(60, "#buttons")
TEMPLATE_TITLE_LENGTH = Limit(40, "#buttons")
BUTTONS_ACTIONS_MAX = Limit(4, "#buttons")
CONFIRM_TEXT_LENGTH = Limit(240, "#confirm")
CONFIRM_ACTIONS = Limit(2, "#confirm")
CAROUSEL_COLUMNS_MAX = Limit(10, "#carousel")
CAROUSEL_TEXT_LENGTH = Limit(120, "#carousel")
CAROUSEL_TEXT_WITH_IMAGE_LENGTH = Limit(60, "#carousel")
CAROUSEL_ACTIONS_MAX = Limit(3, "#carousel")
IMAGE_CAROUSEL_COLUMNS_MAX = Limit(10, "#image-carousel")
FLEX_BUBBLE_BYTES = Limit(30 * 1024, "#flex-message")
FLEX_CAROUSEL_BYTES = Limit(50 * 1024, "#flex-message")
FLEX_CAROUSEL_BUBBLES_MAX = Limit(12, "#f-carousel")
FLEX_ANIMATED_IMAGES_MAX = Limit(10, "#f-image")
FLEX_RATIO_SIDE_MAX = Limit(100_000, "#f-image")
FLEX_HEIGHT_PER_WIDTH_MAX = Limit(3, "#f-image")
COUPON_DELIVERY_TAG_LENGTH = Limit(30, "#coupon-message")
POSTBACK_DATA_LENGTH = Limit(300, "#postback-action")
POSTBACK_DISPLAY_TEXT_LENGTH = Limit(300, "#postback-action")
POSTBACK_FILL_IN_TEXT_LENGTH = Limit(300, "#postback-action")
MESSAGE_ACTION_TEXT_LENGTH = Limit(300, "#message-action")
URI_ACTION_LENGTH = Limit(10_000, "#uri-action")  # 1,000 before 27 October 2026
CLIPBOARD_TEXT_LENGTH = Limit(1000, "#clipboard-action")
DATETIMEPICKER_DATA_LENGTH = Limit(300, "#datetime-picker-action")
ACTION_LABEL_LENGTH = Limit(20, "#action-objects")
IMAGE_CAROUSEL_LABEL_LENGTH = Limit(12, "#image-carousel")
FLEX_LABEL_LENGTH = Limit(40, "#action-objects")

# Helper endpoints ------------------------------------------------------------
LOADING_SECONDS_MIN = Limit(5, "#display-a-loading-indicator")
LOADING_SECONDS_MAX = Limit(60, "#display-a-loading-indicator")
LOADING_SECONDS_STEP = Limit(5, "#display-a-loading-indicator")
LOADING_SECONDS_DEFAULT = Limit(20, "#display-a-loading-indicator")
FOLLOWERS_PAGE_DEFAULT = Limit(300, "#get-follower-ids")
FOLLOWERS_PAGE_MAX = Limit(1000, "#get-follower-ids")
MEMBERS_PAGE_MAX = Limit(100, "#get-group-member-user-ids")
UNITS_PAGE_MAX = Limit(100, "#get-a-list-of-unit-names-assigned-during-this-month")
CONTINUATION_TOKEN_HOURS = Limit(24, "#get-follower-ids")
INSIGHT_REACH_MIN = Limit(20, "#get-demographic")
SENT_COUNTS_SINCE = Limit(2018_03_31, "#get-number-of-push-messages")  # days as yyyyMMdd
DELIVERY_INSIGHT_SINCE = Limit(2017_03_01, "#get-number-of-delivery-messages")
FOLLOWERS_INSIGHT_SINCE = Limit(2016_11_01, "#get-number-of-followers")
WEBHOOK_URL_LENGTH = Limit(500, "#set-webhook-endpoint-url")
WEBHOOK_SECONDS = Limit(2, "check-webhook-error-statistics/")
