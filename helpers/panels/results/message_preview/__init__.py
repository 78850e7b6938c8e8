"""LINE messages as LINE draws them: HTML and CSS only, nothing fetched, whatever object one hands in.

`message_html` draws one message, `quick_replies` the buttons under it, `summary` says it in a line. What LINE leaves to
the phone (wallpaper, shadows, the artwork of stickers, photos) is drawn by ourselves. The chat and the phone around the
messages are in ``chat.py`` and ``phones.py`` beside this folder.
"""
