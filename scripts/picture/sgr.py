"""What `capture-pane -e` prints, as spans of text with their colours."""

import re

SGR = re.compile("\x1b\\[([0-9;]*)m")
BASIC = ["#484f58", "#ff7b72", "#3fb950", "#d29922", "#58a6ff", "#bc8cff", "#39c5cf", "#b1bac4",
         "#6e7681", "#ffa198", "#56d364", "#e3b341", "#79c0ff", "#d2a8ff", "#56d4dd", "#f0f6fc"]


def colour(index):
    """One of xterm's 256, the first sixteen as in a usual dark theme."""
    if index < 16:
        return BASIC[index]
    if index >= 232:
        return "#" + f"{8 + 10 * (index - 232):02x}" * 3
    levels = [0, 95, 135, 175, 215, 255]
    index -= 16
    return "#" + "".join(f"{levels[step]:02x}" for step in (index // 36, index // 6 % 6, index % 6))


def apply(style, codes):
    codes = [int(code or 0) for code in codes.split(";")]
    while codes:
        code = codes.pop(0)
        if code == 0:
            style = {}
        elif code == 1:
            style = {**style, "bold": True}
        elif code in (38, 48) and codes[:1] == [5]:
            style = {**style, "text" if code == 38 else "ground": colour(codes[1])}
            codes = codes[2:]
        elif code in (39, 49):
            style = {key: value for key, value in style.items() if key != ("text" if code == 39 else "ground")}
        elif 30 <= code <= 37 or 90 <= code <= 97:
            style = {**style, "text": BASIC[code % 10 + (8 if code >= 90 else 0)]}
        elif 40 <= code <= 47 or 100 <= code <= 107:
            style = {**style, "ground": BASIC[code % 10 + (8 if code >= 100 else 0)]}
    return style


def spans(row):
    """[(text, style)] of one row that begins in the default style."""
    found, style, at = [], {}, 0
    for escape in SGR.finditer(row):
        found.append((row[at:escape.start()], style))
        style, at = apply(style, escape[1]), escape.end()
    found.append((row[at:], style))
    return [(text, style) for text, style in found if text]


def plain(row):
    return SGR.sub("", row)
