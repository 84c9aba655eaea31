"""What people see and type: pages made of blocks (`page`, `pages/`), two faces that show them, and the loop of a drill.

- page: the blocks a page is made of, free of width and colour
- layout, wrap: blocks to styled lines at a width, Chinese included
- face: what a face is
- terminal: full-screen pages with arrow keys and letters
- plain: the same pages as lines, for pipes and screen readers
- play, finish: the loop of a drill over either face, and its end
"""
