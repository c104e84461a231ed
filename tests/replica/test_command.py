import re
import signal
import socket
import subprocess
import sys
import urllib.request

import pytest

COMMAND = [sys.executable, "-c", "from shahr20.cli import main; main()", "replica"]


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM])
def test_it_says_where_it_is_and_ends_cleanly(ending):
    process = subprocess.Popen(
        [
            *COMMAND,
            "--port",
            "0",
            "--articles",
            "30",
            "--shut",
            "rest",
            "--shut",
            "feed",
            "--crawl-delay",
            "0.5",
        ],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    line = process.stdout.readline()
    found = re.match(
        r"(http://127\.0\.0\.1:\d+/) has (\d+) articles and (\d+) scheduled ones; open: (.*)", line
    )
    assert found, line
    assert int(found[2]) + int(found[3]) == 30
    assert found[4].split() == ["/wp-sitemap.xml", "/sitemap_index.xml", "/page/2/", "/?p=47859"]
    with urllib.request.urlopen(found[1] + "robots.txt", timeout=20) as answer:
        assert b"Crawl-delay: 0.5\n" in answer.read()
    process.send_signal(ending)
    said, complained = process.communicate(timeout=20)
    assert (process.returncode, said, complained) == (0, "1 requests answered.\n", "")


def test_a_taken_port_is_one_sentence():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        ended = subprocess.run([*COMMAND, "--port", str(port)], capture_output=True, text=True, timeout=60)
    assert ended.returncode == 1
    assert ended.stderr == f"Error: port {port} is taken or not allowed; choose another with --port\n"


@pytest.mark.parametrize("arguments", [["--articles", "8"], ["--shut", "window"], ["--crawl-delay", "-1"]])
def test_wrong_usage(arguments):
    ended = subprocess.run([*COMMAND, *arguments], capture_output=True, text=True, timeout=60)
    assert ended.returncode == 2
