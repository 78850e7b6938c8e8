#!/usr/bin/env bash
# Make this machine the class server, or bring it up to date. For Debian 12 and Ubuntu 22.04 or newer, as root.
set -euo pipefail
((EUID == 0)) || { echo "run this as root: sudo $0" >&2; exit 1; }
course=$(cd "$(dirname "$0")/../.." && pwd)

apt-get update -qq
DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends python3 python3-venv git nodejs npm
npm install --global --no-audit --no-fund configurable-http-proxy

[[ -d $course/.venv ]] || python3 -m venv "$course/.venv"
"$course/.venv/bin/python" -m pip install --quiet --upgrade --editable "$course[hub]"
# A hundred kernels should not compile the same files; students may not write beside them.
"$course/.venv/bin/python" -m compileall -q "$course/helpers" "$course/.venv/lib" || true # templates of other packages are no Python

install -d -m 700 /var/lib/line-lab-hub
touch /etc/line-lab-hub.env
cat >/etc/systemd/system/line-lab-hub.service <<UNIT
[Unit]
Description=JupyterHub of the LINE sending-messages lab
After=network.target

[Service]
WorkingDirectory=/var/lib/line-lab-hub
EnvironmentFile=/etc/line-lab-hub.env
ExecStart=$course/.venv/bin/python -m jupyterhub -f $course/deploy/jupyterhub/jupyterhub_config.py
Restart=on-failure

[Install]
WantedBy=multi-user.target
UNIT
systemctl daemon-reload
systemctl enable line-lab-hub
systemctl restart line-lab-hub
echo "Open port 8000 of this machine and sign in as teacher before you tell the class."
