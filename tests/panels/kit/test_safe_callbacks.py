from helpers.panels.kit.safe_callbacks import guarded


def test_a_callback_gets_what_the_control_hands_over() -> None:
    seen: list[object] = []
    guarded(seen.append, seen.append)("click")
    assert seen == ["click"]


def test_an_exception_is_reported_and_goes_no_further() -> None:
    reported: list[Exception] = []

    def fail(_: object) -> None:
        raise KeyError("gone")

    guarded(fail, reported.append)("click")
    assert [repr(error) for error in reported] == ["KeyError('gone')"]
