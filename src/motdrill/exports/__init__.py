"""Exports of what was played (CSV, JSON Lines, xAPI), and sending it to a learning record store (LRS).

It returns codes and values and reads no clock.
"""
