"""The command line: one module a group of commands; each command wires the core to a face in a few lines."""
