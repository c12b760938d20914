"""What a picture's file says of itself: EXIF, IPTC IIM, XMP. Blocks of bytes go in; one
`model.file_metadata.Metadata` comes out.
"""
