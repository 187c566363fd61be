// Owns the step from the counts of a run to the metric families of an exposition.

package import LTBAnalysis
import LTBEvents

extension MetricFamily {
    /// Everything that is known of a run, as families of which no two have a name in common.
    ///
    /// Names of OpenTelemetry need counts of a plan that counts for it. `filter` says what the run was restricted to, if it
    /// was.
    package static func all(of run: RunCounts, naming: MetricNaming = .llm, filter: String? = nil) -> [MetricFamily] {
        let requests = naming == .otel ? openTelemetryRequests(run) : catalogueRequests(run)
        let filter = family("ltb_filter_info", filter.map { [([$0], .number(1))] } ?? [])
        let derived = (requests + common(run) + [filter]).compactMap { $0 }
        let definitions = MetricCatalogue.derived + (naming == .otel ? MetricCatalogue.openTelemetry : [])
        return derived + RecordedFamilies(besides: definitions).families(of: run.metrics)
    }

    private typealias Entry = (values: [String], value: Value)

    private static func family(_ name: String, _ series: [Entry]) -> MetricFamily? {
        MetricCatalogue.definition(named: name).flatMap { MetricFamily($0, series) }
    }

    private static func perModel(
        _ name: String, _ run: RunCounts, _ value: (RunCounts.Model) -> Value?
    ) -> MetricFamily? {
        family(name, run.models.compactMap { model in value(model).map { ([model.provider, model.model], $0) } })
    }

    // MARK: Requests

    private static func catalogueRequests(_ run: RunCounts) -> [MetricFamily?] {
        [
            family("llm_requests_total", run.endedModels.flatMap { Self.outcomes($0) }),
            perModel("llm_request_duration_seconds", run) { Value($0.latency) },
            perModel("llm_request_failed_duration_seconds", run) { Value($0.failedLatency) },
            perModel("llm_tokens_input_total", run.ended) { .number($0.inputTokens) },
            perModel("llm_tokens_output_total", run.ended) { .number($0.outputTokens) },
            family("llm_errors_total", run.models.flatMap { Self.errors($0) }),
            perModel("llm_time_to_first_token_seconds", run) { Value($0.timeToFirstToken) },
        ]
    }

    private static func outcomes(_ model: RunCounts.Model) -> [Entry] {
        [
            ([model.provider, model.model, "success"], .number(Double(model.successful))),
            ([model.provider, model.model, "error"], .number(Double(model.failed))),
        ]
    }

    private static func errors(_ model: RunCounts.Model) -> [Entry] {
        model.errors.map { ([model.provider, model.model, $0.type], .number(Double($0.count))) }
    }

    private static func openTelemetryRequests(_ run: RunCounts) -> [MetricFamily?] {
        [
            family("gen_ai_client_operation_duration_seconds", run.models.flatMap { Self.durations($0) }),
            family("gen_ai_client_token_usage", run.models.flatMap { Self.tokenUsage($0) }),
            perModel("gen_ai_client_operation_time_to_first_chunk_seconds", run) {
                $0.openTelemetry.flatMap { Value($0.timeToFirstChunk) }
            },
        ]
    }

    private static func tokenUsage(_ model: RunCounts.Model) -> [Entry] {
        guard let counts = model.openTelemetry else { return [] }
        return [("input", counts.inputTokensPerRequest), ("output", counts.outputTokensPerRequest)].compactMap {
            type, tokens in
            Value(tokens).map { ([model.provider, model.model, type], $0) }
        }
    }

    /// A label without a value is one that a series does not have.
    private static func durations(_ model: RunCounts.Model) -> [Entry] {
        let bounds = MetricCatalogue.openTelemetryDurationBounds
        let failures = model.errors.map { ($0.type, $0.latency) }
        return ([("", model.latency)] + failures).compactMap { type, latency in
            latency.flatMap { Value($0, at: bounds) }.map { ([model.provider, model.model, type], $0) }
        }
    }

    // MARK: What has one name only

    private static func common(_ run: RunCounts) -> [MetricFamily?] {
        [
            family("llm_requests_active", run.activeRequests.map { ([$0.key], .number(Double($0.value))) }),
            perModel("llm_tokens_cached_input_total", run.ended) { .number($0.cachedInputTokens) },
            perModel("llm_tokens_reasoning_total", run.ended) { .number($0.reasoningTokens) },
            // The names of existing dashboards fix the unit: millionths of a dollar.
            perModel("llm_cost_usd_total", run) { $0.cost.map { .number(microDollars($0)) } },
            perModel("llm_time_per_output_token_seconds", run) { Value($0.timePerOutputToken) },
            family(
                "llm_evaluation_score", run.scores.map { ([$0.provider, $0.model, $0.metric], .number($0.score)) }),
            family(
                "llm_benchmark_progress",
                run.benchmarks.compactMap { benchmark in
                    benchmark.percent.map { ([benchmark.id, benchmark.name ?? benchmark.id], .number($0)) }
                }),
            family(
                "llm_benchmark_duration_seconds",
                run.benchmarks.compactMap { benchmark in
                    Value(benchmark.durations).map { ([benchmark.id, benchmark.name ?? benchmark.id], $0) }
                }),
            family(
                "llm_provider_status",
                run.providerStatus.flatMap { states($0, of: ["healthy", "degraded", "unavailable"]) }),
            family("ltb_health_status", run.health.flatMap { states($0, of: ["healthy", "degraded", "unhealthy"]) }),
            family("ltb_events_total", run.events.map { ([$0.key], .number(Double($0.value))) }),
            family("ltb_log_damaged_bytes_total", [([], .number(Double(run.damagedBytes)))]),
            family(
                MetricDefinition.recorderDroppedEventsTotal.name,
                run.droppedEvents.map { [([], .number(Double($0)))] } ?? []),
        ]
    }

    /// Costs are known to the billionth of a dollar: what a product has beyond that is nothing but its rounding.
    private static func microDollars(_ dollars: Double) -> Double {
        let nanoDollars = (dollars * 1e9).rounded()
        return nanoDollars.magnitude < 0x1p53 ? nanoDollars / 1e3 : dollars * 1e6
    }

    /// A series for each status that there can be, and for the one there is.
    private static func states(_ named: RunCounts.Named<String>, of known: [String]) -> [Entry] {
        let all = known.contains(named.value) ? known : known + [named.value]
        return all.map { ([named.key, $0], .number($0 == named.value ? 1 : 0)) }
    }
}

extension RunCounts {
    /// Models whose requests have begun to end.
    fileprivate var endedModels: [Model] { models.filter { $0.successful + $0.failed > 0 } }

    /// The same run with only these.
    fileprivate var ended: RunCounts {
        var run = self
        run.models = endedModels
        return run
    }
}

extension MetricFamily.Value {
    /// A histogram of what was measured at least once, with some of its bounds.
    fileprivate init?(_ histogram: RunCounts.Histogram, at chosen: [Double]? = nil) {
        guard histogram.count > 0 else { return nil }
        let chosen = chosen.map(Set.init)
        let places = histogram.bounds.indices.filter { chosen?.contains(histogram.bounds[$0]) ?? true }
        self = .histogram(
            bounds: places.map { histogram.bounds[$0] },
            cumulativeCounts: places.map { histogram.cumulativeCounts[$0] }, count: histogram.count, sum: histogram.sum)
    }
}
