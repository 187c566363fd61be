// Owns the pricing as others do it: Python scripts that price random requests with litellm and with genai-prices.

/// Scripts that write a line of JSON for each request, with what it costs in whole nano-dollars or why that is unknown.
enum PricingScripts {
    /// What both begin with: arguments are a seed and how many requests there are.
    private static let requests = #"""
        import json, random, sys
        from datetime import datetime, timedelta, timezone
        from decimal import Decimal, ROUND_HALF_EVEN
        random.seed(int(sys.argv[1]))
        SIZES = [0, 1, 100, 100_000, 128_000, 128_001, 200_000, 200_001, 256_000, 272_000, 272_001]

        def part(whole):
            return random.choice([0, 0, random.randint(0, whole)])

        def request(provider, model, tiers, when):
            size = random.choice(SIZES + [random.randrange(5_000), random.randrange(150_000), random.randrange(2_000_000)])
            output = random.choice([0, 1, random.randrange(300), random.randrange(100_000)])
            cached = part(size)
            write = part(size - cached)
            return {"provider": provider, "model": model, "input": size, "output": output, "cached": cached, "write": write,
                    "hour": part(write), "reasoning": part(output), "tier": random.choice(tiers),
                    "time": int(when.timestamp()) * 10**9}

        def tell(request, price):
            try:
                request["cost"] = int((price(request) * 10**9).to_integral_value(ROUND_HALF_EVEN))
            except Exception as error:
                request["error"] = type(error).__name__
            print(json.dumps(request))

        """#

    /// Prices requests of any model of litellm's own copy of its table, whose path it tells first.
    ///
    /// Not in them are providers where litellm logs in before it looks a model up.
    static let liteLLM =
        requests + #"""
            import os
            os.environ["LITELLM_LOCAL_MODEL_COST_MAP"] = "True"
            import litellm, litellm._internal_context as context
            from litellm.types.utils import (CacheCreationTokenDetails, CompletionTokensDetailsWrapper,
                                             PromptTokensDetailsWrapper, Usage)
            folder = os.path.dirname(litellm.__file__)
            print(json.dumps({"table": os.path.join(folder, "model_prices_and_context_window_backup.json")}))
            models = [name for name, entry in litellm.model_cost.items() if name != "sample_spec"
                      and entry.get("litellm_provider") not in (None, "github_copilot", "chatgpt")]

            def price(request):
                details = CacheCreationTokenDetails(ephemeral_5m_input_tokens=request["write"] - request["hour"],
                                                    ephemeral_1h_input_tokens=request["hour"])
                usage = Usage(
                    prompt_tokens=request["input"], completion_tokens=request["output"],
                    total_tokens=request["input"] + request["output"],
                    prompt_tokens_details=PromptTokensDetailsWrapper(
                        cached_tokens=request["cached"], cache_creation_tokens=request["write"],
                        cache_creation_token_details=details if request["hour"] else None),
                    completion_tokens_details=CompletionTokensDetailsWrapper(reasoning_tokens=request["reasoning"]))
                batch = request["tier"] == "batch"
                with context.pinned_billing_time(datetime.fromtimestamp(request["time"] // 10**9, timezone.utc)):
                    costs = litellm.cost_per_token(
                        model=request["model"], custom_llm_provider=request["provider"], usage_object=usage,
                        service_tier=None if batch else request["tier"],
                        call_type="retrieve_batch" if batch else "completion")
                return sum(Decimal(repr(cost)) for cost in costs)

            for _ in range(int(sys.argv[2])):
                model = random.choice(models)
                when = datetime(2026, 11, 1, tzinfo=timezone.utc) + timedelta(seconds=random.randrange(28 * 86_400))
                tiers = [None, None, None, "flex", "priority", "batch", "fast"]
                tell(request(litellm.model_cost[model]["litellm_provider"], model, tiers, when), price)
            """#

    /// Prices requests of any model of genai-prices, under any name that its rules tell, or of some providers only.
    static let genAIPrices =
        requests + #"""
            from genai_prices import Usage, calc_price
            from genai_prices.data import providers
            from genai_prices.types import ClauseAnd, ClauseOr
            CONTEXTS = {None: None, "batch": {"processing": "batch"}, "flex": {"service_tier": "flex"},
                        "priority": {"service_tier": "priority"}, "fast": {"service_tier": "fast"}}

            def names(rule):
                if isinstance(rule, (ClauseOr, ClauseAnd)):
                    return [name for part in getattr(rule, "or_", None) or rule.and_ for name in names(part)]
                kind, text = next(iter(rule.__dict__.items()))
                ends = {"starts_with": ["", "-2025-01-01", "-20250101"], "ends_with": [""], "contains": ["", "-x"], "equals": [""]}
                return [text + end for end in ends.get(kind, [])]

            def price(request):
                context = CONTEXTS[request["tier"]]
                if request["provider"] == "anthropic" and request["tier"] == "fast":
                    context = {"speed": "fast"}
                usage = Usage(
                    input_tokens=request["input"], cache_read_tokens=request["cached"],
                    cache_write_tokens=request["write"], cache_write_1h_tokens=request["hour"],
                    output_tokens=request["output"], output_reasoning_tokens=request["reasoning"])
                when = datetime.fromtimestamp(request["time"] // 10**9, timezone.utc)
                return calc_price(usage, request["model"], provider_id=request["provider"], genai_request_timestamp=when,
                                  price_context=context).total_price

            chosen = [provider for provider in providers if not sys.argv[3:] or provider.id in sys.argv[3:]]
            for _ in range(int(sys.argv[2])):
                provider = random.choice(chosen)
                model = random.choice(provider.models)
                name = random.choice(names(model.match) + [model.id, model.id.upper()])
                when = datetime(2024, 6, 1, tzinfo=timezone.utc) + timedelta(seconds=random.randrange(950 * 86_400))
                tell(request(provider.id, name, list(CONTEXTS), when), price)
            """#
}
