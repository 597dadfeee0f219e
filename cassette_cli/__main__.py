"""`python -m cassette_cli` is the command `cassette`."""

from .commands import main

if __name__ == "__main__":
    main()
