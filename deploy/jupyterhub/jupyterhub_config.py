"""JupyterHub for one class on one machine, up to a hundred students. README.md beside this file tells how to use it.

Every student has an account of this machine, made when she signs in for the first time, and a home folder that only
she can read. Nothing here goes to the real LINE.
"""

import os
import subprocess
import sys
from pathlib import Path

c = get_config()  # noqa: F821 - JupyterHub gives it

HERE = Path(__file__).resolve().parent
#: Where the hub keeps what it knows of students: names, hashes of passwords, running servers.
STATE = Path(os.environ.get("LAB_HUB_STATE", "/var/lib/line-lab-hub"))
SEATS = int(os.environ.get("LAB_HUB_SEATS", "100"))
#: A server that did nothing for so long ends; its notebooks are saved, only variables are gone.
IDLE_SECONDS = int(os.environ.get("LAB_HUB_IDLE_SECONDS", "3600"))
#: Students' accounts are in this group of the machine; the hub never starts a server for any other account.
GROUP = "line-lab-students"

c.JupyterHub.bind_url = os.environ.get("LAB_HUB_URL", "http://:8000")
c.JupyterHub.db_url = f"sqlite:///{STATE / 'hub.sqlite'}"
c.JupyterHub.cookie_secret_file = str(STATE / "cookie_secret")
c.ConfigurableHTTPProxy.pid_file = str(STATE / "proxy.pid")
c.ConfigurableHTTPProxy.command = [str(HERE / "node_modules" / ".bin" / "configurable-http-proxy")]
#: A hub that is restarted, or ended by itself, takes nobody's variables along: it finds the servers again.
c.JupyterHub.cleanup_servers = False

# Who may come in ----------------------------------------------------------------------------------------------------

c.JupyterHub.authenticator_class = "firstuseauthenticator.FirstUseAuthenticator"
c.FirstUseAuthenticator.dbm_path = str(STATE / "passwords.dbm")
c.FirstUseAuthenticator.min_password_length = 7
#: What the page for signing in says of names and passwords; it refuses others without a reason.
c.JupyterHub.template_vars = {
    "announcement_login": "名字：英文小寫字母開頭，可以有數字、- 和 _。第一次登入時自己決定密碼，至少 7 個字。<br>"
    "Name: begins with a small letter, may have digits, - and _. "
    "You choose your password when you sign in for the first time: at least 7 characters."
}
#: Names that are accounts of Linux, too (useradd): a letter, then letters, digits, - and _.
c.Authenticator.username_pattern = r"[a-z][a-z0-9_-]{0,30}"
c.Authenticator.admin_users = set(os.environ.get("LAB_HUB_TEACHERS", "teacher").split())
_class_list = HERE / "class_list.txt"
if _class_list.is_file():
    c.Authenticator.allowed_users = set(_class_list.read_text(encoding="utf-8").split())
else:
    c.Authenticator.allow_all = True

# How many at once ---------------------------------------------------------------------------------------------------

c.JupyterHub.active_server_limit = SEATS
#: A whole class comes in within a minute; a server needs a second of processor time to start.
c.JupyterHub.concurrent_spawn_limit = 4 * (os.cpu_count() or 1)
c.Spawner.start_timeout = 120
c.Spawner.http_timeout = 120

# Each student's server ----------------------------------------------------------------------------------------------


def make_account(spawner):
    """Make the student's account of this machine, unless she has one. Raises HTTPError for another's account.

    Files that root has put into her home folder beforehand, from a backup, become hers.
    """
    import grp
    import pwd

    from tornado import web

    name = spawner.user.name
    subprocess.run(["groupadd", "--force", GROUP], check=True)
    try:
        pwd.getpwnam(name)
    except KeyError:
        subprocess.run(
            ["useradd", "--create-home", "--shell", "/usr/sbin/nologin", "--groups", GROUP, name], check=True
        )
    if name not in grp.getgrnam(GROUP).gr_mem:
        refusal = web.HTTPError(403, f"{name} is an account of this machine, not a student's")
        refusal.jupyterhub_message = f"這台機器已經有名為 {name} 的帳號。請登出，換一個名字再登入。 " + (
            f"This machine has an account {name} of its own. Please sign out, and sign in with another name."
        )
        raise refusal
    home = Path(pwd.getpwnam(name).pw_dir)
    if home.stat().st_uid == 0:
        subprocess.run(["chown", "--recursive", f"{name}:", str(home)], check=True)
    home.chmod(0o700)


c.JupyterHub.spawner_class = "jupyterhub.spawner.LocalProcessSpawner"
c.Spawner.pre_spawn_hook = make_account
c.Spawner.cmd = [sys.executable, str(HERE / "student_server.py")]
c.Spawner.environment = {
    "LAB_NEVER_LIVE": "1",
    "LAB_TRANSPORT": "inproc",  # kernels of one machine share its loopback, and the platform asks nobody for a token
    "LAB_COURSE_DIR": str(HERE.parents[1]),
    "LAB_HUB_MEMORY_MB": os.environ.get("LAB_HUB_MEMORY_MB", "1024"),
    "COURSE_LANG": os.environ.get("COURSE_LANG", "zh-TW"),  # a server's own language says nothing of its students'
}
c.Spawner.env_keep = ["PATH", "LANG", "LC_ALL"]
c.Spawner.args = [
    "--KernelManager.transport=ipc",  # files in her home folder in place of ports that neighbours could listen to
    f"--MappingKernelManager.cull_idle_timeout={IDLE_SECONDS}",
    f"--MappingKernelManager.cull_interval={max(1, IDLE_SECONDS // 10)}",
    "--MappingKernelManager.cull_connected=True",  # a tab left open is no reason to keep a kernel
    "--ServerApp.terminals_enabled=False",
    "--LabApp.news_url=None",
    "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
]

# What nobody uses ends by itself ------------------------------------------------------------------------------------

c.JupyterHub.load_roles = [
    {
        "name": "idle-culler",
        "scopes": ["list:users", "read:users:activity", "read:servers", "delete:servers"],
        "services": ["idle-culler"],
    }
]
c.JupyterHub.services = [
    {
        "name": "idle-culler",
        "command": [sys.executable, "-m", "jupyterhub_idle_culler", f"--timeout={max(600, 2 * IDLE_SECONDS)}"],
    }
]
