"""Calls and their answers as the documents show them."""

import json
import re


def lines_of_call(tool, arguments):
    return [f"ask     {tool} {json.dumps(arguments, separators=(',', ':'), ensure_ascii=False)}"]


def lines_of_answer(blocks):
    first, *more = "\n".join(blocks).split("\n")
    return ["answer  " + first] + ["        " + line for line in more]


def quoted(lines):
    """As Markdown shows them unchanged."""
    return "".join(f"    {line}".rstrip() + "\n" for line in lines)


def shortened(text):
    """Cursors are words of 40 characters that mean something to the server alone."""
    return re.sub(r'((?:"since":|"cursor":)"[^"]{4})[^"]+', r"\1…", text)
