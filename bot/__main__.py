"""`python -m bot` is `gothiya`."""

import sys

from bot.cli import main

sys.exit(main())
