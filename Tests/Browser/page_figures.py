"""Owns reading a page as data: its tables, its key figures, the data blocks beside its charts."""

import html.parser
import json
import re


class Page(html.parser.HTMLParser):
    """Tables by label (heads, rows of cell texts), key figures by name, chart data by the chart's id."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.tables, self.key_figures, self.charts = {}, {}, {}
        self.label = self.table = self.cell = self.term = self.chart = self.script = self.value = None
        self.section = None
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        if tag == "div" and "aria-label" in attributes:
            self.label = attributes["aria-label"]
        elif tag == "table":
            self.table = self.tables[self.label] = {"heads": [], "rows": [], "foot": []}
        elif tag in ("thead", "tbody", "tfoot"):
            self.section = tag
        elif tag == "tr" and self.section != "thead":
            self.table["rows" if self.section == "tbody" else "foot"].append([])
        elif tag in ("th", "td"):
            self.cell = ""
        elif tag == "br" and self.cell is not None:
            self.cell += "\n"
        elif tag == "svg" and "aria-labelledby" in attributes:
            self.chart = attributes["aria-labelledby"].split("-t ")[0]
        elif tag == "script" and attributes.get("type") == "application/json":
            self.script = ""
        elif tag == "dt":
            self.term = ""
        elif tag == "dd" and attributes.get("class", "").split()[:1] == ["v"]:
            self.value = ""

    def handle_data(self, data):
        if self.script is not None:
            self.script += data
        elif self.cell is not None:
            self.cell += data
        elif self.value is not None:
            self.value += data
        elif self.term is not None:
            self.term += data

    def handle_endtag(self, tag):
        if tag in ("th", "td"):
            if self.section == "thead":
                self.table["heads"].append(self.cell)
            else:
                self.table["rows" if self.section == "tbody" else "foot"][-1].append(self.cell)
            self.cell = None
        elif tag == "script" and self.script is not None:
            self.charts[self.chart] = json.loads(self.script)
            self.script = None
        elif tag == "dd" and self.value is not None:
            self.key_figures[self.term] = self.value
            self.value = self.term = None


UNITS = {"µs": 1e-6, "ms": 1e-3, "s": 1, "min": 60, "h": 3600, "d": 86400, "%": 0.01, "k": 1e3, "M": 1e6, "G": 1e9,
         "T": 1e12, "KiB": 1024, "MiB": 1048576, "GiB": 1073741824, "B": 1}


def amount(text, unit=None):
    """The value that a text shows, and how far a rounded value may be from it."""
    plain = text.replace("\u00a0", " ").replace(",", "").replace("$", "").replace("−", "-").strip()
    value = slack = 0.0
    for number, suffix in re.findall(r"([-+]?[\d.]+(?:e[-+]?\d+)?) ?([a-zA-Zµ%]+)?", plain):
        factor = UNITS.get(suffix or unit, 1)
        value += float(number) * factor
        slack = 0.5 * 10 ** -len(number.partition(".")[2]) * factor
    return value, slack * (1 + 1e-6) + 1e-12 * abs(value)


def shows(text, value, unit=None):
    """Whether a text shows a value, rounded."""
    if value is None:
        return text in ("–", "unpriced", "no usage", "not measured", "")
    plain = text.replace("\u00a0", " ")
    if plain.startswith("<"):
        return 0 < value < amount(plain[1:], unit)[0] * (1 + 1e-9)
    if plain.startswith(">"):
        return amount(plain[1:], unit)[0] < value < 1
    if not re.search(r"\d", plain):
        return False
    shown, slack = amount(plain, unit)
    return abs(shown - value) <= slack
