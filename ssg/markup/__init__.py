"""Markdown to HTML: Python-Markdown with newsroom blocks and typography, links and pictures found
on the way.
"""
