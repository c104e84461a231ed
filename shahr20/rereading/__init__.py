"""Reading again without the network: captures (rebuild) and files (import), in parallel."""
