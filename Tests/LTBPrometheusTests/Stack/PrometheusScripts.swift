// Owns the Python programs that ask a real Prometheus.

enum PrometheusScripts {
    /// Makes blocks of `run.txt`, and asks every query of `dashboards` at a time; tells which find nothing.
    static let queriesOfDashboards = #"""
        import glob, json, math, re, socket, subprocess, sys, time, urllib.parse, urllib.request
        subprocess.run(["promtool", "tsdb", "create-blocks-from", "openmetrics", "run.txt", "data"],
                       check=True, stdout=subprocess.DEVNULL)
        open("prometheus.yml", "w").write("global: {}\n")
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        server = subprocess.Popen(
            ["prometheus", "--config.file=prometheus.yml", "--storage.tsdb.path=data",
             "--storage.tsdb.retention.time=100y", "--web.listen-address=127.0.0.1:%d" % port],
            stdout=subprocess.DEVNULL, stderr=open("prometheus.log", "w"))
        url = "http://127.0.0.1:%d" % port

        def wait():
            deadline = time.monotonic() + 60
            while True:
                try:
                    return urllib.request.urlopen(url + "/-/ready").read()
                except OSError:
                    if time.monotonic() > deadline or server.poll() is not None:
                        sys.exit(open("prometheus.log").read())
                    time.sleep(0.1)

        def has_data(expression):
            query = re.sub(r"\$__rate_interval", "1m", expression)
            query = re.sub(r"\$\w+", ".*", query)
            parameters = urllib.parse.urlencode({"query": query, "time": sys.argv[1]})
            answer = json.load(urllib.request.urlopen(url + "/api/v1/query?" + parameters))
            return any(math.isfinite(float(one["value"][1])) for one in answer["data"]["result"])

        try:
            wait()
            panels = [panel for name in sorted(glob.glob("dashboards/*.json")) for panel in json.load(open(name))["panels"]]
            queries = [target["expr"] for panel in panels for target in panel.get("targets", [])]
            without = [query for query in queries if not has_data(query)]
            print("\n".join(without + ["%d queries, %d without data" % (len(queries), len(without))]))
        finally:
            server.kill()
            server.wait()
        """#

    /// Gives alerts to an Alertmanager with the configuration `started.yml`; tells which of them it suppresses.
    static let inhibitedAlerts = #"""
        import json, socket, subprocess, sys, time, urllib.request
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        server = subprocess.Popen(
            ["prometheus-alertmanager", "--config.file=started.yml", "--storage.path=alerts", "--cluster.listen-address=",
             "--web.listen-address=127.0.0.1:%d" % port], stdout=subprocess.DEVNULL, stderr=open("alertmanager.log", "w"))
        url = "http://127.0.0.1:%d/api/v2/alerts" % port
        alerts = [("CriticalErrorRate", "pipeline", "rag"), ("HighErrorRate", "pipeline", "rag"),
                  ("HighErrorRate", "pipeline", "stream"), ("CriticalErrorRate", "configuration", None),
                  ("HighErrorRate", "configuration", None), ("HighErrorRate", "router", None)]

        def labels(alert):
            name, family, stage = alert
            severity = "critical" if name.startswith("Critical") else "warning"
            return {"alertname": name, "family": family, "severity": severity} | ({"stage": stage} if stage else {})

        def post():
            body = json.dumps([{"labels": labels(alert)} for alert in alerts]).encode()
            urllib.request.urlopen(urllib.request.Request(url, body, {"Content-Type": "application/json"}))

        def states():
            answer = json.load(urllib.request.urlopen(url))
            return sorted("%s %s %s %s" % (one["labels"]["alertname"], one["labels"]["family"],
                          one["labels"].get("stage"), one["status"]["state"]) for one in answer)

        try:
            deadline = time.monotonic() + 60
            while True:
                try:
                    post()
                    break
                except OSError:
                    if time.monotonic() > deadline or server.poll() is not None:
                        sys.exit(open("alertmanager.log").read())
                    time.sleep(0.1)
            # Alerts of one request come to the inhibitor one after the other.
            while (lines := states()) and ("unprocessed" in " ".join(lines) or sum("suppressed" in line for line in lines) < 2):
                if time.monotonic() > deadline:
                    break
                time.sleep(0.2)
            time.sleep(0.5)
            print("\n".join(states()))
        finally:
            server.kill()
            server.wait()
        """#

    /// Loads all files given, and tells how many there are.
    static let loadYAML = #"""
        import sys, yaml
        for name in sys.argv[1:]:
            yaml.safe_load(open(name))
        print("%d documents" % len(sys.argv[1:]))
        """#
}
