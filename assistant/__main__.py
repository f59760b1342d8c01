"""Let ``python -m assistant`` do what the installed command does."""

import sys

from assistant.cli import main

if __name__ == "__main__":
    sys.exit(main())
