"""`python -m api` is the command `caselot`."""

import sys

from api.cli.main import main

sys.exit(main())
