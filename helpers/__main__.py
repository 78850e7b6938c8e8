"""``python -m helpers``, and the command ``line-lab``: open the course. See `helpers.start`."""

import sys

#: Before anything is imported: what follows does not even compile on an older Python.
OLDEST = (3, 10)
TOO_OLD = (
    "Python {0[0]}.{0[1]} 太舊了：請安裝 Python 3.10 到 3.15，刪掉 .venv 資料夾，再照 README 的步驟開始。\n"
    "Python {0[0]}.{0[1]} is too old: install Python 3.10 to 3.15, delete the folder .venv, "
    "then start as the README says."
)


def main() -> int:
    """Open the course; returns the exit status."""
    if sys.version_info < OLDEST:
        sys.stderr.write(TOO_OLD.format(sys.version_info) + "\n")
        return 1
    from helpers.start import main as start

    return start()


if __name__ == "__main__":
    sys.exit(main())
