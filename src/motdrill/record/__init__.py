"""Records that others can read: what was played as CSV, JSON Lines and xAPI, and sending it to a store.

- writing: drills as a whole file of each kind
- table: a drill as rows of the CSV
- activities: a scenario and its steps as xAPI activities
- statements: a drill as xAPI statements
- settings: the store's address, its key, and the base of ids: what may be said there, and the file that says it
- sender: which statements travel together, and what each answer of a store means
- lrs: the store, over HTTP

It gives back codes and values; it reads no clock, and is told how to wait.
"""
