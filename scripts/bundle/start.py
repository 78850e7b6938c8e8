"""Install the course from the wheels beside this file, without a network, and open it.

The environment is in the reader's home folder: a USB stick or a shared folder may be read-only, and the course starts
at once the next time.
"""

import os
import shutil
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent
WHEELS = HERE / "wheels"
#: Where the course is installed, and what says that it was installed wholly: its wheel's name and the Python. (Short:
#: Windows takes paths of 259 characters. Not among the reader's notebooks: JupyterLab would show it.)
ENVIRONMENT = Path.home() / ".line-lab"
STAMP = ENVIRONMENT / "installed.txt"

NO_WHEELS = (
    "這個資料夾裡沒有適合 Python {0} 的套件。它帶的是：{1}。請安裝其中一個版本，再執行一次。\n"
    "This folder has no packages for Python {0}. It brings those for {1}: install one of these and start again."
)
NOT_64_BIT = (
    "這個 Python 是給 {0} 用的，資料夾裡沒有適合的套件。"
    "請安裝 64 位元的 Python（Windows installer (64-bit)），再執行一次。\n"
    "This Python is one for {0}, and this folder has no packages for it. "
    "Install the 64-bit one (Windows installer (64-bit)) and start again."
)
PREPARING = (
    "第一次開啟，正在安裝（要一兩分鐘，不需要網路）……\n"
    "Installing for the first time: a minute or two, no network needed ..."
)
FAILED = (
    "安裝沒有完成，原因在上面。磁碟滿了嗎？資料夾完整嗎？再執行一次就會重新安裝。\n"
    "Installing did not finish; the reason is above. Is the disk full? Is the folder complete? "
    "Start again to install anew."
)


def pythons():
    """Return the versions of Python that this folder has wheels for, such as ``3.12``."""
    return (HERE / "pythons.txt").read_text(encoding="utf-8").split()


def course():
    """Return the wheel of the course."""
    return next(WHEELS.glob("line_sending_lab-*.whl"))


def inside(name):
    """Return the path of a command inside the environment."""
    folder = ENVIRONMENT / ("Scripts" if os.name == "nt" else "bin")
    return str(folder / (name + (".exe" if os.name == "nt" else "")))


def install():
    """Make the environment anew; whether everything is in it."""
    shutil.rmtree(str(ENVIRONMENT), ignore_errors=True)
    venv.create(str(ENVIRONMENT), with_pip=False)  # Debian's Python has none to give: pip runs out of its own wheel
    pip = str(next(WHEELS.glob("pip-*.whl")) / "pip")
    offline = ["--no-index", "--find-links", str(WHEELS), "--no-warn-script-location", "--quiet"]
    return subprocess.call([inside("python"), pip, "install", *offline, str(course()) + "[zh-TW]"]) == 0


def main():
    """Install unless it was done, then become the course; the exit status."""
    version = "{}.{}".format(*sys.version_info)
    if version not in pythons():
        print(NO_WHEELS.format(version, ", ".join(pythons())), file=sys.stderr)
        return 1
    if sysconfig.get_platform() in ("win32", "win-arm64"):
        print(NOT_64_BIT.format(sysconfig.get_platform()), file=sys.stderr)
        return 1
    wanted = f"{course().name} {version}"
    if not (STAMP.is_file() and STAMP.read_text(encoding="utf-8") == wanted):
        print(PREPARING, flush=True)
        if not install():
            print(FAILED, file=sys.stderr)
            return 1
        with STAMP.open("w", encoding="utf-8") as stamp:
            stamp.write(wanted)
    return subprocess.call([inside("line-lab"), *sys.argv[1:]], cwd=str(Path.home()))


if __name__ == "__main__":
    sys.exit(main())
