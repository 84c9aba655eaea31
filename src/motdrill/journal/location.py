"""Where the journal's file is."""

import os
from pathlib import Path

from motdrill.errors import UsageError


def journal_path(option: str) -> Path:
    """The journal's file: the option `--journal`, else MOTDRILL_JOURNAL, else the one in the user's data folder.

    Raises:
        UsageError: The path begins with the home folder (`~name`) of a user who does not exist.
    """
    if path := option or os.environ.get("MOTDRILL_JOURNAL"):
        try:
            return Path(path).expanduser()
        except RuntimeError as error:
            raise UsageError("no-such-home", file=path) from error
    import platformdirs  # 2 ms of the start of whoever names the journal

    return platformdirs.user_data_path("motdrill", appauthor=False) / "journal.db"
