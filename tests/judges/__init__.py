"""What outside judges say about the built demo: markup, feeds, links, accessibility, behaviour in a
browser.
"""
