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
CONCURRENT_ITEMS = (
    1  # default 100: so many tasks are made for each answer, of which each has one item at most
)
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

# Only to the site, and only to the public internet
_WIRE = "shahr20_spider.guards.wire.Wire"
DOWNLOAD_HANDLERS = {  # default: all of them open
    "http": _WIRE,
    "https": _WIRE,
    "data": None,
    "file": None,
    "ftp": None,
    "s3": None,
}
DOWNLOAD_VERIFY_CERTIFICATES = True  # default False; the site file or a loopback address may put it back
TWISTED_DNS_RESOLVER = "shahr20_spider.guards.resolver.PublicResolver"  # default CachingThreadedResolver

# When a site is down: seconds, but for the two that count
SHAHR20_FAILURES = 5  # so many requests in a row without a good answer begin a pause
SHAHR20_FIRST_PAUSE = 0.5  # or five delays, if that is longer; each one after it is twice as long
SHAHR20_LONGEST_PAUSE = 300.0
SHAHR20_PAUSES = (
    6  # so many without a good answer end the run: half a minute on loopback, five on a live site
)
SHAHR20_LONGEST_RETRY_AFTER = 600.0  # a site that asks for more is left until the next run

# Around each page, in the order of a request; an answer goes the other way
_OF_SCRAPY = "scrapy.downloadermiddlewares"
DOWNLOADER_MIDDLEWARES = {
    f"{_OF_SCRAPY}.offsite.OffsiteMiddleware": None,  # HostGuard is stricter
    f"{_OF_SCRAPY}.robotstxt.RobotsTxtMiddleware": None,
    "shahr20_spider.guards.robots.RobotsGuard": 100,
    f"{_OF_SCRAPY}.redirect.RedirectMiddleware": 570,  # default 600; here after its answer was looked at
    "shahr20_spider.guards.challenge.ChallengeGuard": 580,  # before RetryMiddleware (550)
    "shahr20_spider.guards.whole.WholeGuard": 585,
    f"{_OF_SCRAPY}.httpcompression.HttpCompressionMiddleware": None,
    "shahr20_spider.guards.unpack.UnpackGuard": 590,
    "shahr20_spider.guards.host.HostGuard": 890,
    "shahr20_spider.guards.traffic.Traffic": 895,
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
