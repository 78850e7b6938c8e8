from __future__ import annotations

import re
import subprocess
import sys
import zipfile
import zipimport
from pathlib import Path

import linebot.v3
import pytest

from helpers.paths import ROOT
from helpers.sdk.operations import SdkOperation, folder_of, sdk_operations


def test_every_call_of_every_client_is_found() -> None:
    sources = Path(next(iter(linebot.v3.__path__))).glob("*/api/*.py")
    calls = sum(
        source.read_text(encoding="utf-8").count("api_client.call_api(")
        for source in sources
        if not source.name.startswith("async_") and "webhooks" not in source.parts
    )
    assert len(sdk_operations()) == calls > 100


def test_the_asynchronous_clients_have_the_same() -> None:
    found = set()
    for source in Path(next(iter(linebot.v3.__path__))).glob("*/api/async_*.py"):
        calls = re.findall(r"call_api\(\s*'([^']+)', '([A-Z]+)'", source.read_text(encoding="utf-8"))
        found |= {(source.parts[-3], method, path) for path, method in calls if "webhooks" not in source.parts}
    assert found == {(operation.client, operation.method, operation.path) for operation in sdk_operations()}


def test_no_operation_is_there_twice() -> None:
    names = [(operation.method, operation.path) for operation in sdk_operations()]
    assert len(names) == len(set(names))


def test_an_operation_is_read_whole() -> None:
    expected = SdkOperation("messaging", "push_message", "POST", "/v2/bot/message/push", token=True)
    assert expected in sdk_operations()


def test_only_the_issuing_of_tokens_goes_without_one() -> None:
    assert {o.client for o in sdk_operations() if not o.token} == {"oauth", "moduleattach"}


def test_a_bots_own_endpoint_is_none_of_lines() -> None:
    assert "/callback" not in {operation.path for operation in sdk_operations()}


@pytest.mark.parametrize(
    ("path", "matches"),
    [
        ("/v2/bot/coupon/abc", True),
        ("/v2/bot/coupon/", False),
        ("/v2/bot/coupon/a/b", False),
        ("/v2/bot/coupon/abc/close", False),
        ("/v2.bot/coupon/abc", False),
    ],
)
def test_a_parameter_is_one_step_of_a_path(path: str, matches: bool) -> None:
    assert SdkOperation("messaging", "x", "GET", "/v2/bot/coupon/{couponId}", token=True).matches(path) is matches


def test_reading_imports_no_client() -> None:
    code = (
        "import sys; from helpers.sdk.operations import sdk_operations; sdk_operations();"
        "sys.exit(any(m.startswith(('linebot.v3.oauth', 'linebot.v3.liff')) for m in sys.modules))"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT)


def test_a_package_in_a_zip_archive_is_read_as_well(tmp_path: Path) -> None:
    archive = tmp_path / "python.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr("linebot/v3/__init__.py", "")
        packed.writestr("linebot/v3/messaging/api/messaging_api.py", "x = 1")
    spec = zipimport.zipimporter(f"{archive}/linebot").find_spec("linebot.v3")
    assert spec is not None
    assert (folder_of(spec) / "messaging" / "api" / "messaging_api.py").read_text(encoding="utf-8") == "x = 1"
