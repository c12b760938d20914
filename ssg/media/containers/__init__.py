"""One module a format: JPEG, PNG, WebP, GIF, AVIF, SVG, MP4, WebM, MP3, WebVTT. Bytes of a file go
in; its blocks of metadata, its size, or the same file without secrets come out.
"""
