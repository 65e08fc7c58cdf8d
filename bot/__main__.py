"""`python -m bot` is the same as `gothiya`."""

import sys

from bot.cli import main

sys.exit(main())
