"""Benchmarks: each function `measure` compares motdrill with a floor or a peer, in turn in one run.

A floor is the least that motdrill's libraries allow, a peer is another program that does part of the same work.
"""
