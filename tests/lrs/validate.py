"""Holds an array of statements on standard input against Ralph's model of xAPI; prints what is wrong, one a line."""

from __future__ import annotations

import json
import sys

from pydantic import ValidationError
from ralph.models.xapi.base.statements import BaseXapiStatement

statements = json.load(sys.stdin)
for statement in statements:
    try:
        BaseXapiStatement.model_validate(statement)
    except ValidationError as error:
        print(statement["id"], statement["verb"]["id"], " ".join(str(error).split()))
print(len(statements), "statements looked at")
