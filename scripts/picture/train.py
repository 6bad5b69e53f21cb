"""The job in the picture: fits a line to four points by gradient descent, and asks before it overwrites a file."""

import json
import pathlib
import time

POINTS = [(1, 3.1), (2, 4.9), (3, 7.2), (4, 8.8)]
MODEL = pathlib.Path("model.json")

slope = offset = 0.0
for epoch in range(1, 9):
    for _ in range(40):
        errors = [(x, slope * x + offset - y) for x, y in POINTS]
        slope -= 0.01 * sum(error * x for x, error in errors)
        offset -= 0.01 * sum(error for _, error in errors)
    loss = sum(error**2 for _, error in errors)
    print(f"epoch {epoch}/8  loss {loss:.4f}", flush=True)
    time.sleep(0.4)

if not MODEL.exists() or input(f"Overwrite {MODEL}? [y/N] ") == "y":
    MODEL.write_text(json.dumps({"slope": round(slope, 3), "offset": round(offset, 3)}))
    print(f"saved {MODEL}")
