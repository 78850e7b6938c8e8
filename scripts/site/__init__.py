"""The browser edition: the whole course as static files, made by ``python -m scripts.site`` (``make site``).

`wheels` fetches what runs in the browser, `python_zip` packs it into one file of bytecode, `pyodide` puts the core and
its lock file together, `lite` builds JupyterLite once a language, `pages` the reading pages.
"""
