"""Scrapy's settings. Each line says what the default is, and what Scrapy's project template has.

The spider sets USER_AGENT and DOWNLOAD_DELAY itself, from its arguments and the site file.
"""

from __future__ import annotations

from pipelines import STEPS
from pipelines.store import StorePipeline
from shahr20_spider.period import InPeriod

BOT_NAME = "shahr20"
SPIDER_MODULES = ["shahr20_spider.spiders"]
NEWSPIDER_MODULE = "shahr20_spider.spiders"

# A good citizen
ROBOTSTXT_OBEY = True  # default False, template True
ROBOTSTXT_USER_AGENT = "shahr20-archive"  # default None: the whole user agent
CONCURRENT_REQUESTS_PER_DOMAIN = 4  # default 8, template 1; the delay between requests holds for all of them
DOWNLOAD_DELAY_JITTER = 0  # default 0.5, which would halve the promised delay now and then
DOWNLOAD_TIMEOUT = 30  # default 180 s
DOWNLOAD_MAXSIZE = 10 * 1024 * 1024  # default 1 GiB; no article page comes near
DOWNLOAD_WARNSIZE = 2 * 1024 * 1024  # default 32 MiB
REDIRECT_MAX_TIMES = 5  # default 20
RETRY_TIMES = 2  # default 2
HTTPERROR_ALLOW_ALL = (
    True  # default False; the spider writes down every answer, redirects are followed before
)
DEFAULT_REQUEST_HEADERS = {  # default: English
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Language": "fa,en;q=0.5",
}

# Nothing listens, nothing remembers
REMOTE_CONTROL_ENABLED = False  # default True: runs code sent to a local socket
TELNETCONSOLE_ENABLED = False  # default True
COOKIES_ENABLED = False  # default True
REFERRER_POLICY = "no-referrer"  # default "no-referrer-when-downgrade"; no page is reached from the last one
METAREFRESH_ENABLED = False  # default True; challenge pages use it

# Around each page
DOWNLOADER_MIDDLEWARES = {
    "shahr20_spider.guards.RobotsGuard": 90,
    "shahr20_spider.guards.RetryAfterGuard": 555,  # sees an answer before RetryMiddleware (550) does
    "shahr20_spider.guards.HostGuard": 890,
}
ITEM_PIPELINES = {
    step: 100 * number for number, step in enumerate((*STEPS, InPeriod, StorePipeline), start=1)
}
EXTENSIONS = {
    "shahr20_spider.progress.Progress": 500,
    "shahr20_spider.heartbeat.Heartbeat": 500,
}
DUPEFILTER_CLASS = (
    "scrapy.dupefilters.BaseDupeFilter"  # default RFPDupeFilter; the frontier knows what was seen
)
DEFAULT_DROPITEM_LOG_LEVEL = "INFO"  # default WARNING; a reject is kept and counted

FEED_EXPORT_ENCODING = "utf-8"  # default None: \\uXXXX escapes
LOG_LEVEL = "INFO"  # default DEBUG
LOGSTATS_INTERVAL = 0  # default 60 s; progress.py says more
STATS_DUMP = False  # default True; the summary says what matters
