"""Say what an answer means, who stopped the request, and what to do next.

Here: from an exception or an exchange to an Explanation. Not here: drawing it (`helpers.panels.results`).
"""
