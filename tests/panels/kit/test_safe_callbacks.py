from helpers.panels.kit.safe_callbacks import guarding, unguarded


def test_a_callback_takes_whatever_the_control_hands_over() -> None:
    called: list[int] = []
    for guard in (guarding(lambda error: None), unguarded):
        guard(lambda: called.append(1))("click", 2)
    assert called == [1, 1]


def test_an_exception_is_reported_and_goes_no_further() -> None:
    reported: list[Exception] = []

    def fail() -> None:
        raise KeyError("gone")

    guarding(reported.append)(fail)("click")
    assert [repr(error) for error in reported] == ["KeyError('gone')"]
