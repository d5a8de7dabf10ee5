"""What people said at an event, as text: read from captions or a plain text, whoever wrote the file.

`read` takes a text and gives paragraphs, or raises `Unreadable` with the line. Nothing in here but `readers`,
`searching` and `addresses` knows a model.
"""
