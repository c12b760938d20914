"""The published folder. Staged files go in; they are moved into place together, and what ssg made
before and does not make now is removed. It writes below a destination and below .ssg/.
"""
