"""A chat program. It takes an Enter that comes with the text for a line break, as programs that look out for pastes do."""

import os
import sys
import time
import tty

PASTE_S = 0.120

tty.setraw(0)
print("chat\r")
said, box, pasting_until = "", "", 0.0
while True:
    sys.stdout.write(said + "\r> " + box)  # at once, so that whoever sees the one sees the other
    sys.stdout.flush()
    said = ""
    got, now = os.read(0, 4096).decode(), time.monotonic()
    for character in got:
        if character == "\r" and now > pasting_until:
            said, box = f"\r\nyou said: {box.upper()}\r\n", ""
        else:
            box += character
    if len(got) > 1:
        pasting_until = now + PASTE_S
