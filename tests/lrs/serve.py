"""Ralph on loopback, run by the Python it is installed for: `serve.py PORT NAME SECRET`.

Its store of files makes a new file at each POST, and fails at the second, unless it is told to append. The credentials
are what `ralph auth` writes, without another start of Python.
"""

from __future__ import annotations

import json
import sys

import bcrypt
import uvicorn
from ralph.backends.data.base import BaseOperationType
from ralph.backends.lrs.fs import FSLRSBackend
from ralph.conf import settings

_program, port, name, secret = sys.argv
user = {
    "agent": {"objectType": "Agent", "account": {"homePage": "https://lrs.example.org", "name": "authority"}},
    "scopes": ["all"],
    "hash": bcrypt.hashpw(secret.encode(), bcrypt.gensalt(4)).decode(),
    "username": name,
}
settings.AUTH_FILE.write_text(json.dumps([user]), encoding="utf-8")
FSLRSBackend.default_operation_type = BaseOperationType.APPEND
uvicorn.run("ralph.api:app", host="127.0.0.1", port=int(port), log_level="warning")
