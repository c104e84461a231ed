"""What a page says: the record, the site files and the reader."""
