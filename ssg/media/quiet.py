"""Keeps Pillow quiet: what it finds odd in a picture would stand on the terminal without the
picture's name.
"""

import contextlib
import logging
import warnings
from collections.abc import Iterator


@contextlib.contextmanager
def quietly() -> Iterator[None]:
    """Neither warnings nor lines of a log reach the terminal from what is done here."""
    logger = logging.getLogger("PIL")
    if not logger.handlers:
        logger.addHandler(
            logging.NullHandler()
        )  # else Python prints warnings of loggers that nobody listens to
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield
