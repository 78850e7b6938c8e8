"""What LINE can do and the practice platform cannot: it says so with a 501, never with a feigned success."""

from __future__ import annotations

from functools import partial

from helpers.line import errors
from helpers.sdk.operations import sdk_operations
from helpers.stub.call import Answer, Call
from helpers.stub.operations.operation import Operation
from helpers.stub.platform import Platform


def find(method: str, path: str) -> Operation | None:
    """Return the operation of LINE behind a request that nothing here answers; None when LINE has none either.

    Raise LineError 405 when LINE knows the path, but not with this method.
    """
    known = [operation for operation in sdk_operations() if operation.matches(path)]
    known.sort(key=lambda operation: operation.path.count("{"))  # /richmenu/list is no /richmenu/{richMenuId}
    for operation in known:
        if operation.method == method:
            refuse = partial(_refuse, f"{method} {operation.path}")
            return Operation(method, operation.path, refuse, token=operation.token)
    if known:
        raise errors.method_not_allowed(method)
    return None


def _refuse(name: str, platform: Platform, call: Call) -> Answer:
    raise errors.not_simulated(name)
