"""Owns what holds for every page in a browser: check_pages.py FOLDER. Prints each fault, then how much it checked."""

import os
import pathlib
import sys

import axe_core_python
from browser import STRICT_POLICY, TESTABLE_STRICT_POLICY, chromium, served, show

AXE = (pathlib.Path(axe_core_python.__file__).parent / "axe.min.js").read_text()

# Text that leaves its chart's room, or is not on the page at all.
LOST_TEXT = """
// A page whose style is forbidden has the browser's own margins, in which its labels stand.
const isBare = document.styleSheets.length === 0;
const page = {left: 0, right: document.documentElement.scrollWidth}, lost = [];
for (const text of document.querySelectorAll("svg text")) {
  const box = text.getBoundingClientRect();
  if (box.width === 0 || text.closest("details:not([open])")) continue;
  const room = isBare ? page : (text.closest("figure") || text.closest("svg")).getBoundingClientRect();
  const isOut = box.left < Math.max(room.left, 0) - 1 || box.right > Math.min(room.right, page.right) + 1;
  if (isOut) lost.push(text.textContent + " " + [box.left, box.right, room.left, room.right].map(Math.round));
}
return lost;
"""

# Without a style a table is as wide as its words; nothing but a style could make it scroll inside.
IS_TOO_WIDE = """
const page = document.documentElement;
return document.styleSheets.length > 0 && page.scrollWidth > page.clientWidth;
"""

# A wide screen has room for every column of names of the usual length.
CLIPPED_TABLES = """
return [...document.querySelectorAll(".scroll")].filter(region => region.scrollWidth > region.clientWidth + 1)
  .map(region => region.getAttribute("aria-label"));
"""

# A column of names that has more room to take cuts no word.
CUT_WORDS = """
const cut = [];
for (const head of document.querySelectorAll(".scroll th:first-child")) {
  if (head.closest("details:not([open])") || head.getBoundingClientRect().width > innerWidth * 0.39) continue;
  const texts = document.createTreeWalker(head, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    for (const word of texts.currentNode.data.matchAll(/[A-Za-z0-9_]+/g)) {
      const range = document.createRange();
      range.setStart(texts.currentNode, word.index);
      range.setEnd(texts.currentNode, word.index + word[0].length);
      const lines = new Set([...range.getClientRects()].map(box => Math.round(box.top)));
      if (lines.size > 1) cut.push(word[0]);
    }
  }
}
return cut;
"""

# Labels of an axis that stand in one line and over one another.
TOUCHING_LABELS = """
const found = [];
for (const chart of document.querySelectorAll("svg.c")) {
  const labels = [...chart.querySelectorAll("text.m")].map(text => [text.textContent, text.getBoundingClientRect()])
    .filter(([, box]) => box.width > 0).sort((one, other) => one[1].left - other[1].left);
  labels.forEach(([text, box], index) => {
    const next = labels.slice(index + 1).find(([, other]) => Math.abs(other.top - box.top) < 2);
    if (next && next[1].left < box.right - 0.5) found.push(text + " and " + next[0]);
  });
}
return found;
"""

# More lines than anyone reads in a row of a table.
TALL_ROWS = """
return [...document.querySelectorAll("#runs tbody tr")].filter(row => row.getBoundingClientRect().height > 180)
  .map(row => row.cells[0].textContent);
"""

RUN_AXE = """
const done = arguments[arguments.length - 1];
axe.run(document, {resultTypes: ["violations"]}).then(result => done(result.violations.map(
  violation => violation.id + ": " + violation.nodes.slice(0, 2).map(node => node.html.slice(0, 160)).join(" | "))));
"""


def look_faults(driver, address, asked, width, dark, strict):
    """What is wrong with a page as it is shown."""
    asked.clear()
    show(driver, address, width, dark)
    page = address.rsplit("/", 1)[1]
    faults = []
    for entry in driver.get_log("browser"):
        # A policy that forbids a script or a style says so: that is what it is there for.
        if not (strict and ("Content Security Policy" in entry["message"] or "sandboxed" in entry["message"])):
            faults.append("console: " + entry["message"])
    strangers = [path for path in asked if path.strip("/") not in (page, "report.css", "report.js")]
    loaded = driver.execute_script("return performance.getEntriesByType('resource').map(entry => entry.name)")
    strangers += [name for name in loaded if name.rsplit("/", 1)[1] not in ("report.css", "report.js", "favicon.ico")]
    faults += ["request: " + name for name in strangers]
    if driver.execute_script(IS_TOO_WIDE):
        faults.append("the page scrolls sideways")
    if width == 1280 and "hostile" not in page and not strict:
        faults += ["clipped: " + table for table in driver.execute_script(CLIPPED_TABLES)]
    if width < 600 and not strict:
        faults += ["cut: " + word for word in driver.execute_script(CUT_WORDS)]
        faults += ["touching: " + labels for labels in driver.execute_script(TOUCHING_LABELS)]
        faults += ["tall row: " + row for row in driver.execute_script(TALL_ROWS)]
    return faults + ["text: " + text for text in driver.execute_script(LOST_TEXT)[:5]]


def access_faults(driver):
    """What keeps people from using the page that is shown, as axe-core finds it."""
    driver.execute_script(AXE)
    return ["axe: " + violation for violation in driver.execute_async_script(RUN_AXE)]


# Width, dark.
OPEN_LOOKS = [(1280, False), (1280, True), (390, False), (390, True)]
# axe-core is slow: these hold every colour and every layout.
TESTED_LOOKS = [(1280, False), (390, True)]
STRICT_LOOKS = [(1280, False), (390, True)]


def main(folder):
    pages = sorted(name for name in os.listdir(folder) if name.endswith(".html"))
    found = []
    with chromium() as driver:
        with served(folder) as (root, asked):
            for page in pages:
                for look in OPEN_LOOKS:
                    faults = look_faults(driver, root + page, asked, *look, False)
                    faults += access_faults(driver) if look in TESTED_LOOKS else []
                    found += [(page, look, "", fault) for fault in faults]
        with served(folder, STRICT_POLICY) as (root, asked):
            for page in pages:
                for look in STRICT_LOOKS:
                    faults = look_faults(driver, root + page, asked, *look, True)
                    found += [(page, look, ", strict", fault) for fault in faults]
        with served(folder, TESTABLE_STRICT_POLICY) as (root, _):
            for page in pages:
                for look in STRICT_LOOKS[:1]:
                    show(driver, root + page, *look)
                    faults = access_faults(driver)
                    found += [(page, look, ", strict", fault) for fault in faults]
    for page, (width, dark), policy, fault in found:
        print(f"{page} at {width}{', dark' if dark else ''}{policy}: {fault}")
    looks = len(pages) * (len(OPEN_LOOKS) + len(STRICT_LOOKS))
    print(f"{looks} looks at {len(pages)} pages, {len(found)} faults")


main(sys.argv[1])
