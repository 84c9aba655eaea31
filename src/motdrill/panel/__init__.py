"""Experts rate the replies of a scenario without knowing the key, so that scoring is not one author's taste.

scenario -> rating items -> rating sheet -> ratings -> agreement with the key and among raters -> a key by the panel
"""
