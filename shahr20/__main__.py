"""`python -m shahr20`: the same as the `shahr20` command."""

from shahr20.cli import main

main(prog_name="shahr20")
