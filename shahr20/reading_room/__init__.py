"""The Datasette plugin: what plain `datasette archive.db` shows."""
