"""Experts who rate the replies of a scenario without knowing the key: scoring must not be one author's taste.

scenario -> items -> a rating sheet -> ratings -> agreement with the key and among raters -> a key by the panel
"""
