#!/usr/bin/env bash
# Take the class server off this machine, as root. Students keep their accounts and files, unless you say
# uninstall.sh --delete-students
set -euo pipefail
((EUID == 0)) || { echo "run this as root: sudo $0" >&2; exit 1; }
[[ $# == 0 || $* == --delete-students ]] || { echo "usage: $0 [--delete-students]" >&2; exit 1; }
here=$(cd "$(dirname "$0")" && pwd)
group=$(sed -n 's/^GROUP = "\(.*\)"$/\1/p' "$here/jupyterhub_config.py")
students=$(getent group "$group" | cut -d: -f4 | tr ',' ' ' || true)

systemctl disable --quiet --now line-lab-hub || true # a second time it is gone already
rm -f /etc/systemd/system/line-lab-hub.service
systemctl daemon-reload
for student in $students; do
    pkill -KILL -u "$student" || true # her server; a restart of the hub leaves it running
done
if [[ $* == --delete-students ]]; then
    for student in $students; do
        userdel --remove "$student" 2>/dev/null # it has no mailbox, which userdel would tell
    done
    [[ -z $(getent group "$group") ]] || groupdel "$group"
    rm -rf /var/lib/line-lab-hub /etc/line-lab-hub.env
fi
echo "Done. What is left is the project itself: rm -r $(dirname "$(dirname "$here")")"
