"""curl, as LINE's documents print it: the options, the quotes and the line ends of a shell."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.stub.standalone import PATIENCE, Standalone

KEY = "123e4567-e89b-12d3-a456-426614174000"
NOBODY = "U" + "0" * 32

pytestmark = [pytest.mark.slow, pytest.mark.skipif(shutil.which("curl") is None, reason="no curl")]


@dataclass
class Reply:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


def reply_of(seen: str, body: bytes) -> Reply:
    """The last answer in what ``curl -v`` tells on the side."""
    lines = re.findall(r"^< (.*?)\r?$", seen, re.MULTILINE)
    start = max(number for number, line in enumerate(lines) if line.startswith("HTTP/"))
    headers = dict(line.split(": ", 1) for line in lines[start + 1 :] if line)
    return Reply(int(lines[start].split()[1]), headers, body)


Curl = Callable[..., Reply]


@pytest.fixture
def curl(platform: Standalone, tmp_path: Path) -> Curl:
    """Run a command of LINE's documents against the platform. ``{...}`` are filled in as the documents ask."""
    (tmp_path / ".curlrc").write_text('silent\nshow-error\nnoproxy = "*"\n', encoding="utf-8", newline="\n")
    known = {"token": platform.ready["token"], "key": KEY, "nobody": NOBODY}

    def run(command: str, **more: str) -> Reply:
        for name, value in {**known, **more}.items():
            command = command.replace(f"{{{name}}}", value)
        command = re.sub(r"https://api(?:-data)?\.line\.me", platform.url, command)
        done = subprocess.run(
            _arguments(command),
            cwd=tmp_path,
            env={**os.environ, "CURL_HOME": str(tmp_path)},
            capture_output=True,
            timeout=PATIENCE,
            check=False,
        )
        seen = done.stderr.decode("utf-8", "replace")
        assert done.returncode == 0, seen
        return reply_of(seen, done.stdout)

    return run


def _arguments(command: str) -> list[str]:
    """A real shell reads it where there is one; Windows has none that takes such quotes."""
    return ["sh", "-c", command] if os.name == "posix" else shlex.split(command.replace("\\\n", " "))


@pytest.fixture
def ids(platform: Standalone) -> dict[str, str]:
    return {who: platform.lab(f"people/{who}")["userId"] for who in ("Mei", "Kai", "Ting")}


SEND = """\
curl -v -X POST https://api.line.me/v2/bot/message/{method} \\
-H 'Content-Type: application/json' \\
-H 'Authorization: Bearer {token}' \\
-d '{
    {target}"messages":[
        {
            "type":"text",
            "text":"Hello, world1"
        },
        {
            "type":"text",
            "text":"It'\\''s \\"here\\""
        }
    ]
}'
"""
BOTH = ["Hello, world1", 'It\'s "here"']
WITH_KEY = SEND.replace("-d '", "-H 'X-Line-Retry-Key: {key}' \\\n-d '")


# The five sends -------------------------------------------------------------------------------------------------------


def test_reply(platform: Standalone, curl: Curl) -> None:
    (event,) = platform.act("Mei", "sticker")["events"]
    reply = curl(SEND, method="reply", target=f'"replyToken":"{event["replyToken"]}",\n    ')
    assert (reply.status, len(reply.json["sentMessages"])) == (200, 2)
    assert platform.texts("Mei")[1:] == BOTH


def test_push(platform: Standalone, curl: Curl, ids: dict[str, str]) -> None:
    reply = curl(WITH_KEY, method="push", target=f'"to": "{ids["Mei"]}",\n    ')
    assert (reply.status, len(reply.json["sentMessages"])) == (200, 2)
    assert platform.texts("Mei") == BOTH


def test_multicast(platform: Standalone, curl: Curl, ids: dict[str, str]) -> None:
    reply = curl(WITH_KEY, method="multicast", target=f'"to": ["{ids["Mei"]}","{ids["Ting"]}"],\n    ')
    assert (reply.status, reply.json) == (200, {})
    assert [platform.texts("Mei"), platform.texts("Ting")] == [BOTH, []]


NARROWCAST = """\
curl -v -X POST https://api.line.me/v2/bot/message/narrowcast \\
-H 'Content-Type: application/json' \\
-H 'Authorization: Bearer {token}' \\
-H 'X-Line-Retry-Key: {key}' \\
-d '{
    "messages": [
        {
            "type": "text",
            "text": "test message"
        }
    ],
    "recipient": {
        "type": "operator",
        "and": [
            {
                "type": "audience",
                "audienceGroupId": {audience}
            },
            {
                "type": "operator",
                "not": {
                    "type": "audience",
                    "audienceGroupId": {left out}
                }
            }
        ]
    }
}'
"""
AUDIENCE = """\
curl -v -X POST https://api.line.me/v2/bot/audienceGroup/upload \\
-H 'Authorization: Bearer {token}' \\
-H 'Content-Type: application/json' \\
-d '{
    "description": "audienceGroupName_01",
    "isIfaAudience": false,
    "uploadDescription": "fileName.txt",
    "audiences": [
        {audiences}
    ]
}'
"""
PROGRESS = """\
curl -v -X GET https://api.line.me/v2/bot/message/progress/narrowcast?requestId={request} \\
-H 'Authorization: Bearer {token}'
"""


def test_narrowcast_to_an_audience_without_another(platform: Standalone, curl: Curl, ids: dict[str, str]) -> None:
    made = [
        curl(AUDIENCE, audiences=", ".join(f'{{"id": "{ids[who]}"}}' for who in members))
        for members in (("Mei", "Kai"), ("Kai",))
    ]
    assert [reply.status for reply in made] == [202, 202]
    platform.lab("clock", {"minutes": 5})
    first, second = (str(reply.json["audienceGroupId"]) for reply in made)
    reply = curl(NARROWCAST, **{"audience": first, "left out": second})
    assert (reply.status, reply.json) == (202, {})
    platform.lab("clock", {"minutes": 5})
    progress = curl(PROGRESS, request=reply.headers["x-line-request-id"])
    assert (progress.json["phase"], progress.json["successCount"]) == ("succeeded", 1)
    assert [platform.texts("Mei"), platform.texts("Kai")] == [["test message"], []]


def test_broadcast(platform: Standalone, curl: Curl) -> None:
    reply = curl(WITH_KEY, method="broadcast", target="")
    assert (reply.status, reply.json) == (200, {})
    assert [platform.texts("Mei"), platform.texts("Ting")] == [BOTH, []]


@pytest.mark.parametrize("method", ["reply", "push", "multicast", "narrowcast", "broadcast"])
def test_validate_sends_nothing(platform: Standalone, curl: Curl, method: str) -> None:
    reply = curl(SEND, method=f"validate/{method}", target="")
    assert (reply.status, reply.json) == (200, {})
    assert platform.texts("Mei") == []


@pytest.mark.skipif(os.name == "nt", reason="curl on Windows reads its command line in an old code page")
def test_chinese_as_it_stands(platform: Standalone, curl: Curl) -> None:
    assert curl(SEND.replace("Hello, world1", "早安，世界 😀"), method="broadcast", target="").status == 200
    assert platform.texts("Mei")[0] == "早安，世界 😀"


# Retry keys -----------------------------------------------------------------------------------------------------------


def test_the_same_retry_key_again(platform: Standalone, curl: Curl, ids: dict[str, str]) -> None:
    target = f'"to": "{ids["Mei"]}",\n    '
    first, second = (curl(WITH_KEY, method="push", target=target) for _ in range(2))
    assert (second.status, second.json["message"]) == (409, "The retry key is already accepted")
    assert second.json["sentMessages"] == first.json["sentMessages"]
    assert second.headers["x-line-accepted-request-id"] == first.headers["x-line-request-id"]
    assert platform.texts("Mei") == BOTH


def test_a_reply_takes_no_retry_key(curl: Curl) -> None:
    assert curl(WITH_KEY, method="reply", target='"replyToken":"x",').status == 400


# Mistakes at the keyboard ---------------------------------------------------------------------------------------------


def test_without_the_content_type(curl: Curl) -> None:
    """Then curl says it is a form."""
    reply = curl("""curl -v https://api.line.me/v2/bot/message/broadcast -H 'Authorization: Bearer {token}' -d '{}'""")
    assert reply.status == 415
    assert reply.json["message"] == "The content type, 'application/x-www-form-urlencoded', is not supported"


def test_without_the_token(curl: Curl) -> None:
    reply = curl("curl -v https://api.line.me/v2/bot/info")
    assert reply.status == 401
    assert reply.json["message"].startswith("Authorization header required.")


def test_with_get(curl: Curl) -> None:
    reply = curl("curl -v https://api.line.me/v2/bot/message/push -H 'Authorization: Bearer {token}'")
    assert (reply.status, reply.json["message"]) == (405, "The request method, 'GET', is not supported")


def test_a_comma_too_many(curl: Curl) -> None:
    reply = curl(SEND.replace("}\n    ]", "},\n    ]"), method="broadcast", target="")
    assert reply.status == 400
    assert reply.json["message"] == "The property, 'messages', in the request body is invalid (line: 11, column: 5)"


def test_an_id_of_nobody(curl: Curl) -> None:
    reply = curl(SEND, method="push", target='"to": "{nobody}",'.replace("{nobody}", NOBODY))
    assert (reply.status, reply.json) == (400, {"message": "Failed to send messages"})


@pytest.mark.parametrize(("size", "status"), [(1_900_000, 400), (2_200_000, 413)])
def test_a_large_body_waits_to_be_asked_for(curl: Curl, tmp_path: Path, size: int, status: int) -> None:
    """From a megabyte on curl first asks whether it may (Expect: 100-continue)."""
    body = {"messages": [{"type": "text", "text": "x" * size}]}
    (tmp_path / "body.json").write_text(json.dumps(body), encoding="utf-8", newline="\n")
    reply = curl(
        "curl -v https://api.line.me/v2/bot/message/broadcast -H 'Authorization: Bearer {token}' "
        "-H 'Content-Type: application/json' -d @body.json"
    )
    assert reply.status == status


def test_a_body_in_chunks(platform: Standalone, curl: Curl) -> None:
    chunked = SEND.replace("-d '", "-H 'Transfer-Encoding: chunked' \\\n-d '")
    assert curl(chunked, method="broadcast", target="").status == 200
    assert platform.texts("Mei") == BOTH


# What else the documents print ----------------------------------------------------------------------------------------


def test_a_profile(curl: Curl, ids: dict[str, str]) -> None:
    command = "curl -v -X GET https://api.line.me/v2/bot/profile/{userId} -H 'Authorization: Bearer {token}'"
    assert curl(command, userId=ids["Mei"]).json["displayName"] == "小美"


def test_content_into_a_file(platform: Standalone, curl: Curl, tmp_path: Path) -> None:
    (event,) = platform.act("Mei", "image")["events"]
    reply = curl(
        "curl -v -X GET https://api-data.line.me/v2/bot/message/{messageId}/content "
        "-H 'Authorization: Bearer {token}' --output picture",
        messageId=event["message"]["id"],
    )
    assert reply.status == 200
    assert len((tmp_path / "picture").read_bytes()) == int(reply.headers["content-length"])


def test_leaving_a_group_takes_no_body(platform: Standalone, curl: Curl) -> None:
    group = platform.lab("groups/Class%20reunion")["id"]
    command = "curl -v -X POST https://api.line.me/v2/bot/group/{groupId}/leave -H 'Authorization: Bearer {token}'"
    assert curl(command, groupId=group).status == 200
    assert platform.lab("groups/Class%20reunion")["botIn"] is False
