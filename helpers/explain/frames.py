"""Where an error was raised: in the learner's own code, in the SDK, or in what the SDK uses."""

from __future__ import annotations

from collections.abc import Iterator
from types import FrameType

#: Whose code an error may pass through on its way out of the SDK.
_LIBRARIES = (
    "linebot", "pydantic", "urllib3", "http", "json", "aiohttp", "asyncio", "encodings",
    "helpers.sdk", "helpers.session.transport",
)  # fmt: skip


def in_sdk(error: BaseException) -> bool:
    """Whether the SDK raised it, or what the SDK uses; not the learner's code that the SDK called."""
    modules = [module_of(frame) for frame in frames(error)]
    tail: list[str] = []
    while modules and modules[-1].startswith(_LIBRARIES):
        tail.insert(0, modules.pop())
    return any(module.startswith("linebot") for module in tail)


def frames(error: BaseException) -> Iterator[FrameType]:
    """Return the frames an error passed, from where it was caught to where it was raised."""
    trace = error.__traceback__
    while trace is not None:
        yield trace.tb_frame
        trace = trace.tb_next


def module_of(frame: FrameType) -> str:
    """Return the name of a frame's module; empty where it has none."""
    return str(frame.f_globals.get("__name__") or "")


def sdk_call(error: BaseException) -> str:
    """Return the function of the SDK that was called, as far out as possible."""
    names = (frame.f_code.co_name for frame in frames(error) if module_of(frame).startswith("linebot"))
    return next(names, "?")


def passed(error: BaseException, module: str | tuple[str, ...]) -> bool:
    """Whether an error passed code of these modules, or of modules inside them."""
    return any(module_of(frame).startswith(module) for frame in frames(error))
