"""The commands: each declares its options and makes one call into `sessions`."""
