#!/bin/sh
# Starts the course on macOS and Linux: sh start.sh
export PYTHONUTF8=1
here=$(cd "$(dirname "$0")" && pwd)
if ! command -v python3 >/dev/null 2>&1; then
    echo "找不到 Python 3：README.txt 說明要安裝哪一種。"
    echo "Python 3 was not found: README.txt says which one to install."
    exit 1
fi
exec python3 "$here/start.py" "$@"
