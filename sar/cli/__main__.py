"""`python -m sar.cli`: the command `sar`."""

from sar.cli.main import main

main()
