"""`python -m contentlint`."""

from contentlint.cli import main

main(prog_name="contentlint")
