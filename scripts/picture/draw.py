"""Draws a recording as an SVG that plays it over and over: the agent's calls on the left, on the right the terminal of
the person. Where nothing moves (a converter, or a reader who wants no motion) it shows how it ended."""

import json
import re
import textwrap
from xml.sax.saxutils import escape

from sgr import plain, spans
from transcript import shortened

CELL, LINE, PAD, BAR = 7.4, 17, 14, 30
LEFT_COLUMNS = 56
INK, DIM, NAME, NOTE, GROUND, EDGE = "#c9d1d9", "#8b949e", "#79c0ff", "#e3b341", "#0d1117", "#30363d"
TELLING = {"status", "outcome", "exit_code", "cursor"}
LONGEST_PAUSE, SHORTEST_PAUSE, REST = 1.5, 0.05, 5.0  # seconds between two steps, and at the end
STEP_TO_READ = 0.6  # before an answer comes, and after it

FONT = "ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono',monospace"


def abridged(about):
    """The members of a result that tell something new; … for the others."""
    members, left_out = [], False
    for name, value in json.loads(about).items():
        if name in TELLING:
            members += ["…"] * left_out + [f'"{name}":{json.dumps(value, ensure_ascii=False)}']
        left_out = name not in TELLING
    return shortened("{" + ",".join(members + ["…"] * left_out) + "}")


def left_lines(event):
    """The lines of one call or its answer: [(text, colour)] each."""
    if event["kind"] == "ask":
        given = json.dumps(event["arguments"], separators=(",", ":"), ensure_ascii=False)
        text = shortened(f"{event['tool']} {given}".replace(',"', ', "'))
        first, *more = textwrap.wrap(text, LEFT_COLUMNS, subsequent_indent="  ", break_on_hyphens=False)
        name, _, rest = first.partition(" ")
        return [[(name, NAME), (" " + rest, INK)]] + [[(line, INK)] for line in more]
    *texts, about = event["blocks"]
    lines = [[("  " + line, INK)] for text in texts for line in text.split("\n")]
    return lines + [[("  " + abridged(about), DIM)]]


class Player:
    """When each thing is seen, as CSS animations of a common length."""

    def __init__(self, events):
        self.times, now, before, last = [], 0.5, 0.0, None
        for event in events:
            pause = min(max(event["at"] - before, SHORTEST_PAUSE), LONGEST_PAUSE)
            if event["kind"] != "screen" or last != "screen":
                pause = max(pause, STEP_TO_READ)
            now, before, last = now + pause, event["at"], event["kind"]
            self.times.append(now)
        self.length = now + REST
        self.rules = {}

    def shown(self, since, until=None):
        """Attributes of an element that is seen from one time to another, or to the end."""
        names = [self.rule("a", "opacity", 0, 1, since)] if since else []
        if until is not None:
            names.append(self.rule("d", "visibility", "visible", "hidden", until))
        kind = "m" if until is None else "m x"
        return f'class="{kind}" style="animation-name:{",".join(names)}"' if names else ""

    def rule(self, letter, what, before, after, at):
        percent = f"{100 * at / self.length:.1f}"
        name = letter + percent.replace(".", "_")
        self.rules[name] = f"@keyframes {name}{{0%{{{what}:{before}}}{percent}%{{{what}:{after}}}}}"
        return name

    def style(self):
        # It begins with the end, so that who opens the page sees all of it at once.
        start = -(self.length - REST)
        return (f"text{{white-space:pre}}.m{{animation:{self.length:.1f}s step-end {start:.1f}s infinite}}.x{{visibility:hidden}}"
                "@media (prefers-reduced-motion:reduce){.m{animation:none!important}}" + "".join(self.rules.values()))


def cells(x, y, text, fill, bold=False):
    """Text in a fixed number of cells, whatever the font."""
    lead = len(text) - len(text.lstrip())
    text = text.strip()
    if not text:
        return ""
    weight = ' font-weight="bold"' if bold else ""
    return (f'<text x="{x + lead * CELL:.1f}" y="{y:.1f}" fill="{fill}"{weight} textLength="{len(text) * CELL:.1f}" '
            f'lengthAdjust="spacingAndGlyphs">{escape(text)}</text>')


def row_of(x, y, row):
    drawn, column = [], 0
    for text, style in spans(row):
        if "ground" in style:
            drawn.append(f'<rect x="{x + column * CELL:.1f}" y="{y - LINE + 4:.1f}" width="{len(text) * CELL:.1f}" '
                         f'height="{LINE}" fill="{style["ground"]}"/>')
        drawn.append(cells(x + column * CELL, y, text, style.get("text", INK), style.get("bold", False)))
        column += len(text)
    return "".join(drawn)


def agent(events, player):
    drawn, y = [], BAR + PAD + LINE - 4
    for event, at in zip(events, player.times):
        if event["kind"] not in ("ask", "answer"):
            continue
        if event["kind"] == "ask" and drawn:
            y += 7
        lines = []
        for line in left_lines(event):
            column = 0
            for text, fill in line:
                lines.append(cells(PAD + column * CELL, y, text, fill, fill == NAME))
                column += len(text)
            y += LINE
        drawn.append(f"<g {player.shown(at)}>{''.join(lines)}</g>")
    return "".join(drawn), y


def terminal(events, player, x, columns):
    """Row by row, each text for as long as it stood there."""
    screens = [(at, event["rows"]) for event, at in zip(events, player.times) if event["kind"] == "screen"]
    height = len(screens[0][1])
    drawn = []
    for row in range(height):
        y = BAR + PAD + LINE * (row + 1) - 4
        changes = [(at, rows[row]) for at, rows in screens]
        changes = [change for index, change in enumerate(changes) if index == 0 or changes[index - 1][1] != change[1]]
        for index, (at, text) in enumerate(changes):
            until = changes[index + 1][0] if index + 1 < len(changes) else None
            if plain(text).strip():
                full = text + " " * (columns - len(plain(text))) if "\x1b[48" in text else text
                drawn.append(f"<g {player.shown(at, until)}>{row_of(x, y, full)}</g>")
    return "".join(drawn), height


def typed_marks(events, player, x):
    """A note beside what the person typed, where it still stands at the end."""
    final = [plain(row).rstrip() for row in [event["rows"] for event in events if event["kind"] == "screen"][-1]]
    drawn = []
    for event, at in zip(events, player.times):
        rows = [index for index, row in enumerate(final) if event["kind"] == "typed" and row.endswith(" " + event["text"])]
        for row in rows[-1:]:
            left, y = x + (len(final[row]) + 1) * CELL, BAR + PAD + LINE * (row + 1) - 4
            drawn.append(f'<text {player.shown(at)} x="{left:.1f}" y="{y:.1f}" fill="{NOTE}">← the person</text>')
    return "".join(drawn)


def picture(events, columns, titles):
    player = Player(events)
    width_left, width_right = LEFT_COLUMNS * CELL + 2 * PAD, columns * CELL + 2 * PAD
    right = width_left + 12
    calls, bottom = agent(events, player)
    screen, rows = terminal(events, player, right + PAD, columns)
    marks = typed_marks(events, player, right + PAD)
    width = right + width_right
    height = max(bottom - LINE + 4, BAR + PAD + rows * LINE) + PAD

    def card(x, card_width, title):
        return (f'<rect x="{x + .5:.1f}" y=".5" width="{card_width - 1:.1f}" height="{height - 1:.1f}" rx="8" fill="{GROUND}" '
                f'stroke="{EDGE}"/><text x="{x + card_width / 2:.1f}" y="20" fill="{DIM}" text-anchor="middle" '
                f'font-family="system-ui,sans-serif">{escape(title)}</text>'
                f'<path d="M{x + .5:.1f} {BAR}h{card_width - 1:.1f}" stroke="{EDGE}"/>')

    return (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height:.0f}" width="{width:.0f}" '
            f'height="{height:.0f}" font-family="{FONT}" font-size="12.3" role="img" xml:space="preserve">\n'
            f"<title>{escape(titles[0])}; {escape(titles[1])}</title>\n<style>{player.style()}</style>\n"
            f"{card(0, width_left, titles[0])}\n{card(right, width_right, titles[1])}\n"
            f'<g id="agent">{calls}</g>\n<g id="person">{screen}{marks}</g>\n</svg>\n')
