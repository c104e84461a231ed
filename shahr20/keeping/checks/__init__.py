"""What `shahr20 verify` looks at, one file a part of the archive."""
