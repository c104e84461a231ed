"""The site in miniature, for the demo, the tests and the benchmarks: docs/replica.md."""

from typing import Final

DOORS: Final = ("rest", "sitemap", "core-sitemap", "seo-sitemap", "feed", "listing", "shortlink")
"""What can be shut; `sitemap` is both of its kinds, WordPress's own and the SEO plugin's."""
FEWEST: Final = 9
"""How few articles there can be: page 47859, the six it relates to, and two more."""
MOST: Final = 80_000
"""How many fit between the ids of the real site; revisions and attachments have taken the others."""
