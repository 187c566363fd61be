// Owns what other analyzers are asked for, and whether they find the same as we do.

import Glibc

/// A program in Python that makes the same aggregation: for each model the requests that succeeded and failed, the sums
/// of tokens, and quantiles of the latency.
struct ReportPeer {
    let name: String
    /// What it needs from PyPI.
    let package: String
    /// Defines `rows(log)`: provider, model, successful, failed, input tokens, output tokens, p50, p95, p99.
    private let query: String

    static let all = [
        ReportPeer(
            name: "DuckDB", package: "duckdb",
            query: """
                def rows(log):
                    import duckdb
                    connection = duckdb.connect()
                    connection.execute("SET threads = 2")
                    return connection.execute(\"\"\"
                        SELECT d.provider, d.model, count(*) FILTER (ok), count(*) FILTER (NOT ok),
                            sum(d.tokens.input_tokens), sum(d.tokens.output_tokens),
                            quantile_cont(d.latency, 0.5) FILTER (ok), quantile_cont(d.latency, 0.95) FILTER (ok),
                            quantile_cont(d.latency, 0.99) FILTER (ok)
                        FROM (SELECT payload.data AS d, event_type = 'RequestCompleted' AS ok
                            FROM read_json(?, format = 'newline_delimited', compression = 'zstd', columns = {
                                event_type: 'VARCHAR', payload: 'STRUCT(data STRUCT(provider VARCHAR, model VARCHAR,
                                    latency DOUBLE, tokens STRUCT(input_tokens BIGINT, output_tokens BIGINT)))'})
                            WHERE event_type IN ('RequestCompleted', 'RequestFailed'))
                        GROUP BY ALL\"\"\", [log]).fetchall()
                """),
        ReportPeer(
            name: "Polars", package: "polars",
            query: """
                def rows(log):
                    import polars as pl
                    tokens = pl.Struct({"input_tokens": pl.Int64, "output_tokens": pl.Int64})
                    data = pl.Struct({"provider": pl.String, "model": pl.String, "latency": pl.Float64, "tokens": tokens})
                    schema = {"event_type": pl.String, "payload": pl.Struct({"data": data})}
                    events = pl.scan_ndjson(log, schema=schema).filter(
                        pl.col("event_type").is_in(["RequestCompleted", "RequestFailed"]))
                    fields = events.select(
                        (pl.col("event_type") == "RequestCompleted").alias("ok"),
                        pl.col("payload").struct.field("data").struct.unnest()).unnest("tokens")
                    latency = pl.col("latency").filter(pl.col("ok"))
                    quantile = lambda q: latency.quantile(q, "linear").alias(str(q))
                    return fields.group_by("provider", "model").agg(
                        pl.col("ok").sum(), (~pl.col("ok")).sum().alias("failed"), pl.col("input_tokens").sum(),
                        pl.col("output_tokens").sum(), quantile(0.5), quantile(0.95), quantile(0.99)).collect().rows()
                """),
        ReportPeer(
            name: "ClickHouse", package: "chdb",
            query: """
                def rows(log):
                    import chdb, json
                    tokens = "Tuple(input_tokens Nullable(Int64), output_tokens Nullable(Int64))"
                    data = f"Tuple(provider String, model String, latency Nullable(Float64), tokens {tokens})"
                    quantile = lambda q: f"quantileExactInclusiveIf({q})(assumeNotNull(payload.data.latency), ok)"
                    answer = chdb.query(f\"\"\"
                        SELECT payload.data.provider AS provider, payload.data.model AS model, countIf(ok), countIf(NOT ok),
                            sum(payload.data.tokens.input_tokens), sum(payload.data.tokens.output_tokens),
                            {quantile(0.5)}, {quantile(0.95)}, {quantile(0.99)}
                        FROM (SELECT payload, event_type = 'RequestCompleted' AS ok
                            FROM file('{log}', 'JSONEachRow', 'event_type String, payload Tuple(data {data})')
                            WHERE event_type IN ('RequestCompleted', 'RequestFailed'))
                        GROUP BY provider, model SETTINGS max_threads = 2\"\"\", "JSONCompactEachRow")
                    # It writes 64-bit integers as texts.
                    models = [json.loads(line) for line in str(answer).splitlines()]
                    return [row[:2] + [int(value or 0) for value in row[2:6]] + row[6:] for row in models]
                """),
    ]

    /// Fails unless what was found is in the report: counts and sums equal, quantiles within 0.1 %.
    private static let check = """
        import json, math, sys
        found = {(r[0], r[1]): r[2:] for r in rows(sys.argv[1])}
        models = json.load(open(sys.argv[2]))["models"]
        sums = ["successful_requests", "failed_requests", "total_input_tokens", "total_output_tokens"]
        wrong = len(found) != len(models)
        for model in models:
            other = found.get((model["provider"], model["model"]), [math.nan] * 7)
            wrong |= any(model[name] != (value or 0) for name, value in zip(sums, other))
            quantiles = [model["latency"][name] for name in ["p50", "p95", "p99"]]
            wrong |= any(not math.isclose(own, value, rel_tol=1e-3) for own, value in zip(quantiles, other[4:]))
        if wrong: sys.exit("The figures are not the same: " + repr(found))
        """

    /// The Python that has the package: that of `LTB_PYTHON`, that of `.ci/setup --all`, or the system's.
    var python: String? {
        let home = Self.variable("XDG_CACHE_HOME") ?? Self.variable("HOME").map { $0 + "/.cache" }
        let candidates = [Self.variable("LTB_PYTHON"), home.map { $0 + "/ltb/python/bin/python3" }, "python3"]
        return candidates.compactMap { $0 }.first {
            let test = "import importlib.util, sys; sys.exit(importlib.util.find_spec('\(package)') is None)"
            return (try? ChildRun.of([$0, "-c", test])) != nil
        }
    }

    private static func variable(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }

    /// Runs it on a log, of which `report` is our report as JSON; throws if it finds anything else.
    func run(_ log: String, report: String, python: String) throws -> ChildRun {
        try ChildRun.of([python, "-c", query + "\n" + Self.check, log, report])
    }
}
