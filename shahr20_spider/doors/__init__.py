"""Where addresses come from, one file a door, in the order they are tried."""
