"""What keeps a crawl safe and polite, one guard a file; settings.py puts them in their order."""
