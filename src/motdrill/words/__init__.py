"""What stands in a trainee's own words: which reply of the step they come closest to, and what they have in them.

Nothing here gives a grade. Free text cannot be scored offline in honesty; which of four replies it comes closest to can
be told, and the trainee confirms it.
"""
