"""Pages, one module a subject; each function turns values of the core into blocks and nothing else."""
