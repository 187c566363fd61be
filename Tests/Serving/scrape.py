#!/usr/bin/env python3
"""Has a real Prometheus scrape a replay, and compares what it answers with the summary: scrape.py LTB_ANALYZE LOG"""
import json
import socket
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request

from serving import Server, claim


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


server = Server(sys.argv[1], sys.argv[2], "--port", "0", "--speed", "0.01")
folder = tempfile.TemporaryDirectory()
host = server.metrics.split("/")[2]
with open(f"{folder.name}/prometheus.yml", "w") as configuration:
    configuration.write("global: {scrape_interval: 500ms, scrape_timeout: 500ms}\n"
                        f"scrape_configs: [{{job_name: ltb, static_configs: [{{targets: ['{host}']}}]}}]\n")
address = f"127.0.0.1:{free_port()}"
prometheus = subprocess.Popen(
    ["prometheus", f"--config.file={folder.name}/prometheus.yml", f"--storage.tsdb.path={folder.name}/data",
     f"--web.listen-address={address}"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def query(expression, kind="query", **more):
    parameters = urllib.parse.urlencode({"query": expression, **more})
    with urllib.request.urlopen(f"http://{address}/api/v1/{kind}?{parameters}", timeout=10) as answer:
        return json.load(answer)["data"]["result"]


def value(expression):
    result = query(expression)
    return float(result[0]["value"][1]) if result else None


def wait_until(text, condition, seconds=60):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            if condition():
                return
        except OSError:
            pass
        time.sleep(0.2)
    sys.exit(f"failed: {text}")


try:
    # Nothing of the replay is missed but its first events.
    wait_until("Prometheus does not scrape", lambda: value("up") == 1)
    server.json("/api/replay", {"action": "speed", "speed": 40})
    wait_until("the replay does not end", lambda: server.json("/api/replay")["state"] == "finished")
    summary = server.json("/api/summary")
    total = summary["totals"]["total_requests"]
    wait_until("Prometheus has not got all", lambda: value("sum(llm_requests_total)") == total)
    totals = summary["totals"]
    claim("Prometheus counts the requests of the summary", value("sum(llm_requests_total)") == total)
    claim("and its errors", value('sum(llm_requests_total{status="error"})') == totals["failed_requests"])
    claim("and its tokens", value("sum(llm_tokens_output_total)") == totals["total_output_tokens"])
    cost = value("sum(llm_cost_usd_total) / 1e6")
    claim("and its cost", abs(cost - totals["total_cost"]) < 1e-9 * totals["total_cost"], cost)
    for model in summary["models"]:
        latency, name = model["latency"], model["model"]
        for quantile, figure in ((0.5, "p50"), (0.95, "p95"), (0.99, "p99")):
            found = value(f'histogram_quantile({quantile}, llm_request_duration_seconds_bucket{{model="{name}"}})')
            bounds = [0] + [bucket["le"] for bucket in latency["buckets"]]
            counts = [0] + [bucket["count"] for bucket in latency["buckets"]]
            # Both are within the bucket in which the rank is, or at its end.
            place = next(index for index, count in enumerate(counts) if count >= quantile * latency["count"])
            claim(f"{figure} of {name} is in the bucket that histogram_quantile finds",
                  bounds[place - 1] <= found <= bounds[place]
                  and bounds[place - 1] * 0.999 <= latency[figure] <= bounds[min(place + 1, len(bounds) - 1)],
                  found, latency[figure], bounds[place - 1:place + 1])
    now = time.time()
    series = query("sum(llm_requests_total)", "query_range", start=now - 60, end=now, step="0.5")[0]["values"]
    values = [float(sample) for _, sample in series]
    claim("counters only grow", values == sorted(values))
    grown = values[-1] - values[0]
    increase = value("sum(increase(llm_requests_total[1m]))")
    # It extrapolates by the intervals, which are uneven on a busy machine.
    claim("increase tells what came while it scraped", grown > 0 and grown / 2 <= increase <= 2 * grown, grown, increase)
    claim("the target is up", value("up") == 1)
finally:
    prometheus.terminate()
    prometheus.wait(timeout=20)
claim("the server ends well", server.end() == 0)
