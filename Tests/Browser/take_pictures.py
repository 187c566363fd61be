"""Owns the pictures of the sample reports that people look at: take_pictures.py PAGES PICTURES.

Each page of the folder PAGES, as the looks below show it, as a PNG of few colours in the folder PICTURES.
"""

import base64
import io
import os
import sys

from PIL import Image
from browser import STRICT_POLICY, chromium, served, show

# Name, width, dark, medium; the first page is shown in every look, the others in the first.
LOOKS = [("light", 1280, False, "screen"), ("dark", 1280, True, "screen"), ("mobile", 390, False, "screen"),
         ("print", 718, False, "print")]
# Pictures are for looking at, not for reading every word.
SCALE = {1280: 0.6, 718: 0.8, 390: 1}
TALLEST = 12_000


def take(driver, width, path):
    height = min(driver.execute_script("return document.documentElement.scrollHeight"), TALLEST)
    clip = {"x": 0, "y": 0, "width": width, "height": height, "scale": SCALE[width]}
    shot = driver.execute_cdp_cmd("Page.captureScreenshot", {"captureBeyondViewport": True, "clip": clip})
    picture = Image.open(io.BytesIO(base64.b64decode(shot["data"]))).convert("RGB")
    # The octree keeps small marks of a strong colour, which a median would drop.
    picture.quantize(96, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(path, optimize=True)


def main(pages, pictures):
    os.makedirs(pictures, exist_ok=True)
    names = sorted(name[:-5] for name in os.listdir(pages) if name.endswith(".html"))
    with chromium() as driver:
        with served(pages) as (root, _):
            for name in names:
                for look, width, dark, medium in LOOKS if name == "demo" else LOOKS[:1]:
                    show(driver, f"{root}{name}.html", width, dark)
                    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {
                        "media": medium,
                        "features": [{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}]})
                    take(driver, width, f"{pictures}/{name}-{look}.png")
        with served(pages, STRICT_POLICY) as (root, _):
            show(driver, f"{root}demo.html", 1280)
            take(driver, 1280, f"{pictures}/demo-strict.png")


main(*sys.argv[1:])
