"""Keeping the archive for years: backups, verification, takedowns."""
