"""Text that is edited, never re-written: YAML and JSON as nodes that know their span, and the way back for an edit.

Knows no HTTP, no recorder and no LLM. `edits` and `layers` are the two ideas, `nodes` the tree that both syntaxes
share; `yaml_*` and `json_*` read and write one syntax each; `revaluing` says a wished value as edits; `proving` shows
that nothing else moved.
"""
