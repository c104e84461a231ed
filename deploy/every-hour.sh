#!/bin/sh
# What it is given, every hour, until it is told to end: every-hour.sh shahr20 crawl
# EVERY: seconds between the end of one and the beginning of the next, 3600 by default.

end() {
    trap '' TERM INT
    kill -TERM "$child" 2>/dev/null
    wait "$child"
    exit 143
}
trap end TERM INT

while :; do
    "$@" &
    child=$!
    wait "$child"
    sleep "${EVERY:-3600}" &
    child=$!
    wait "$child"
done
