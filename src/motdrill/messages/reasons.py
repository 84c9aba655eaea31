"""Why a file or an address cannot be used, where the system or SQLite says it in words of its own."""

import errno
import os
from typing import Final

from motdrill.messages import N_, _

_OF_THE_SYSTEM: Final = {
    errno.ENOENT: N_("there is no such file or folder"),
    errno.ENOTDIR: N_("a part of its path is no folder"),
    errno.EISDIR: N_("it is a folder"),
    errno.EACCES: N_("access is not allowed"),
    errno.EPERM: N_("access is not allowed"),
    errno.EROFS: N_("its disk may only be read"),
    errno.ENOSPC: N_("the disk is full"),
    errno.ENAMETOOLONG: N_("its name is too long"),
    errno.ELOOP: N_("it is a link that leads to itself"),
    errno.EIO: N_("the disk has failed"),
    errno.EADDRINUSE: N_("it is in use"),
    errno.EADDRNOTAVAIL: N_("it is no address of this machine"),
}
_BY_WORDS: Final = {os.strerror(code): sentence for code, sentence in _OF_THE_SYSTEM.items()} | {
    "not a regular file": N_("it is no ordinary file"),
    "unable to open database file": N_("it cannot be opened"),
    "attempt to write a readonly database": N_("it may only be read"),
    "database or disk is full": N_("the disk is full"),
    "disk I/O error": N_("the disk has failed"),
    "database disk image is malformed": N_("its contents contradict each other"),
    "file is not a database": N_("it does not begin as a journal does"),
}
"""By the words as they come, since parts of the program that know no language pass them on."""


def reason_text(words: object) -> str:
    """A reason in the language of the interface; one that is not known stays as it is."""
    sentence = _BY_WORDS.get(str(words))
    return _(sentence) if sentence else str(words)
