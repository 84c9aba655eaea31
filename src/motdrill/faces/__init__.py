"""What people see and type: pages made of blocks (`page`, `pages/`), two faces that show them, and the loop of a drill.

- page: the blocks a page is made of, free of width and colour
- layout, wrap: blocks to styled lines at a width, Chinese included; paint, saved: lines in colour, and as HTML
- pages: what is said, a module a page or two; stage: what all pages of a drill need to know
- face: what a face is
- terminal, sheet, pick: full-screen pages with arrow keys and letters; pick is the machine that keys drive
- plain: the same pages as lines, for pipes and screen readers
- play, finish: the loop of a drill over either face, and its end; saying: answers in one's own words
- review, home: the loop of a review, and the menu a person begins at
- classroom, voting, host: the loop of a class, the ways a room votes, and the class that screen and phones share
- phones: the server of phones that vote
- show, asking, tty, findings, casebook: pages printed once, questions asked in a line, what a terminal can do, what
  `check` prints, hand-outs
"""
