#!/usr/bin/env bash
# Make this machine the class server, or bring it up to date. For Debian 12 and Ubuntu 24.04 or newer, as root.
set -euo pipefail
((EUID == 0)) || { echo "run this as root: sudo $0" >&2; exit 1; }
here=$(cd "$(dirname "$0")" && pwd)
course=$(dirname "$(dirname "$here")")
bin=$course/.venv/bin
umask 022 # students read what is installed here

echo "1/4 Python and git"
apt-get update -qq
DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends python3 python3-venv git procps >/dev/null

echo "2/4 JupyterHub and the course (some minutes the first time)"
[[ -x $bin/pip ]] || python3 -m venv --clear "$course/.venv"
"$bin/pip" install --quiet --disable-pip-version-check --editable "$course[hub,proxy,zh-TW]"
# A school's own certificates count, as they do for pip and git.
PATH=$bin:$PATH NODE_USE_SYSTEM_CA=1 npm install --loglevel error --no-package-lock --no-audit --no-fund --prefix "$here"
# A hundred kernels should not compile the same files, and students may not write beside them. Some packages bring
# templates that are no Python: those are passed over.
"$bin/python" -m compileall -qq "$course/helpers" "$course/.venv/lib" || true

echo "3/4 Can a student read it?"
runuser -u nobody -- "$bin/python" -c "import helpers, sys; open(sys.argv[1]).close()" "$here/student_server.py" || {
    echo "Students cannot read $course. Move the project to a folder that everybody may read, such as /opt/line-lab," \
        "and run install.sh there." >&2
    exit 1
}

echo "4/4 The service line-lab-hub"
install -d -m 700 /var/lib/line-lab-hub
[[ -e /etc/line-lab-hub.env ]] || install -m 600 /dev/null /etc/line-lab-hub.env
# A restarted hub finds the students' servers still running (KillMode), and a kernel that used up the machine's memory
# ends alone (OOMPolicy). A hundred students have more threads than a service may have by default (TasksMax). Its own
# helpers end with the hub, however it ended (ExecStopPost).
# JupyterHub looks for itself by the name of the machine.
getent hosts "$(hostname)" >/dev/null || echo "127.0.1.1 $(hostname)" >>/etc/hosts
cat >/etc/systemd/system/line-lab-hub.service <<UNIT
[Unit]
Description=JupyterHub of the LINE sending-messages lab
After=network.target

[Service]
WorkingDirectory=/var/lib/line-lab-hub
Environment=PATH=$bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
EnvironmentFile=/etc/line-lab-hub.env
ExecStart=$bin/python -m jupyterhub -f $here/jupyterhub_config.py
ExecStopPost=-pkill --signal KILL --full --euid root $course/.*(configurable-http-proxy|jupyterhub_idle_culler)
Restart=on-failure
KillMode=process
OOMPolicy=continue
TasksMax=infinity

[Install]
WantedBy=multi-user.target
UNIT
systemctl daemon-reload
systemctl enable --quiet line-lab-hub
systemctl restart line-lab-hub
url=$(sed -n 's/^LAB_HUB_URL=//p' /etc/line-lab-hub.env | tr -d \"\')
url=${url:-http://:8000}
here_url=${url/:\/\/:/://127.0.0.1:}
for _ in {1..60}; do
    if no_proxy='*' "$bin/python" -c "import sys, urllib.request as web; web.urlopen(sys.argv[1])" \
        "${here_url%/}/hub/health" 2>/dev/null; then
        echo "Ready. Open ${url/:\/\/:/://$(hostname -I | cut -d' ' -f1):} and sign in as teacher before you tell the class."
        exit 0
    fi
    sleep 1
done
echo "The hub does not answer at $here_url. What it says: journalctl -u line-lab-hub" >&2
exit 1
