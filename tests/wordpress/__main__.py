"""The newspaper to look at: `python -m tests.wordpress`, until Enter is pressed."""

from __future__ import annotations

import sys

from shahr20.replica.newsroom import write
from tests.wordpress.installation import missing, running
from tests.wordpress.newspaper import everything

if lacks := missing():
    sys.exit(f"WordPress {lacks}")
with running() as wordpress:
    wordpress.act("insert", everything(write(220)))
    wordpress.look(date_style="mixed", digits="mixed", published_time="mixed")
    print(f"{wordpress.url}/ until you press Enter; its files are in {wordpress.folder}")
    sys.stdin.readline()
