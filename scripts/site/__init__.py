"""The browser edition: the whole course as static files, made by ``python -m scripts.site`` (``make site``).

`wheels` fetches what runs in the browser, `python_zip` packs it, `pyodide` puts the core together and keeps Python's
memory after all imports, `lite` builds JupyterLite once a language, `reading_pages` the reading pages.
"""
