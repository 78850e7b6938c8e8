"""A JupyterHub of deploy/jupyterhub on loopback, and students who sign in, run notebooks and look about."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import requests
import websocket

from helpers.paths import ROOT
from helpers.web.loopback import LOOPBACK, listen

CONFIG = ROOT / "deploy" / "jupyterhub" / "jupyterhub_config.py"
PROXY = CONFIG.with_name("node_modules") / ".bin" / "configurable-http-proxy"
#: A computer that does much else may need it; nothing waits that long when it works.
PATIENCE = 180.0
PASSWORD = "one of my own"
#: The student whose idle kernels end after two seconds, and the seconds after which the others' do.
IDLE = "lab-dan"
IDLE_SECONDS = 4320

_Found = TypeVar("_Found")


def wait_for(look: Callable[[], _Found | None], what: str) -> _Found:
    """Look until there is something to see. Raises TimeoutError after PATIENCE."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if (found := look()) is not None:
            return found
        time.sleep(0.2)
    raise TimeoutError(what)


@dataclass
class Hub:
    """A running hub. Its address ends without a slash."""

    address: str
    log: Path
    pid: int

    def sign_in(self, name: str, password: str = PASSWORD) -> requests.Session:
        """Fill in the form, as a browser does; the session has the cookies, and a server once it is started."""
        session = requests.Session()
        session.trust_env = False
        session.get(f"{self.address}/hub/login", timeout=PATIENCE)
        form = {"username": name, "password": password, "_xsrf": session.cookies["_xsrf"]}
        session.post(f"{self.address}/hub/login", data=form, timeout=PATIENCE)
        return session

    def student(self, name: str) -> Student:
        """Sign in, start the server and ask for a token of the student's own."""
        session = self.sign_in(name)
        headers = {"X-XSRFToken": session.cookies.get("_xsrf", path="/hub/"), "Referer": f"{self.address}/hub/home"}
        api = f"{self.address}/hub/api/users/{name}"

        def taken() -> bool | None:
            """The hub starts a few at a time and tells others to ask again, as its page does by itself."""
            asked = session.post(f"{api}/server", headers=headers, timeout=PATIENCE)
            assert asked.status_code in (201, 202, 429), asked.text
            if asked.status_code == 429:
                time.sleep(int(asked.headers.get("Retry-After", "1")))
            return asked.status_code != 429 or None

        wait_for(taken, f"a turn for {name}")

        def ready() -> bool | None:
            return session.get(api, timeout=PATIENCE).json().get("server") and True

        wait_for(ready, f"the server of {name}")
        token = session.post(f"{api}/tokens", headers=headers, json={}, timeout=PATIENCE).json()["token"]
        return Student(name, f"{self.address}/user/{name}", token)


@dataclass
class Student:
    """Somebody with a server of her own."""

    name: str
    address: str
    token: str

    def get(self, path: str, of: Student | None = None) -> requests.Response:
        """Ask a server, her own unless another's is named."""
        return requests.get(f"{(of or self).address}/{path}", headers=self._headers, timeout=PATIENCE)

    def cells(self, path: str) -> list[Mapping[str, Any]]:
        """The code cells of a notebook in her folder."""
        content = self.get(f"api/contents/{path}").json()["content"]
        return [cell for cell in content["cells"] if cell["cell_type"] == "code"]

    def trusts(self, path: str) -> bool:
        """Whether Jupyter shows what is in her copy of a notebook without running it."""
        return all(cell["metadata"].get("trusted") for cell in self.cells(path))

    def kernels(self) -> list[str]:
        """The ids of her kernels that run."""
        return [kernel["id"] for kernel in self.get("api/kernels").json()]

    def start_kernel(self, path: str) -> str:
        """Start a kernel in a folder of hers; returns its id."""
        started = requests.post(
            f"{self.address}/api/kernels",
            json={"name": "python3", "path": path},
            headers=self._headers,
            timeout=PATIENCE,
        )
        return str(started.json()["id"])

    @contextmanager
    def kernel(self, path: str) -> Iterator[Kernel]:
        """Start a kernel in a folder of hers, and speak to it until the end of the block."""
        with self.channel(self.start_kernel(path)) as kernel:
            yield kernel

    @contextmanager
    def channel(self, number: str) -> Iterator[Kernel]:
        """Speak to a kernel of hers until the end of the block; the kernel stays."""
        url = f"{self.address.replace('http', 'ws', 1)}/api/kernels/{number}/channels"
        with closing(websocket.create_connection(url, header=self._headers, timeout=PATIENCE)) as channel:
            yield Kernel(number, channel)

    @property
    def _headers(self) -> dict[str, str]:
        return {"Authorization": f"token {self.token}"}


@dataclass
class Kernel:
    """A kernel of a student, spoken to through the hub's proxy."""

    id: str
    _channel: websocket.WebSocket

    def run(self, code: str) -> tuple[str, str]:
        """Run a cell; its status (``ok``, or the error's name) and what it printed.

        Raises ConnectionError when the channel is closed.
        """
        asked = uuid.uuid4().hex
        header = {"msg_id": asked, "msg_type": "execute_request", "username": "", "session": "t", "version": "5.3"}
        content = {"code": code, "silent": False, "store_history": True, "user_expressions": {}, "allow_stdin": False}
        self._channel.send(
            json.dumps(
                {
                    "header": header,
                    "parent_header": {},
                    "metadata": {},
                    "content": content,
                    "channel": "shell",
                    "buffers": [],
                }
            )
        )
        printed, status = "", ""
        idle = False
        while not (status and idle):
            received = self._channel.recv()
            if not received:
                raise ConnectionError("the channel was closed: the server had no time to answer the proxy")
            message = json.loads(received)
            if message["parent_header"].get("msg_id") != asked:
                continue
            kind, content = message["msg_type"], message["content"]
            if kind == "stream":
                printed += content["text"]
            elif kind == "execute_reply":
                status = content.get("ename") or content["status"]
            elif kind == "status":
                idle = idle or content["execution_state"] == "idle"
        return status, printed

    @property
    def pid(self) -> int:
        """Its process."""
        return int(self.value("__import__('os').getpid()"))

    def value(self, expression: str) -> str:
        """Print an expression and return what was printed."""
        status, printed = self.run(f"print({expression})")
        assert status == "ok", status
        return printed.strip()


@contextmanager
def hub(folder: Path) -> Iterator[Hub]:
    """Run the hub with this configuration until the end of the block.

    Its students have accounts of this machine where tests may make some and other accounts can run this Python;
    elsewhere they share the account of the tests, each with a home folder of her own.
    """
    config = _configuration(folder)
    with listen(0, LOOPBACK) as free, listen(0, LOOPBACK) as for_hub, listen(0, LOOPBACK) as for_proxy:
        ports = [sock.getsockname()[1] for sock in (free, for_hub, for_proxy)]
    address = f"http://{LOOPBACK}:{ports[0]}"
    own = [
        f"--JupyterHub.hub_port={ports[1]}",
        f"--ConfigurableHTTPProxy.api_url=http://{LOOPBACK}:{ports[2]}",
        "--JupyterHub.cleanup_servers=True",
    ]
    env = {
        **os.environ, "LAB_HUB_STATE": str(folder), "LAB_HUB_URL": address,
        "LAB_HUB_IDLE_SECONDS": str(IDLE_SECONDS),
    }  # fmt: skip
    log = folder / "hub.log"
    with log.open("w", encoding="utf-8", newline="\n") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "jupyterhub", "-f", str(config), *own],
            cwd=folder, env=env, stdout=out, stderr=subprocess.STDOUT, start_new_session=True,
        )  # fmt: skip
        try:
            wait_for(lambda: _answers(address, process, log), "the hub")
            yield Hub(address, log, process.pid)
        finally:
            process.terminate()
            process.wait(PATIENCE)


def _answers(address: str, process: subprocess.Popen[bytes], log: Path) -> bool | None:
    assert process.poll() is None, log.read_text(encoding="utf-8")
    try:
        return requests.get(f"{address}/hub/health", timeout=PATIENCE).ok or None
    except requests.ConnectionError:
        return None


def accounts_possible() -> bool:
    """Whether accounts can be made here, and run this Python and this project."""
    if os.geteuid() != 0 or shutil.which("useradd") is None:
        return False
    as_nobody = ["runuser", "-u", "nobody", "--", sys.executable, "-c", f"import os; os.listdir({str(ROOT)!r})"]
    try:
        return subprocess.run(as_nobody, capture_output=True, check=False).returncode == 0
    except PermissionError:
        return False


def _configuration(folder: Path) -> Path:
    """Write the configuration of the tests: the one of the class, with a student whose kernels end in no time.

    That her kernels end at all shows that the setting reaches a server: its place is looked for by the number.
    """
    config = folder / "test_config.py"
    hurry = {f"={IDLE_SECONDS}": "=2", f"={IDLE_SECONDS // 10}": "=1"}
    text = f"""
load_subconfig({str(CONFIG)!r})
make_account = c.Spawner.pre_spawn_hook

def hurry(spawner):
    make_account(spawner)
    if spawner.user.name == {IDLE!r}:
        for long, short in {hurry!r}.items():
            spawner.args = [argument.replace(long, short) for argument in spawner.args]

c.Spawner.pre_spawn_hook = hurry
"""
    if not accounts_possible():
        homes = folder / "home" / "{username}"
        text += f"""
make_account = lambda spawner: None
c.JupyterHub.spawner_class = "simple"
c.SimpleLocalProcessSpawner.home_dir_template = {str(homes)!r}
c.Spawner.args.extend({["--allow-root"] if os.geteuid() == 0 else []})
"""
    config.write_text(text, encoding="utf-8", newline="\n")
    return config


# What a process holds, as Linux tells it ------------------------------------------------------------------------------


def listening_ports(pid: int) -> list[int]:
    """The TCP ports this process listens on, on any address."""
    sockets = {
        match[1]
        for handle in Path(f"/proc/{pid}/fd").iterdir()
        if (match := re.fullmatch(r"socket:\[(\d+)\]", str(handle.readlink())))
    }
    listening = "0A"
    found = []
    for table in ("tcp", "tcp6"):
        for line in Path(f"/proc/{pid}/net/{table}").read_text(encoding="ascii").splitlines()[1:]:
            _, local, _, state, *_, inode = line.split()[:10]
            if state == listening and inode in sockets:
                found.append(int(local.rpartition(":")[2], 16))
    return sorted(found)


@dataclass(frozen=True)
class Memory:
    """What a process has of the memory now, in megabytes.

    `rss` counts pages it shares with others wholly, `pss` by its share, `uss` not at all: those it alone would free.
    """

    rss: float
    pss: float
    uss: float

    def __add__(self, other: Memory) -> Memory:
        return Memory(self.rss + other.rss, self.pss + other.pss, self.uss + other.uss)


def memory(pid: int) -> Memory:
    """The memory of a process, as the kernel of Linux sums it up."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()[1:]
    kilobytes = {name: int(rest.split()[0]) for name, _, rest in (line.partition(":") for line in lines)}
    private = kilobytes["Private_Clean"] + kilobytes["Private_Dirty"]
    return Memory(*(number / 1024 for number in (kilobytes["Rss"], kilobytes["Pss"], private)))


def descendants(pid: int) -> list[int]:
    """A process and all that it and its children have started."""
    parents: dict[int, list[int]] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(FileNotFoundError, ProcessLookupError):
            parent = int((folder / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()[1])
            parents.setdefault(parent, []).append(int(folder.name))
    found = [pid]
    for one in found:
        found += parents.get(one, [])
    return found
