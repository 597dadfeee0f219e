"""Results -> text: `list` and `show` as lines for people, tab-separated lines for scripts, and JSON documents.

A report for people is first a sequence of styled lines (`lines.py`), the same for a terminal and for a pipe;
`terminal.py` alone knows colours and cell widths, so that what is piped costs no rich. Every recorded text passes
`Page.word` and `Page.lines`, which mask and escape it.
"""
