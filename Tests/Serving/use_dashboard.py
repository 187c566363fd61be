#!/usr/bin/env python3
"""Uses the dashboard in Chromium: use_dashboard.py LTB_ANALYZE LOG [FOLDER_FOR_PICTURES]"""
import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../Browser"))

from browser import chromium
from serving import Server, claim

command, log = sys.argv[1:3]
pictures = sys.argv[3] if len(sys.argv) > 3 else None


def text(driver, name):
    return driver.execute_script("return document.getElementById(arguments[0]).textContent", name)


def wait_for(title, condition, seconds=40):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():
            return claim(title, True)
        time.sleep(0.1)
    claim(title, False)


def picture(driver, name, width=1280, height=2400, scheme="light"):
    if not pictures:
        return
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": scheme}]})
    driver.set_window_size(width, height)
    time.sleep(1.5)
    driver.save_screenshot(f"{pictures}/{name}.png")


def severe(driver):
    return [entry["message"] for entry in driver.get_log("browser") if entry["level"] == "SEVERE"]


def final_state(driver):
    server = Server(command, log, "--port", "0")
    driver.get(server.dashboard)
    total = server.json("/api/summary")["totals"]["total_requests"]
    wait_for("the headline counts the requests", lambda: text(driver, "headline").startswith(f"{total:,} requests"))
    wait_for("it says that it is connected", lambda: text(driver, "connection") == "Connected.")
    charts = ["requests", "latency", "distribution", "tokens", "cost"]
    claim("every chart is drawn", all(driver.execute_script(
        "return document.querySelectorAll(`#chart-${arguments[0]} path`).length", chart) > 0 for chart in charts))
    latency_is_drawn_as_it_was(driver, server)
    charts_are_told_in_words(driver)
    claim("the last 50 events are listed",
          driver.execute_script("return document.querySelectorAll('#events li').length") == 50)
    driver.execute_script("const f = document.getElementById('filter'); f.value = 'runcompleted'; f.oninput()")
    claim("a filter leaves those that match",
          driver.execute_script("return document.querySelectorAll('#events li').length") == 1)
    driver.execute_script("const f = document.getElementById('filter'); f.value = ''; f.oninput()")
    claim("nothing is wrong in the console", severe(driver) == [], severe(driver))
    width = driver.execute_script("return document.documentElement.scrollWidth - innerWidth")
    claim("the page is no wider than the window", width <= 0, width)
    for scheme in ("light", "dark"):
        picture(driver, f"dashboard-{scheme}", scheme=scheme)
    picture(driver, "dashboard-phone", 390, 3600)
    driver.set_window_size(1280, 1000)
    server.end()


def figures_are_those_of_the_report(driver, path):
    server = Server(command, path, "--port", "0")
    report = subprocess.run([command, "report", path, "--format", "txt"], capture_output=True, text=True, check=True).stdout
    driver.get(server.dashboard)
    wait_for("the cost is shown", lambda: "$" in text(driver, "cost"))
    shown = [text(driver, name) for name in ("requests", "success", "latency", "tokens", "cost")]
    spaced = report.replace("\u00a0", " ")
    claim("every figure is rounded as in the report", all(figure.replace("\u00a0", " ") in spaced for figure in shown), shown)
    server.end()


def latency_is_drawn_as_it_was(driver, server):
    """Percentiles of several buckets lie where those of the whole run do, and not where the worst bucket's are."""
    path, top = driver.execute_script("""
        const chart = document.getElementById("chart-latency");
        return [chart.querySelector("path.l1").getAttribute("d"), [...chart.querySelectorAll("svg.c > text")].map(
          text => text.textContent).filter(text => text.endsWith(" s")).pop()]""")
    drawn = [(180 - float(y)) / 180 * float(top.split()[0]) for y in re.findall(r"[ML][\d.]+ ([\d.]+)", path)]
    middle, true = sorted(drawn)[len(drawn) // 2], server.json("/api/summary")["totals"]["latency"]["p50"]
    claim("the median is drawn where it was", 0.8 * true < middle < 1.25 * true, middle, true)


def charts_are_told_in_words(driver):
    told = driver.execute_script("return [...document.querySelectorAll('svg.c')].map(c => c.querySelector('desc').textContent)")
    claim("every chart is told in words", len(told) == 5 and all(told), told)
    claim("stacks have legends", driver.execute_script("return document.querySelectorAll('.legend').length") == 2)
    # That of the last minute is drawn every second.
    wait_for("six figures have their trend", lambda: driver.execute_script(
        "return document.querySelectorAll('.key svg path').length") == 6)
    ticks = driver.execute_script("""return [...document.querySelectorAll('#chart-requests text[y="198"]')].map(t => t.textContent)""")
    claim("times are round", ticks and all(re.fullmatch(r"\d\d:\d\d(:00)?( UTC)?", tick) for tick in ticks), ticks)
    units = driver.execute_script("return [...document.querySelectorAll('#chart-latency text[x=\"-8\"]')].map(t => t.textContent)")
    claim("an axis has one unit", all(re.fullmatch(r"\d+ s", unit) for unit in units), units)


def nothing_measured(driver, folder):
    path = os.path.join(folder, "empty.jsonl")
    with open(path, "w") as lines:
        lines.write('{"event_type":"RunStarted","timestamp":"2026-01-15T10:30:00Z"}\n')
    server = Server(command, path, "--port", "0")
    driver.get(server.dashboard)
    wait_for("what was not measured is said so", lambda: text(driver, "tokens") == "not measured" and all(
        text(driver, f"chart-{name}") == "Not measured." for name in ["requests", "latency", "distribution", "tokens", "cost"]))
    server.end()


def write_log(folder, name, events):
    path = os.path.join(folder, name)
    with open(path, "w") as lines:
        for number, (kind, data) in enumerate(events):
            lines.write(json.dumps({"event_type": kind, "timestamp": f"2026-01-15T10:30:{number:02}Z", "payload": {
                "type": "Evaluation" if kind.startswith("Evaluation") else "Request", "data": data}}) + "\n")
    return path


def no_request_ended(driver, folder):
    server = Server(command, write_log(folder, "scores.jsonl", [("EvaluationCompleted", {"metric": "m", "score": 0.5})]),
                    "--port", "0")
    driver.get(server.dashboard)
    wait_for("a log without requests has tables of nothing", lambda: text(driver, "tokens") == "not measured" and all(
        text(driver, name) == "Not measured." for name in ("providers", "models")))
    server.end()
    started = {"provider": "p", "model": "m"}
    server = Server(command, write_log(folder, "started.jsonl", [("RequestStarted", started)] * 3), "--port", "0")
    driver.get(server.dashboard)
    wait_for("requests that did not end are told", lambda: text(driver, "success-more") == "3 unfinished")
    cells = driver.execute_script("return [...document.querySelectorAll('#models td')].map(cell => cell.textContent)")
    claim("and lack no price", len(cells) == 8 and cells[-1] == "–", cells)
    server.end()


def tokens_that_were_told(driver, folder):
    """A sum is not measured only where no request told of it, failed ones included."""
    tokens = {"input_tokens": 100, "output_tokens": 0, "total_tokens": 100}
    path = write_log(folder, "tokens.jsonl", [
        ("RequestCompleted", {"provider": "p", "model": "silent", "latency": 1}),
        ("RequestFailed", {"provider": "p", "model": "failed", "error_type": "timeout", "tokens": tokens})])
    server = Server(command, path, "--port", "0")
    driver.get(server.dashboard)
    wait_for("tokens are told", lambda: "silent" in text(driver, "models"))
    rows = driver.execute_script("""return [...document.querySelectorAll('#models tbody tr')].map(
        row => [row.cells[0].textContent, row.cells[7].textContent])""")
    claim("or are said not to have been measured", sorted(rows) == [["p/failed", "0"], ["p/silent", "not measured"]], rows)
    server.end()


def tokens(driver):
    server = Server(command, log, "--port", "0", "--token", "s3cret")
    driver.get(server.dashboard)
    # Until the page waits for long before it tries again.
    wait_for("a page without the token is kept out", lambda: " 4.0 s" in text(driver, "connection"))
    give = "document.getElementById('token').value = arguments[0]; document.querySelector('#access button').click()"
    driver.execute_script(give, "guess")
    wait_for("a wrong token is said to be wrong", lambda: text(driver, "refused") == "The server does not take this token.")
    driver.execute_script(give, "s3cret")
    wait_for("with it, it is let in at once", lambda: text(driver, "connection") == "Connected.", 2)
    severe(driver)
    server.end()


def a_server_that_hangs(driver):
    server = Server(command, log, "--port", "0", "--speed", "1")
    driver.get(server.dashboard)
    wait_for("it is connected", lambda: text(driver, "connection") == "Connected.")
    server.process.send_signal(signal.SIGSTOP)
    wait_for("a server that hangs is noticed", lambda: text(driver, "connection").startswith("The server has not answered"), 9)
    server.process.send_signal(signal.SIGCONT)
    wait_for("and that it goes on", lambda: text(driver, "connection") == "Connected.")
    server.end()


def replay(driver):
    server = Server(command, log, "--port", "0", "--speed", "10")
    port = server.dashboard.split(":")[-1].strip("/")
    driver.get(server.dashboard)
    wait_for("a replay moves", lambda: "10:30" in text(driver, "clock"))
    driver.execute_script("document.getElementById('pause').click()")
    wait_for("it can be paused", lambda: server.json("/api/replay")["paused"] and "paused" in text(driver, "clock"))
    driver.execute_script("document.getElementById('pause').click()")
    wait_for("and goes on", lambda: not server.json("/api/replay")["paused"])
    driver.execute_script("const s = document.getElementById('speed'); s.value = '60'; s.onchange({target: s})")
    wait_for("it can go faster", lambda: server.json("/api/replay")["speed"] == "60")
    driver.execute_script("const p = document.getElementById('position'); p.value = 500; p.onchange({target: p})")
    wait_for("it can be moved", lambda: server.json("/api/replay")["position"] > "2026-01-15T10:33:00")
    wait_for("events come in", lambda: driver.execute_script("return document.querySelectorAll('#events li').length") > 5)
    server.end()
    wait_for("it says when the server has gone", lambda: text(driver, "connection").startswith("Disconnected"))
    again = Server(command, log, "--port", port)
    wait_for("and comes back by itself", lambda: text(driver, "connection") == "Connected.")
    total = again.json("/api/summary")["totals"]["total_requests"]
    wait_for("with what is there now", lambda: text(driver, "headline").startswith(f"{total:,} requests"))
    again.end()


def hostile_names(driver, folder):
    name = "<img src=x onerror=alert(1)>"
    path = os.path.join(folder, "hostile.jsonl")
    with open(path, "w") as lines:
        for number in range(30):
            data = {"provider": name, "model": "<script>alert(2)</script>", "latency": 1 + number / 10, "benchmark_id": name,
                    "error_type": "\"><svg onload=alert(3)>", "message": name}
            kind = "RequestFailed" if number % 3 == 0 else "RequestCompleted"
            lines.write(json.dumps({"event_type": kind, "timestamp": f"2026-01-15T10:30:{number:02}Z",
                                    "payload": {"type": "Request", "data": data}}) + "\n")
        lines.write(json.dumps({"event_type": "RequestCompleted", "timestamp": "2026-01-15T10:30:40Z", "payload": {
            "type": "Request", "data": {"provider": "long" * 20_000, "model": "name" * 20_000, "latency": 1}}}) + "\n")
        lines.write(json.dumps({"event_type": "BenchmarkProgress", "timestamp": "2026-01-15T10:31:00Z", "payload": {
            "type": "Benchmark", "data": {"benchmark_id": name, "name": name, "progress_percent": 40}}}) + "\n")
    server = Server(command, path, "--port", "0")
    # That the server before this one had gone is in the console.
    severe(driver)
    driver.get(server.dashboard)
    wait_for("hostile names are shown as text", lambda: name in text(driver, "models") and name in text(driver, "benchmarks"))
    made = driver.execute_script("return document.querySelectorAll('main img, main script, [onload], [onerror]').length")
    faults = severe(driver)
    claim("and are nothing else", made == 0 and faults == [], made, faults)
    driver.set_window_size(390, 1000)
    height = driver.execute_script("return document.documentElement.scrollHeight")
    claim("a name of any length leaves the page its height", height < 6000, height)
    driver.set_window_size(1280, 1000)
    server.end()


def names_that_are_not_seen(driver, folder):
    names = [("a\u202eb", "c\u200bd"), ("", " "), ("\x07", "e" + "\u0301" * 40)]
    path = write_log(folder, "unseen.jsonl", [
        ("RequestCompleted", {"provider": provider, "model": model, "latency": 1}) for provider, model in names])
    server = Server(command, path, "--port", "0")
    driver.get(server.dashboard)
    wait_for("names that would not be seen are", lambda: "<U+202E>" in text(driver, "models"))
    shown = driver.execute_script("return [...document.querySelectorAll('#models tbody th')].map(cell => cell.textContent)")
    claim("as on a report's page", sorted(shown) == sorted([
        "a<U+202E>b/c<U+200B>d", "(no name)/(blank)", "\u2407/e" + "\u0301" * 4]), shown)
    listed = text(driver, "events")
    claim("in the events, too", "a<U+202E>b/c<U+200B>d" in listed and "(no name)/(blank)" in listed, listed)
    server.end()


def events_of_any_shape(driver, folder):
    odd = {"toString": 1}
    path = write_log(folder, "odd.jsonl", [
        ("SomethingNew", {"provider": odd, "model": "x", "tokens": {"output_tokens": odd}, "name": odd}),
        ("SomethingNew", {"provider": "p", "model": 7, "name": " ", "message": "\u0301m"})])
    server = Server(command, path, "--port", "0")
    driver.get(server.dashboard)
    wait_for("events of any shape are listed", lambda: driver.execute_script(
        "return document.querySelectorAll('#events li').length") == 2)
    listed = text(driver, "events")
    claim("as far as they can be", "unknown/x · ? tokens" in listed and "p/7 · (blank) · \u25cc\u0301m" in listed, listed)
    server.end()


def more_models_than_are_shown(driver, folder):
    path = os.path.join(folder, "many.jsonl")
    with open(path, "w") as lines:
        for number in range(300):
            for _ in range(3 if number >= 290 else 1):
                kind = "RequestFailed" if number == 0 else "RequestCompleted"
                lines.write(json.dumps({"event_type": kind, "timestamp": "2026-01-15T10:30:00Z", "payload": {
                    "type": "Request", "data": {"provider": "p", "model": f"m{number:03}", "latency": 1}}}) + "\n")
    server = Server(command, path, "--port", "0")
    driver.get(server.dashboard)
    wait_for("more models than are told apart are said to be more",
             lambda: text(driver, "headline").startswith("320 requests to more than 256 models;"))
    rows = driver.execute_script("""return [...document.querySelectorAll('#models tbody tr')].map(
        row => [row.cells[0].textContent, Number(row.cells[1].textContent)])""")
    named = [name for name, _ in rows]
    claim("those with most requests are shown", all(f"p/m{number}" in named for number in range(290, 300)), named)
    claim("the others are counted", len(rows) == 33 and named[-1] == "225 more models" and sum(
        requests for _, requests in rows) == 320, rows)
    server.end()


def heap(driver):
    driver.execute_cdp_cmd("HeapProfiler.collectGarbage", {})
    return driver.execute_cdp_cmd("Runtime.getHeapUsage", {})["usedSize"]


def many_events(driver, folder):
    """A thousand events a second must leave the page time to draw."""
    path = os.path.join(folder, "many.jsonl")
    with open(path, "w") as lines:
        for number in range(20_000):
            second, millisecond = divmod(number, 1000)
            data = {"provider": "p", "model": f"m{number % 5}", "latency": 0.1 + number % 700 / 500,
                    "tokens": {"input_tokens": 10, "output_tokens": 20}, "cost": 0.001}
            lines.write(json.dumps({"event_type": "RequestCompleted", "timestamp":
                                    f"2026-01-15T10:30:{second:02}.{millisecond:03}Z", "payload": {"type": "Request", "data": data}}) + "\n")
    server = Server(command, path, "--port", "0", "--speed", "1")
    driver.get(server.dashboard)
    wait_for("the rate is shown", lambda: text(driver, "rate").replace(",", "").isdigit() and int(text(driver, "rate").replace(",", "")) > 300)
    frames = driver.execute_async_script("""
        const done = arguments[0]; const gaps = []; let last = performance.now(); const end = last + 5000;
        const step = now => { gaps.push(now - last); last = now; now < end ? requestAnimationFrame(step) : done(gaps); };
        requestAnimationFrame(step);""")
    frames.sort()
    print(f"frames at 1,000 events a second: median {frames[len(frames) // 2]:.0f} ms, 95 % within "
          f"{frames[int(len(frames) * 0.95)]:.0f} ms, longest {frames[-1]:.0f} ms", file=sys.stderr)
    driver.execute_script("window.requestAnimationFrame = () => 0")
    before = heap(driver)
    time.sleep(6)
    grown = heap(driver) - before
    claim("a page that is not seen does not grow", grown < 3_000_000, grown)
    claim("half of the frames come in time", frames[len(frames) // 2] < 100, frames[len(frames) // 2])
    server.end()


with chromium() as driver:
    with tempfile.TemporaryDirectory() as folder:
        final_state(driver)
        for name in ("demo", "one-request"):
            figures_are_those_of_the_report(driver, os.path.join(os.path.dirname(log), f"{name}.jsonl.zst"))
        nothing_measured(driver, folder)
        no_request_ended(driver, folder)
        tokens_that_were_told(driver, folder)
        tokens(driver)
        a_server_that_hangs(driver)
        replay(driver)
        hostile_names(driver, folder)
        names_that_are_not_seen(driver, folder)
        events_of_any_shape(driver, folder)
        more_models_than_are_shown(driver, folder)
        many_events(driver, folder)
