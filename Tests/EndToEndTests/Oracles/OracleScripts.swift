// Owns the aggregation as others do it: Python scripts that compute a summary's figures with DuckDB and numpy.

/// Scripts that are run in a folder of logs.
enum OracleScripts {
    /// Writes `run-0.jsonl` to `run-2.jsonl`: legal events in spellings and with values that no tidy writer uses.
    ///
    /// Not in them, since DuckDB does otherwise: fields that are there twice (it takes the first, we the last), and values
    /// out of range, whose lines are no events to us.
    static let adversarialLogs = #"""
        import json, random, sys
        random.seed(int(sys.argv[1]))
        NAMES = ["openai", "ä\u2028ö", "a\"b\\c", "x/y", "😀", "", "unknown", "_other", "_total_"]
        SECONDS = [0, 1, 2, 2, 2.5, 2.5, 1e-9, 1.5e-9, 2.5e-9, 4.9e-10, 5e-324, 0.1, 0.30000000000000004, 1/3, 86400,
                   9e9, 123456789.123456789, 1e-3, 7]
        TOKENS = [0, 1, 2, 2, 3, 1000, 10**12, 4096]
        DOLLARS = [0, 1e-9, 2.5e-9, 1e-10, 0.1, 0.2, 0.3, 1e6, 12.345678901234]

        def maybe(share, make):
            return make() if random.random() < share else None

        def event(index):
            failed = random.random() < 0.3
            data = {
                "provider": maybe(0.9, lambda: random.choice(NAMES)), "model": maybe(0.9, lambda: random.choice(NAMES)),
                "request_id": maybe(0.5, lambda: index), "attempt": maybe(0.3, lambda: random.randint(1, 3)),
                "latency": maybe(0.8, lambda: random.choice(SECONDS + [random.lognormvariate(0, 2)])),
                "cost": maybe(0.5, lambda: random.choice(DOLLARS + [random.random()])),
                "tokens": maybe(0.7, lambda: {
                    "input_tokens": maybe(0.8, lambda: random.choice(TOKENS)),
                    "output_tokens": maybe(0.8, lambda: random.choice(TOKENS)),
                    "cached_input_tokens": maybe(0.3, lambda: random.choice(TOKENS)), "of_mine": {"output_tokens": 7}}),
                "of_mine": maybe(0.3, lambda: {"latency": 5, "data": [{"provider": "no"}, None, "}{\""]}),
            }
            if failed:
                data["error_type"] = maybe(0.8, lambda: random.choice(["timeout", "rate_limit", "é\u0001", ""]))
            else:
                data["time_to_first_token"] = maybe(0.6, lambda: random.choice(SECONDS))
            event = {
                "event_type": "RequestFailed" if failed else "RequestCompleted",
                "timestamp": "2026-01-15T%02d:%02d:%02d.%06dZ" % (
                    random.randrange(24), random.randrange(60), random.randrange(60), random.randrange(10**6)),
                "payload": {"type": "Request", "data": shuffled(data)}, "latency": 99,
            }
            return shuffled(event)

        def shuffled(members):
            items = [(key, value) for key, value in members.items() if value is not None or random.random() < 0.5]
            random.shuffle(items)
            return dict(items)

        for name in range(3):
            with open("run-%d.jsonl" % name, "w") as log:
                for index in range(600):
                    separators = random.choice([(",", ":"), (", ", ": "), (" , ", " :\t")])
                    ascii = random.random() < 0.5
                    log.write(json.dumps(event(index), ensure_ascii=ascii, separators=separators) + "\n")
        """#

    /// What both comparisons begin with: the summary, and a way to tell differences.
    private static let comparing = #"""
        import json, math, sys
        summary = json.load(open("summary.json"))
        compared = differences = 0

        def compare(what, ours, theirs, tolerance=0.0):
            global compared, differences
            compared += 1
            if ours is None or theirs is None:
                same = ours is None and theirs is None
            else:
                same = math.isclose(ours, theirs, rel_tol=tolerance, abs_tol=tolerance * 1e-6)
            if not same:
                differences += 1
                print("%s: ours %r, theirs %r" % (what, ours, theirs))

        QUANTILES = {"p1": 0.01, "p5": 0.05, "p10": 0.1, "p25": 0.25, "p50": 0.5, "p75": 0.75, "p90": 0.9, "p95": 0.95,
                     "p99": 0.99, "p999": 0.999}
        # Sums are exact to us; those of doubles, and the deviation most of all, are not.
        EXACT, SUM, DEVIATION, BINNED = 1e-12, 1e-9, 1e-6, 1e-3

        """#

    /// Compares `summary.json` with what DuckDB makes of the files given: counts, sums and distributions of all requests,
    /// of each provider, of each model and of each group, and how many of them reached each objective. A time per output
    /// token is whole picoseconds, and one over 107 days is held at that.
    ///
    /// The first argument is SQL over `data` and `time` that the report's filters mean, the second SQL for its group.
    static let duckDBComparison =
        comparing + #"""
            import duckdb
            # A bar would be drawn into the output when the machine is slow.
            database = duckdb.connect()
            database.execute("set enable_progress_bar = false")
            where, group, *files = sys.argv[1:]
            packing = "zstd" if files[0].endswith(".zst") else "uncompressed"
            database.execute(f"""
                create table requests as with events as (
                    select json->>'$.event_type' as type, json->'$.payload.data' as data, json->>'$.timestamp' as time
                    from read_json_objects($files, format='newline_delimited', compression=$packing)
                ), fields as (
                    select type = 'RequestFailed' as failed, {group} as grouped,
                        coalesce(data->>'$.provider', 'unknown') as provider, coalesce(data->>'$.model', 'unknown') as model,
                        coalesce(data->>'$.error_type', '_OTHER') as error_type, (data->>'$.attempt')::HUGEINT > 1 as retried,
                        (data->>'$.tokens.input_tokens')::HUGEINT as input_tokens,
                        (data->>'$.tokens.output_tokens')::HUGEINT as output_tokens,
                        (data->>'$.tokens.cached_input_tokens')::HUGEINT as cached_input_tokens,
                        greatest((data->>'$.tokens.total_tokens')::HUGEINT, (data->>'$.tokens.cached_input_tokens')::HUGEINT,
                            (data->>'$.tokens.cache_write_tokens')::HUGEINT,
                            (data->>'$.tokens.reasoning_tokens')::HUGEINT) as other_tokens,
                        round_even((data->>'$.cost')::DOUBLE * 1e9, 0)::HUGEINT as cost,
                        round_even((data->>'$.latency')::DOUBLE * 1e9, 0) as latency,
                        nullif(round_even((data->>'$.time_to_first_token')::DOUBLE * 1e9, 0), 0) as first_token
                    from events where type in ('RequestCompleted', 'RequestFailed') and {where}
                ) select *, case when first_token <= latency and output_tokens > 1 then
                    least((((latency - first_token)::HUGEINT * 1000) + (output_tokens - 1) // 2) // (output_tokens - 1),
                        9223372036854775807)
                    end as per_token from fields""",
                {"files": files, "packing": packing})

            COUNTS = {
                "total_requests": "count(*)", "failed_requests": "count(*) filter (failed)",
                "successful_requests": "count(*) filter (not failed)", "retried_requests": "count(*) filter (retried)",
                "total_input_tokens": "coalesce(sum(input_tokens), 0)",
                "total_output_tokens": "coalesce(sum(output_tokens), 0)",
                "total_cached_input_tokens": "coalesce(sum(cached_input_tokens), 0)",
                "priced_requests": "count(cost)",
                "unpriced_requests": "count(*) filter (cost is null and (not failed or input_tokens > 0 or output_tokens > 0"
                    " or (input_tokens is null and output_tokens is null and other_tokens > 0)))",
            }
            DISTRIBUTIONS = {
                "latency": ("latency", "not failed", 1e9), "failed_latency": ("latency", "failed", 1e9),
                "time_to_first_token": ("first_token", "not failed", 1e9),
                "time_per_output_token": ("per_token", "not failed", 1e12),
                "input_tokens": ("input_tokens", "not failed", 1), "output_tokens": ("output_tokens", "not failed", 1),
            }

            def row(sql, *values):
                return database.execute(sql, list(values)).fetchone()

            def compare_requests(name, figures, where, *values):
                names = ", ".join(COUNTS.values())
                for key, value in zip(COUNTS, row(f"select {names} from requests where {where}", *values)):
                    compare(f"{name} {key}", figures[key], int(value))
                cost, = row(f"select sum(cost) from requests where {where}", *values)
                compare(f"{name} total_cost", figures["total_cost"], None if cost is None else int(cost) / 1e9)
                for key, (column, kind, unit) in DISTRIBUTIONS.items():
                    compare_distribution(f"{name} {key}", figures[key], f"{column}::DOUBLE", f"{where} and {kind}", unit, values)
                errors = database.execute(
                    f"select error_type, count(*) from requests where failed and {where} group by all", list(values))
                theirs = dict(errors.fetchall())
                for type in set(theirs) | set(figures["errors"]):
                    compare(f"{name} error {type!r}", figures["errors"].get(type), theirs.get(type))

            def compare_distribution(name, ours, column, where, unit, values):
                count, mean, deviation, least, most = row(
                    f"select count({column}), avg({column}), stddev_pop({column}), min({column}), max({column}) "
                    f"from requests where {where}", *values)
                compare(f"{name} count", ours["count"] if ours else 0, count)
                if not ours or not count:
                    return
                compare(f"{name} mean", ours["mean"], mean / unit, SUM)
                if mean < 1e3 * deviation:
                    compare(f"{name} stddev", ours["stddev"], deviation / unit, DEVIATION)
                compare(f"{name} min", ours["min"], least / unit, EXACT)
                compare(f"{name} max", ours["max"], most / unit, EXACT)
                quantiles, = row(
                    f"select quantile_cont({column}, {list(QUANTILES.values())}) from requests "
                    f"where {where} and {column} is not null", *values)
                for key, value in zip(QUANTILES, quantiles):
                    compare(f"{name} {key}", ours[key], value / unit, SUM if ours["exact"] else BINNED)

            compare_requests("all", summary["totals"], "true")
            for provider in summary["providers"]:
                compare_requests(repr(provider["provider"]), provider, "provider = ?", provider["provider"])
            for model in summary["models"]:
                names = (model["provider"], model["model"])
                compare_requests(repr(names), model, "provider = ? and model = ?", *names)
            for part in summary.get("groups", []):
                value = part["value"]
                name = "group %r" % value
                compare_requests(name, part, "grouped is null" if value is None else "grouped = ?", *filter(None, [value]))
            if summary.get("groups"):
                compare("groups", len(summary["groups"]), row("select count(distinct coalesce(grouped, chr(0))) from requests")[0])

            COLUMNS = {"latency": "latency", "ttft": "first_token", "tpot": "per_token / 1000"}
            UNITS = {"ms": 1e6, "s": 1e9}

            def reached(objective):
                quantity, limit = objective["objective"].split("<=")
                if quantity == "error_rate":
                    return "not failed"
                number, unit = (limit[:-2], "ms") if limit.endswith("ms") else (limit[:-1], "s")
                return f"case when not failed then {COLUMNS[quantity]} <= {float(number) * UNITS[unit]} end"

            for objective in summary.get("objectives", []):
                names = [(key, objective[key]) for key in ("provider", "model") if objective[key] is not None]
                which = " and ".join(["true"] + [f"{key} = ?" for key, _ in names])
                judged, good = row(
                    f"select count(verdict), count(*) filter (verdict) from (select {reached(objective)} as verdict "
                    f"from requests where {which})", *[value for _, value in names])
                what = "%s of %r" % (objective["objective"], names)
                compare(what + " judged", objective["judged"], judged)
                compare(what + " reached", objective["reached"], good)
                compare(what + " attainment", objective["attainment"], good / judged if judged else None, EXACT)
            if summary.get("objectives"):
                overall = [reached(o) for o in summary["objectives"] if o["provider"] is None]
                good, = row("select count(*) filter (not failed and " + " and ".join(
                    f"coalesce({verdict}, true)" for verdict in overall) + ") from requests")
                compare("goodput", summary["goodput"]["requests"], good)
            compare("models", len(summary["models"]), row("select count(distinct (provider, model)) from requests")[0])
            compare("providers", len(summary["providers"]), row("select count(distinct provider) from requests")[0])
            print("%d figures compared, %d differ" % (compared, differences))
            """#

    /// Compares the percentiles of `summary.json` with numpy's, over values that Python's own reader finds in plain files.
    static let numpyComparison =
        comparing + #"""
            import numpy
            values = {"latency": [], "failed_latency": [], "input_tokens": [], "output_tokens": []}
            for name in sys.argv[1:]:
                # A line separator within a string ends no line.
                for line in open(name, newline="\n"):
                    event = json.loads(line)
                    data = event["payload"]["data"]
                    failed = event["event_type"] == "RequestFailed"
                    if event["event_type"] not in ("RequestCompleted", "RequestFailed"):
                        continue
                    if data.get("latency") is not None:
                        values["failed_latency" if failed else "latency"].append(round(data["latency"] * 1e9) / 1e9)
                    for key in ("input_tokens", "output_tokens"):
                        count = (data.get("tokens") or {}).get(key)
                        if count is not None and not failed:
                            values[key].append(count)
            for name, found in values.items():
                ours = summary["totals"][name]
                compare(name + " count", ours["count"], len(found))
                theirs = numpy.percentile(found, [100 * q for q in QUANTILES.values()])
                for key, value in zip(QUANTILES, theirs):
                    compare(name + " " + key, ours[key], float(value), SUM if ours["exact"] else BINNED)
                compare(name + " mean", ours["mean"], float(numpy.mean(found)), SUM)
                compare(name + " stddev", ours["stddev"], float(numpy.std(found)), DEVIATION)
            print("%d figures compared, %d differ" % (compared, differences))
            """#
}
