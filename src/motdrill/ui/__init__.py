"""The user interface: pages made of blocks, and the two faces (full screen, plain lines) that show them.

- blocks: the blocks of a page; pages/: functions that make pages; view: a drill as pages need it
- layout, wrap: blocks to styled lines of a width; colours, html: styled lines in colour, and as HTML
- face: the interface of a face; faces: chooses one; tty: what the terminal can do
- terminal, fullscreen, selection: the full-screen face, its prompt_toolkit screens, and its state machine of keys
- plain: the face for pipes and screen readers
- output, files, prompts, menu, handbook_menu: pages printed once, files written, short questions, the menus of home
- casebook, finding_lines: hand-outs in Markdown, and the findings of `motdrill check`
- graph_html: the story as a page for a browser; static: its style and script
"""
