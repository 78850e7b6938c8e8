"""Every field of a message outside Flex, once: what it takes, and where LINE documents it (REF#message-objects).

Flex containers have a table of their own (`helpers.line.fields.flex`). What the SDK's models know already (which
fields there are, their JSON types, which must be there) is not repeated for ordinary fields; actions are complete,
because Flex containers are read without the models.
"""

from __future__ import annotations

import re

from helpers.line import limits
from helpers.line.fields.kinds import (
    Action,
    Address,
    Choice,
    Decimal,
    Items,
    Kind,
    Moment,
    ObjectOf,
    Table,
    Text,
    Whole,
)
from helpers.line.limits import Limit

#: Where an action or a link may lead: the reference's list (REF#uri-action), and ``mailto``, which LINE was seen to
#: accept in a Flex action on 25 August 2026, though ``sms`` was refused (facts 8). Elsewhere ``mailto`` is our choice.
LINK_SCHEMES = ("http", "https", "line", "tel", "mailto")

#: What RFC 3986 allows nowhere but percent-encoded: some ASCII characters, blanks, control characters, and a percent
#: sign that encodes nothing. ``|`` was seen to be refused; that the others are, too, is the lab's choice (facts 14.2).
#: Letters outside ASCII pass: encoding them is a "should" (REF#url-encoding).
UNENCODED = re.compile(r"[\s\x00-\x1f\x7f|{}\"<>^\\`]|%(?![0-9a-fA-F]{2})")

TRACKING_ID_PATTERN = r"^[a-zA-Z0-9\-.=,+*()%$&;:@{}!?<>\[\]]*$"
DELIVERY_TAG_PATTERN = "^[a-zA-Z0-9_]*$"


def _media(anchor: str, *, required: bool = True) -> Address:
    return Address(anchor=anchor, most=limits.URL_LENGTH, required=required)


def _filled(most: Limit | None, anchor: str) -> Text:
    """Return a required text that may not be empty."""
    return Text(anchor=anchor, most=most, least=1, required=True)


def _letters(most: Limit, *, required: bool = False, least: int = 0) -> Text:
    """Return a text counted in grapheme clusters (DOC/text-character-count)."""
    return Text(anchor=most.anchor, most=most, counted="graphemes", required=required, least=1 if least else 0)


def _list(most: Limit, *, least: int = 0, required: bool = False) -> Items:
    return Items(anchor=most.anchor, least=least, most=most, required=required)


_ALT_TEXT = _filled(limits.ALT_TEXT_LENGTH, "#template-messages")

#: By the message's ``type``.
MESSAGE_FIELDS: dict[str, Table] = {
    "text": {
        "text": _filled(limits.TEXT_LENGTH, "#text-message"),
        "emojis": _list(limits.TEXT_EMOJIS_MAX),
    },
    # Length and emptiness are told in the words of ordinary fields (REF#validate-message-objects-of-push-message).
    "textV2": {"text": _filled(limits.TEXT_LENGTH, "#text-message-v2")},
    "sticker": {
        "packageId": _filled(None, "#sticker-message"),
        "stickerId": _filled(None, "#sticker-message"),
    },
    "image": {"originalContentUrl": _media("#image-message"), "previewImageUrl": _media("#image-message")},
    "video": {
        "originalContentUrl": _media("#video-message"),
        "previewImageUrl": _media("#video-message"),
        "trackingId": Text(anchor="#video-message", most=limits.VIDEO_TRACKING_ID_LENGTH, pattern=TRACKING_ID_PATTERN),
    },
    "audio": {
        "originalContentUrl": _media("#audio-message"),
        "duration": Whole(anchor="#audio-message", least=1, required=True),
    },
    "location": {
        "title": _filled(limits.LOCATION_TEXT_LENGTH, "#location-message"),
        "address": _filled(limits.LOCATION_TEXT_LENGTH, "#location-message"),
        "latitude": Decimal(anchor="#location-message", required=True),
        "longitude": Decimal(anchor="#location-message", required=True),
    },
    "imagemap": {
        "altText": _ALT_TEXT,
        "baseUrl": _media("#imagemap-message"),
        "actions": _list(limits.IMAGEMAP_ACTIONS_MAX, required=True),
    },
    "template": {"altText": _ALT_TEXT},
    "flex": {"altText": _ALT_TEXT},
    "coupon": {
        "couponId": _filled(None, "#coupon-message"),
        "deliveryTag": Text(
            anchor="#coupon-message", most=limits.COUPON_DELIVERY_TAG_LENGTH, pattern=DELIVERY_TAG_PATTERN
        ),
    },
}


def most_characters(kind: str, name: str) -> int:
    """Return how many characters the text `name` of a message of this kind may have; 0 when it has no limit."""
    field = MESSAGE_FIELDS[kind][name]
    return (field.most or 0) if isinstance(field, Text) else 0


#: What every message may carry, by the name of the object.
COMMON_FIELDS: dict[str, Table] = {
    "sender": {
        "name": Text(anchor="#icon-nickname-switch", most=limits.SENDER_NAME_LENGTH),
        "iconUrl": _media("#icon-nickname-switch", required=False),
    },
    "quickReply": {"items": _list(limits.QUICK_REPLIES_MAX, required=True)},
    "quickReplyItem": {"imageUrl": _media("#items-object", required=False)},
}

_LINK = Address(anchor="#imagemap-action-objects", most=limits.IMAGEMAP_URI_LENGTH, schemes=LINK_SCHEMES, required=True)
_CLIPBOARD = Text(anchor="#clipboard-action", most=limits.CLIPBOARD_TEXT_LENGTH, least=1, required=True)
_IMAGEMAP_LABEL = Text(anchor="#imagemap-action-objects", most=limits.IMAGEMAP_LABEL_LENGTH)

#: The parts of an imagemap; its actions by ``type``.
IMAGEMAP_FIELDS: dict[str, Table] = {
    "uri": {"label": _IMAGEMAP_LABEL, "linkUri": _LINK},
    "message": {"label": _IMAGEMAP_LABEL, "text": _filled(limits.IMAGEMAP_TEXT_LENGTH, "#imagemap-action-objects")},
    "clipboard": {"label": _IMAGEMAP_LABEL, "clipboardText": _CLIPBOARD},
    "area": {
        "x": Whole(anchor="#imagemap-area-object", least=0, required=True),
        "y": Whole(anchor="#imagemap-area-object", least=0, required=True),
    },
    "video": {
        "originalContentUrl": _media("#imagemap-message"),
        "previewImageUrl": _media("#imagemap-message"),
        "area": ObjectOf(anchor="#imagemap-message", tables=("area",), typed=False, required=True),
    },
    "externalLink": {
        "linkUri": _LINK,
        "label": _filled(limits.IMAGEMAP_VIDEO_LABEL_LENGTH, "#imagemap-message"),
    },
}

_HEAD: dict[str, Kind] = {
    "thumbnailImageUrl": _media("#buttons", required=False),
    "title": _letters(limits.TEMPLATE_TITLE_LENGTH),
}
_LOOKS: dict[str, Kind] = {
    "imageAspectRatio": Choice(anchor="#buttons", values=("rectangle", "square")),
    "imageSize": Choice(anchor="#buttons", values=("cover", "contain")),
}

#: The four templates by ``type``, and the columns of the two that have some.
TEMPLATE_FIELDS: dict[str, Table] = {
    "buttons": {
        **_LOOKS,
        **_HEAD,
        "text": _letters(limits.BUTTONS_TEXT_LENGTH, required=True, least=1),
        "defaultAction": Action(anchor="#buttons"),
        "actions": _list(limits.BUTTONS_ACTIONS_MAX, least=1, required=True),
    },
    "confirm": {
        "text": _letters(limits.CONFIRM_TEXT_LENGTH, required=True, least=1),
        "actions": _list(limits.CONFIRM_ACTIONS, least=limits.CONFIRM_ACTIONS, required=True),
    },
    "carousel": {**_LOOKS, "columns": _list(limits.CAROUSEL_COLUMNS_MAX, least=1, required=True)},
    "carousel column": {
        **_HEAD,
        "text": _letters(limits.CAROUSEL_TEXT_LENGTH, required=True, least=1),
        "defaultAction": Action(anchor="#carousel"),
        "actions": _list(limits.CAROUSEL_ACTIONS_MAX, least=1, required=True),
    },
    "image_carousel": {"columns": _list(limits.IMAGE_CAROUSEL_COLUMNS_MAX, least=1, required=True)},
    "image_carousel column": {
        "imageUrl": _media("#image-carousel"),
        "action": Action(anchor="#image-carousel", required=True),
    },
}

#: An image or a title above the text shortens it (REF#buttons, REF#carousel).
SHORTENED_TEXT: dict[str, Text] = {
    "buttons": _letters(limits.BUTTONS_TEXT_WITH_IMAGE_LENGTH, required=True, least=1),
    "carousel column": _letters(limits.CAROUSEL_TEXT_WITH_IMAGE_LENGTH, required=True, least=1),
}

_MOMENT = Moment(anchor="#datetime-picker-action")

#: What an action has beside its label, by ``type`` (REF#action-objects).
ACTION_FIELDS: dict[str, Table] = {
    "postback": {
        "data": Text(anchor="#postback-action", most=limits.POSTBACK_DATA_LENGTH, required=True),
        "displayText": _letters(limits.POSTBACK_DISPLAY_TEXT_LENGTH),
        "text": _letters(limits.POSTBACK_DISPLAY_TEXT_LENGTH),
        "fillInText": _letters(limits.POSTBACK_FILL_IN_TEXT_LENGTH),
        "inputOption": Choice(
            anchor="#postback-action", values=("closeRichMenu", "openRichMenu", "openKeyboard", "openVoice")
        ),
    },
    "message": {"text": _letters(limits.MESSAGE_ACTION_TEXT_LENGTH, required=True, least=1)},
    "uri": {
        "uri": Address(anchor="#uri-action", most=limits.URI_ACTION_LENGTH, schemes=LINK_SCHEMES, required=True),
        "altUri": ObjectOf(anchor="#uri-action", tables=("altUri",), typed=False),
    },
    "altUri": {"desktop": Address(anchor="#uri-action", most=limits.URI_ACTION_LENGTH, schemes=LINK_SCHEMES)},
    "datetimepicker": {
        "data": Text(anchor="#datetime-picker-action", most=limits.DATETIMEPICKER_DATA_LENGTH, required=True),
        "mode": Choice(anchor="#datetime-picker-action", values=("date", "time", "datetime"), required=True),
        "initial": _MOMENT,
        "max": _MOMENT,
        "min": _MOMENT,
    },
    "clipboard": {"clipboardText": _CLIPBOARD},
    "camera": {},
    "cameraRoll": {},
    "location": {},
    "richmenuswitch": {
        "richMenuAliasId": Text(anchor="#richmenu-switch-action"),
        "data": Text(anchor="#richmenu-switch-action"),
    },
}
ACTION_KINDS = tuple(kind for kind in ACTION_FIELDS if kind != "altUri")
