#!/bin/sh
# Installs what `make test-wordpress` needs, on Debian and Ubuntu. Run it as root.
# No service has to run: the tests start their own database and their own web server.
set -eu
cd "$(dirname "$0")"
apt-get update -qq
# shellcheck disable=SC2046  # one word a package
DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 install --yes -qq --no-install-recommends \
    $(cat debian-packages.txt)
