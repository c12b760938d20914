"""May this picture be shown, may it be handed on, and whose is it: one room for that question. An
entry of `media`, what its file says, the presets of site.yaml and a moment go in; a verdict or a
credit comes out. Nothing is touched.
"""
