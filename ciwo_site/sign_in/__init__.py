"""How staff come in: a password and, where the settings ask for it, a second factor; and how their sessions end.

django-allauth carries the steps. This package decides what they mean here: who is let in, what a refusal says, what is
told to the record (ciwo_site/sign_in/happenings.py) and by mail, and when somebody has to prove again who she is.
Everything lies under /admin/, and so do its cookies.
"""
