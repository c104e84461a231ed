#!/bin/sh
# The Python to use: the one named, else the newest of 3.13, 3.12 and 3.11 on PATH. It must really
# run (a version manager's stand-in may not) and be able to make virtual environments.
#
#     sh deploy/find-python.sh [PYTHON]

fits() {
    "$1" -c 'import sys, venv, ensurepip, sqlite3
sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' >/dev/null 2>&1
}

if [ -n "$1" ]; then
    fits "$1" && echo "$1" && exit 0
    echo "PYTHON=$1 is not a Python 3.11, 3.12 or 3.13 that can make virtual environments." >&2
    exit 1
fi
for candidate in python3.13 python3.12 python3.11 python3 python; do
    fits "$candidate" && echo "$candidate" && exit 0
done
echo "No Python 3.11, 3.12 or 3.13 with venv on PATH: install one, or name it with PYTHON=/path/to/python." >&2
exit 1
