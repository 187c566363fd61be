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

    /// Loads all files given, and tells how many there are.
    static let loadYAML = #"""
        import sys, yaml
        for name in sys.argv[1:]:
            yaml.safe_load(open(name))
        print("%d documents" % len(sys.argv[1:]))
        """#
}
