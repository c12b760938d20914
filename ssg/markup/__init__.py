"""Markdown to HTML. The text of a story goes in; a Body comes out: HTML with marks for what only a
page knows (links, pictures, blocks), and Problems. Nothing is touched.
"""
