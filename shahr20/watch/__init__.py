"""What is watched over: monitors on each run, the state of the archive, and who is told.

Knows the archive only, so that it works on any of them, whoever crawled it.
"""
