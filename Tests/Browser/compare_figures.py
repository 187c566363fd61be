"""Owns the comparison of a page with the JSON summary of the same run: compare_figures.py PAGE SUMMARY.

Prints each figure that differs, then how many were compared.
"""

import json
import sys

from page_figures import Page, amount, shows

page = Page(open(sys.argv[1], encoding="utf-8").read())
summary = json.load(open(sys.argv[2], encoding="utf-8"))
compared, differences = 0, []


def expect(is_equal, *what):
    global compared
    compared += 1
    if not is_equal:
        differences.append(" ".join(str(part) for part in what))


def path(figures, *names):
    for name in names:
        figures = figures.get(name) if figures else None
    return figures


def output_tokens(figures):
    """The sum, which is zero also where no request told of tokens; failed ones tell of both kinds at once."""
    told = figures["total_output_tokens"] or figures["output_tokens"] or figures["total_input_tokens"] and not figures["input_tokens"]
    return figures["total_output_tokens"] if told else None


# A column of requests, by its head without the unit.
COLUMNS = {
    "Requests": lambda it: it["total_requests"], "Errors": lambda it: it["error_rate"],
    "p50": lambda it: path(it, "latency", "p50"), "p95": lambda it: path(it, "latency", "p95"),
    "p99": lambda it: path(it, "latency", "p99"),
    "TTFT p50": lambda it: path(it, "time_to_first_token", "p50"),
    "TTFT p95": lambda it: path(it, "time_to_first_token", "p95"),
    "TPOT p50": lambda it: path(it, "time_per_output_token", "p50"),
    "Cost": lambda it: it["total_cost"],
    "Output tok/s": lambda it: it["output_tokens_per_second"] if output_tokens(it) is not None else None,
}


def compare_row(label, heads, row, columns, figures):
    for head, text in list(zip(heads, row))[1:]:
        name, _, unit = head.partition(", ")
        # The last column of some tables is a sparkline called like another.
        if name == "per 1,000" and figures["total_cost"] is not None:
            # Failed requests may have a cost or not: the summary does not count them apart.
            most, least = figures["total_requests"], figures["successful_requests"] - figures["unpriced_requests"]
            shown, slack = amount(text)
            bounds = [figures["total_cost"] * 1000 / count for count in (most, max(least, 1))]
            expect(bounds[0] - slack <= shown <= bounds[1] + slack, label, row[0], head, "shows", text)
        elif text != "" and name in columns:
            value = columns[name](figures)
            expect(shows(text, value, unit or None), label, row[0].split("\n")[0], head, "shows", text, "not", value)


def compare_table(label, names, rows, columns, foot=None):
    table = page.tables.get(label)
    expect((table is not None) == bool(rows), label, "is there or not")
    if table is None:
        return
    expect(len(table["rows"]) == len(rows), label, "has", len(table["rows"]), "rows, not", len(rows))
    for row, name, figures in zip(table["rows"], names, rows):
        expect(name is None or name in row[0], label, "names", row[0], "not", name)
        compare_row(label, table["heads"], row, columns, figures)
    if foot:
        compare_row(label, table["heads"], table["foot"][0], columns, foot)


def compare_head():
    totals = summary["totals"]
    ended = totals["total_requests"]
    figures = {
        "Requests": ended, "Succeeded": totals["successful_requests"] / ended if ended else None,
        "Latency p95": path(totals, "latency", "p95"), "First token p95": path(totals, "time_to_first_token", "p95"),
        "Output tokens": output_tokens(totals), "Cost": totals["total_cost"],
    }
    for name, value in figures.items():
        text = page.key_figures[name]
        expect(shows(text, value), name, "shows", text, "not", value)


def compare_requests():
    providers, models = summary["providers"], summary["models"]
    if summary["totals"]["total_requests"]:
        compare_table("Providers", [it["provider"] for it in providers], providers, COLUMNS, summary["totals"])
        compare_table("Models", [it["model"] for it in models], models, COLUMNS)
    benchmarks = summary.get("benchmarks", [])
    counts = {"Examples": lambda it: it["completed_examples"], "Failed": lambda it: it["failed_examples"],
              "Duration": lambda it: it["duration_seconds"]}
    compare_table("Benchmarks", [it["name"] for it in benchmarks], benchmarks, {**COLUMNS, **counts})
    slowest = summary.get("slowest", [])
    columns = {
        "Latency": lambda it: it["latency"], "TTFT": lambda it: it["time_to_first_token"],
        "TPOT": lambda it: it["time_per_output_token"], "Input tokens": lambda it: it["input_tokens"],
        "Output tokens": lambda it: it["output_tokens"], "Cost": lambda it: it["cost"],
    }
    compare_table("Slowest requests, table", [it["request_id"] for it in slowest], slowest, columns)


def compare_distributions():
    for label, field in (("Latency by model", "latency"), ("Time to first token", "time_to_first_token"),
                         ("Time per output token", "time_per_output_token"), ("Latency by percentile", "latency"),
                         ("Output tokens by model", "output_tokens")):
        # Lengths stand beside the map of tokens against latency only.
        isShown = field != "output_tokens" or "Tokens against latency, numbers" in page.tables
        rows = [it for it in summary["models"] if it.get(field) and isShown]
        names = [f"p{number}" for number in (5, 25, 50, 75, 90, 95, 99)] + ["p99.9"]
        columns = {name: (lambda it, key=name.replace(".", ""): it[field][key]) for name in names}
        columns["Values"] = lambda it: it[field]["count"]
        compare_table(label + ", numbers", [it["model"] for it in rows], rows, columns)
    compare_token_latency()
    table = page.tables.get("Latency distribution, numbers")
    if table:
        count = sum(amount(row[1])[0] for row in table["rows"])
        expect(count == summary["totals"]["latency"]["count"], "the histogram holds", count)
        largest = summary["totals"]["latency"]["max"]
        expect(amount(table["rows"][-1][0].split("–")[1])[0] >= largest * 0.99, "the histogram ends before", largest)


def compare_token_latency():
    table, grid = page.tables.get("Tokens against latency, numbers"), summary.get("token_latency")
    used = [count for column in grid["counts"] for count in column if count] if grid else []
    expect((table is not None) == (len(used) > 1), "tokens against latency is there or not")
    if not table:
        return
    edges = grid["output_tokens_edges"]
    rows = [row for row in reversed(range(len(grid["counts"][0]))) if any(column[row] for column in grid["counts"])]
    expect(len(table["rows"]) == len(rows), "tokens against latency has", len(table["rows"]), "rows, not", len(rows))
    for shown, row in zip(table["rows"], rows):
        for text, edge in zip(shown[0].split("–"), grid["latency_edges"][row:row + 2]):
            expect(shows(text, edge), "tokens against latency from", shown[0], "not", edge)
        for head, text in list(zip(table["heads"], shown))[1:]:
            first, last = ([amount(part)[0] for part in head.removesuffix("\u00a0tokens").split("–")] * 2)[:2]
            count = sum(column[row] for edge, column in zip(edges, grid["counts"]) if first <= edge <= last)
            expect(shows(text, count), "requests of", shown[0], head, "are", text, "not", count)


def compare_others():
    errors = summary["totals"]["errors"]
    table = page.tables.get("Errors, table")
    expect(not errors or table, "errors without a table")
    for row in table["rows"] if table else []:
        expect(shows(row[1], errors[row[0]]), "errors of", row[0], "are", row[1])
    scores = summary.get("evaluations", [])
    columns = {
        "Scores": lambda it: path(it, "score", "count"), "Mean": lambda it: path(it, "score", "mean"),
        "Std. deviation": lambda it: path(it, "score", "stddev"), "p50": lambda it: path(it, "score", "p50"),
        "Smallest": lambda it: path(it, "score", "min"), "Largest": lambda it: path(it, "score", "max"),
        "Last": lambda it: it["last_score"], "Passed": lambda it: it["pass_rate"],
    }
    compare_table("Evaluation scores", [it["metric"] for it in scores], scores, columns)
    metrics = summary.get("metrics", [])
    columns = {"Observations": lambda it: it["count"]}
    compare_table("Recorded metrics, table", [it["name"] for it in metrics], metrics, columns)
    for row, metric in zip(page.tables["Recorded metrics, table"]["rows"] if metrics else [], metrics):
        # A percentage is recorded as such, not as a share.
        expect(shows(row[2].rstrip("%\u00a0"), metric["value"]), metric["name"], "shows", row[2])
    caches = sorted(summary.get("cache_hit_rates", {}).items())
    compare_table("Cache hit rates", [tier for tier, _ in caches], [rate for _, rate in caches], {"Hit rate": lambda it: it})


def compare_time():
    timeline, totals = summary.get("timeline"), summary["totals"]
    table = page.tables.get("Numbers over time")
    if not table:
        return
    sums = {"Ended": sum(timeline["requests"]), "Failed": sum(timeline["errors"]),
            "Input tokens": sum(timeline["input_tokens"]), "Output tokens": sum(timeline["output_tokens"])}
    for column, head in enumerate(table["heads"]):
        if head in sums:
            amounts = [amount(row[column]) for row in table["rows"]]
            slack = sum(slack for _, slack in amounts)
            expect(abs(sum(value for value, _ in amounts) - sums[head]) <= slack, head, "over time sums to another")
    # What a pointer shows: the data blocks, with four figures.
    charts, span = page.charts, timeline["bucket_seconds"] * len(timeline["requests"])
    near = lambda value, other: abs(value - other) <= 1e-3 * max(abs(other), 1e-9)
    step = lambda chart: span * max(b - a for a, b in zip(chart["edges"], chart["edges"][1:])) / 1000
    for name, total in (("rps", totals["total_requests"]),
                        ("tokens", totals["total_input_tokens"] + totals["total_output_tokens"])):
        if name in charts:
            # Rates have a unit; steps shorter than a second show counts.
            series = charts[name]["series"]
            width = step(charts[name]) if series[0]["unit"] == "/s" else 1
            expect((series[0]["unit"] == "/s") == (step(charts[name]) > 0.999), name, "has the unit", series[0]["unit"])
            shown = sum(sum(line["values"]) for line in series) * width
            expect(near(shown, total), name, "shows", shown, "in all, not", total)
    if "active" in charts:
        expect(max(charts["active"]["series"][0]["values"]) == max(timeline["active"]), "the most in flight")
    for index, (kind, count) in enumerate(sorted(totals["errors"].items(), key=lambda it: (-it[1], it[0]))):
        chart = charts.get(f"e{index}")
        if chart:
            expect(sum(chart["series"][0]["values"]) == count, "errors of", kind, "over time")
    for line in charts.get("cost", {"series": []})["series"]:
        total = next(it["total_cost"] for it in summary["models"] if it["model"] == line["name"])
        expect(near(line["values"][-1], total), "the cost so far of", line["name"])
    for line in charts.get("latency-time", {"series": []})["series"]:
        known = [value for value in timeline["latency_" + line["name"]] if value is not None]
        shown = [value for value in line["values"] if value is not None]
        expect(all(min(known) * 0.999 <= value <= max(known) * 1.001 for value in shown), line["name"], "over time")


for compare in (compare_head, compare_requests, compare_distributions, compare_others, compare_time):
    compare()
for difference in differences:
    print(difference)
print(f"{compared} figures compared, {len(differences)} differ")
