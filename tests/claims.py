"""Where the lessons teach each claim on the subject: number, what is right, lesson, cell, and words of that cell.

The numbers are those of the course's table of claims: 1 to 43 are said in the lesson this course follows, some of them
wrongly; 44 is what it leaves out. `words` stand in the Chinese cell (prose) or in the cell of both languages (code).
"""

from __future__ import annotations

from typing import NamedTuple

#: Every number there is.
NUMBERS = range(1, 45)


class Claim(NamedTuple):
    """One thing to know and where it is taught."""

    number: int
    right: str
    lesson: str
    key: str
    words: str


CLAIMS = (
    Claim(1, "there are five methods", "00_start", "map", "分眾推播"),
    Claim(
        2,
        "examples also import TextMessage, Configuration, ApiClient, MessagingApi",
        "01_reply",
        "recap",
        "`ApiClient`",
    ),
    Claim(2, "the full form opens an ApiClient", "01_reply", "http", "with ApiClient(configuration)"),
    Claim(
        2,
        "narrowcast has a request class of its own",
        "04_narrowcast",
        "first-send",
        "import AreaDemographicFilter, Filter, NarrowcastRequest",
    ),
    Claim(
        3, "follow, postback, join, memberJoined, messageEdited bring tokens, too", "01_reply", "webhook", "postback"
    ),
    Claim(4, "a reply needs the webhook's token", "01_reply", "who", "回覆權杖"),
    Claim(
        5,
        "with_http_info returns an ApiResponse to keep; errors are ApiException",
        "01_reply",
        "http-read",
        "`ApiException`",
    ),
    Claim(5, "its result must be stored", "01_reply", "recap", "結果要存下來"),
    Claim(6, "a token works once", "01_reply", "webhook", "只能用一次"),
    Claim(6, "a used token is refused", "01_reply", "break-server", "event.reply_token"),
    Claim(7, "within one minute, and that may change", "01_reply", "webhook", "這個期限可能改變"),
    Claim(
        8, "redelivery renews the minute, but not for used tokens or after 20 minutes", "01_reply", "recap", "20 分鐘"
    ),
    Claim(9, "1 to 5 messages", "01_reply", "build", "1 到 5 則"),
    Claim(10, "six messages are stopped by the SDK", "01_reply", "recap", "`ValidationError`"),
    Claim(10, "six messages, tried", "01_reply", "break-sdk", "* 6"),
    Claim(11, "notification_disabled delivers silently; default False", "01_reply", "build", "預設是 `False`"),
    Claim(12, "push reaches friends", "02_push", "who", "好友"),
    Claim(13, "and groups and rooms the account is in", "02_push", "who", "機器人所在的群組或多人聊天室"),
    Claim(14, "and people who wrote one-to-one within 7 days", "02_push", "who", "7 天內一對一傳過訊息"),
    Claim(15, "200 and not received: deleted, blocked, non-friend", "02_push", "break-nobody", '"雅婷", "大偉"'),
    Claim(15, "an unknown id is 400 instead", "02_push", "recap", "LINE 回 `400`"),
    Claim(16, "the 7 days end", "02_push", "who", "超過 7 天沒傳訊息的非好友"),
    Claim(17, "`to` is one id; 5 is the limit of messages", "02_push", "recap", "`to` 是一個 id"),
    Claim(17, "a list of ids, tried", "02_push", "break-sdk", "to=[mei]"),
    Claim(18, "push_message_with_http_info", "02_push", "http", "push_message_with_http_info(request)"),
    Claim(19, "multicast: users, not groups", "03_multicast", "who", "可以送給群組嗎？ | 不行"),
    Claim(20, "one person is allowed, push is quicker", "03_multicast", "build", "LINE 建議用推播"),
    Claim(21, "multicast reaches friends only", "03_multicast", "who", "名單上的好友"),
    Claim(22, "on an error nobody receives anything", "03_multicast", "http-read", "出錯時一個人都不會收到"),
    Claim(22, "a narrowcast can still fail after its 202", "04_narrowcast", "recap", "失敗在 `202` 之後"),
    Claim(23, "unknown ids in multicast: LINE says both", "03_multicast", "live", "兩種說法"),
    Claim(24, "500 ids, always in a list", "03_multicast", "build", "串列"),
    Claim(24, "501 ids, tried", "03_multicast", "break-sdk", "* 501"),
    Claim(25, "1 to 5 messages in a multicast", "03_multicast", "build", "1 到 5 則"),
    Claim(
        26,
        "narrowcast picks by attributes, audiences or an earlier narrowcast; not groups",
        "04_narrowcast",
        "build",
        "從受眾或先前的分眾推播挑人",
    ),
    Claim(26, "no groups", "04_narrowcast", "who", "可以送給群組嗎？ | 不行"),
    Claim(
        27,
        "100 holds only with attributes, and is a 403",
        "04_narrowcast",
        "break",
        "目標觸及人數至少 100 | 馬上 `403`",
    ),
    Claim(27, "403, tried", "04_narrowcast", "break-server", "small.line_bot_api.narrowcast"),
    Claim(28, "100 is the target reach", "04_narrowcast", "recap", "能確定性別、年齡或地區的活躍好友"),
    Claim(29, "50 are the final recipients, after a 202", "04_narrowcast", "recap", "最後的收件人"),
    Claim(29, "errorCode 2, tried", "04_narrowcast", "break-nobody", "filter=few"),
    Claim(30, "several audiences: each restricted one needs 50", "04_narrowcast", "advanced", "errorCode 4"),
    Claim(30, "errorCode 4, tried", "04_narrowcast", "break-nobody-audience", "var_or=[officers, shared]"),
    Claim(31, "exempt are uploads of ids only, and not another account's", "04_narrowcast", "recap", "別的帳號的也有"),
    Claim(32, "chat-tag audiences are exempt", "04_narrowcast", "advanced", "聊天標籤受眾不受限制"),
    Claim(33, "limit avoids a reservation that is too large", "04_narrowcast", "recap", "可以用 `limit` 避開"),
    Claim(34, "the quota can look used up meanwhile", "04_narrowcast", "limit", "別的請求可能得到 `429`"),
    Claim(34, "429 while another is under way, tried", "04_narrowcast", "limit-send", "(None, None, Limit(max=100)"),
    Claim(35, "202, then the progress", "04_narrowcast", "follow", "get_narrowcast_progress(request_id)"),
    Claim(36, "who is left out of a narrowcast", "04_narrowcast", "who", "刪除 LINE 的人、不是好友的人"),
    Claim(37, "AND, OR, NOT", "04_narrowcast", "build-request", "var_not="),
    Claim(38, "each operator has exactly one of and/or/not, no empty array", "04_narrowcast", "operators", "其中一個"),
    Claim(38, "two of them, tried", "04_narrowcast", "break-server", "var_and=[adults], var_not="),
    Claim(39, "data are about 3 days old", "04_narrowcast", "build", "3 天前"),
    Claim(40, "without attributes the unknown are included", "04_narrowcast", "build", "屬性不明的好友也會收到"),
    Claim(41, "narrowcast has a sample", "04_narrowcast", "first-send", "narrowcast_with_http_info"),
    Claim(42, "broadcast: all friends, 1 to 5 messages", "05_broadcast", "build", "1 到 5 則"),
    Claim(42, "60 broadcasts an hour", "05_broadcast", "recap", "每小時最多 60 次"),
    Claim(43, "links to the reference", "05_broadcast", "recap", "#send-broadcast-message"),
    Claim(44, "what a month costs", "06_compare", "cost", "計費算的是**人**"),
    Claim(44, "the quota, asked for", "05_broadcast", "quota", "get_message_quota_consumption"),
    Claim(44, "a reply is free", "01_reply", "who", "不計入每月則數"),
    Claim(44, "retry key, 409 after a 500", "02_push", "retry", 'lab.fault("500", when="after")'),
    Claim(44, "a retry key for a narrowcast", "04_narrowcast", "break-nobody", "key=str(uuid.uuid4())"),
    Claim(44, "429 when the quota is used up", "05_broadcast", "break-quota", 'open_lab("club")'),
    Claim(44, "rate limits of all", "06_compare", "limits", "每小時 60"),
    Claim(44, "sentMessages", "01_reply", "http-read", "`sentMessages`"),
    Claim(44, "quote tokens", "01_reply", "build-message", "quote_token="),
    Claim(44, "names for statistics", "02_push", "build-request", "custom_aggregation_units="),
    Claim(44, "validate endpoints", "05_broadcast", "live", "`validate_broadcast`"),
    Claim(44, "limit object", "04_narrowcast", "limit", "`up_to_remaining_quota`"),
    Claim(44, "redelivery recipient", "04_narrowcast", "break-nobody-audience", "RedeliveryRecipient("),
    Claim(44, "forbidPartialDelivery", "04_narrowcast", "advanced", "`forbid_partial_delivery`"),
    Claim(44, "forbidPartialDelivery, tried", "04_narrowcast", "break-nobody-audience", "(missed, strict)"),
    Claim(44, "messageEdited", "01_reply", "webhook", "在群組編輯訊息"),
)
