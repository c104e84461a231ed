#!/bin/sh
# Installs what `pytest tests/wordpress -m wordpress` needs, on Debian and Ubuntu. Run it as root.
# No service has to run: the tests start their own database and their own web server.
set -eu
export DEBIAN_FRONTEND=noninteractive
packages="wordpress wordpress-l10n php-cli php-mysql php-intl php-xml php-mbstring mariadb-server"

# shellcheck disable=SC2086
if ! dpkg-query -W -f '${db:Status-Status}\n' $packages 2>/dev/null | grep -qv '^installed$' &&
    [ "$(dpkg-query -W $packages 2>/dev/null | wc -l)" -eq "$(echo $packages | wc -w)" ]; then
    exit 0
fi
apt-get -o DPkg::Lock::Timeout=300 update -q
# shellcheck disable=SC2086
apt-get -o DPkg::Lock::Timeout=300 install -q -y --no-install-recommends $packages
