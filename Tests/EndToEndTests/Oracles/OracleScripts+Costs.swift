// Owns the costs of a run as Python's decimals compute them, to be compared with ours.

extension OracleScripts {
    /// Prices of the simulated models, two of them not exactly divisible, one with a tier, one unpriced.
    static let fleetPrices = """
        {"format": "ltb.prices/1", "prices": {
          "openai": {"gpt-4o": {"input": 2.5, "cached_input": 1.25, "output": 10},
                     "gpt-4o-mini": {"input": 0.15, "cached_input": 0.075, "output": 0.333333333}},
          "anthropic": {"claude-sonnet-4": {"input": 3, "cached_input": 0.3, "cache_write": 3.75, "output": 15},
                        "claude-haiku-3.5": {"input": 0.8, "output": 4, "request": 0.0001}},
          "google": {"gemini-2.5-flash": {"input": 0.3, "cached_input": 0.075, "output": 2.5, "reasoning": 3.5,
                                          "tiers": [{"above": 1000, "input": 0.6, "output": 5}]}}}}
        """

    /// Prices `simulated.jsonl` by `fleet.json` and compares the sums with `cost.json`.
    static let costComparison = #"""
        import collections, decimal, json
        from decimal import Decimal
        decimal.getcontext().prec = 60
        prices = json.load(open("fleet.json"), parse_float=Decimal, parse_int=Decimal)["prices"]
        nano = Decimal(10) ** 9

        def cost(data, failed):
            tokens = data.get("tokens") or {}
            count = lambda name: tokens.get(name)
            if failed and not (count("input_tokens") or 0) and not (count("output_tokens") or 0):
                return "nothing due"
            rates = prices.get(data["provider"], {}).get(data["model"])
            if rates is None or count("input_tokens") is None: return None
            if count("output_tokens") is None and not failed: return None
            whole = count("input_tokens")
            rates = dict(rates)
            for tier in rates.pop("tiers", []):
                if whole > tier["above"]: rates.update(tier)
            cached, written = count("cached_input_tokens") or 0, count("cache_write_tokens") or 0
            output, reasoning = count("output_tokens") or 0, count("reasoning_tokens") or 0
            if cached + written > whole or reasoning > output: return None
            million = ((whole - cached - written) * rates["input"]
                       + cached * rates.get("cached_input", rates["input"])
                       + written * rates.get("cache_write", rates["input"])
                       + (output - reasoning) * rates["output"]
                       + reasoning * rates.get("reasoning", rates["output"]))
            exact = million / 10**6 + rates.get("request", Decimal(0))
            return int((exact * nano).to_integral_value(decimal.ROUND_HALF_EVEN))

        sums, unpriced, priced = collections.Counter(), collections.Counter(), 0
        for line in open("simulated.jsonl"):
            event = json.loads(line)
            if event["event_type"] not in ("RequestCompleted", "RequestFailed"): continue
            data = event["payload"]["data"]
            failed = event["event_type"] == "RequestFailed"
            value = cost(data, failed)
            keys = ["total", "provider " + data["provider"], "model " + data["model"],
                    "hour " + event["timestamp"][:13], "day " + event["timestamp"][:10]]
            keys.append("benchmark " + (data.get("benchmark_id") or ""))
            if value == "nothing due": continue
            if value is None:
                for key in keys: unpriced[key] += 1
                continue
            priced += 1
            for key in keys: sums[key] += value
            if failed: sums["failed"] += value
            if data.get("attempt", 1) > 1: sums["retried"] += value

        found = json.load(open("cost.json"))["cost"]
        compared, differing = 0, 0
        def compare(name, ours, theirs):
            global compared, differing
            compared += 1
            if round((ours or 0) * 1e9) != theirs:
                differing += 1
                print(name, ours, theirs / 1e9)
        compare("total", found["computed"], sums["total"])
        compare("failed", found["failed"], sums["failed"])
        compare("retried", found["retried"], sums["retried"])
        compare("unpriced", found["unpriced_requests"] / 1e9, unpriced["total"])
        compare("priced", found["computed_requests"] / 1e9, priced)
        for row in found["by"]:
            name = row["model"] or row["provider"] or row["benchmark_id"] or (row["hour"] or "")[:13] or (row["day"] or "")[:10]
            key = row["dimension"] + " " + name
            compare(key, row["computed"], sums[key])
            compare(key + " unpriced", row["unpriced_requests"] / 1e9, unpriced[key])
        print(f"{priced} requests priced, {compared} figures compared, {differing} differ")
        """#
}
