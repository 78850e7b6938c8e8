"""The types of audiences, and where audiences are made (REF#get-audience-group, `type` and `createRoute`)."""

from __future__ import annotations

UPLOAD, CHAT_TAG, CLICK, IMP = "UPLOAD", "CHAT_TAG", "CLICK", "IMP"
#: Types without a minimum number of people, when this account made them (REF#send-narrowcast-message, restrictions).
FREE_KINDS = frozenset({UPLOAD, CHAT_TAG})
BY_API, BY_MANAGER = "MESSAGING_API", "OA_MANAGER"
