"""Goes to the site: the Scrapy project that finds and fetches article pages."""
