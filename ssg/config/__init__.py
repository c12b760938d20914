"""The settings of a newsroom. The text of site.yaml goes in; a Config, or Problems at its lines,
come out. It reads site.yaml, and nothing else.
"""
