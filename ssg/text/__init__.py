"""Words and what they come to: addresses, slugs, dates, share links, characters that look like
others. Texts and moments go in; texts and moments come out. Nothing is read, written or asked.
"""
