// Owns the claims about the families that events give: what they count is what the summary tells.

import LTBAnalysis
import LTBEvents
import LTBPrometheus
import LTBTestSupport
import Testing

struct RunFamiliesTests {
    @Test func theExpositionOfTheDemoIsAsRecorded() throws {
        let families = try fixture("demo").families
        let created = Timestamp(nanosecondsSince1970: 1_768_473_000_123_456_789)
        expectSnapshot(text(families), at: "Tests/LTBPrometheusTests/Golden/demo.prom")
        expectSnapshot(
            text(families, .openMetrics, created: created), at: "Tests/LTBPrometheusTests/Golden/demo.openmetrics")
    }

    @Test func theExpositionUnderOpenTelemetrysNamesIsAsRecorded() throws {
        for name in ["one-request", "only-failures"] {
            let families = try fixture(name, naming: .otel).families
            expectSnapshot(text(families), at: "Tests/LTBPrometheusTests/Golden/\(name)-otel.prom")
        }
    }

    @Test func openTelemetrysNamesTellOfAllTokens() throws {
        let (catalogue, summary) = try fixture("demo")
        let (otel, otelSummary) = try fixture("demo", naming: .otel)
        for type in ["input", "output"] {
            let expected = total(samples(catalogue).filter { $0.hasPrefix("llm_tokens_\(type)_total{") })
            let sums = samples(otel).filter {
                $0.hasPrefix("gen_ai_client_token_usage_sum{") && $0.contains("gen_ai_token_type=\"\(type)\"")
            }
            #expect(total(sums) == expected)
        }
        #expect(otelSummary == summary)
    }

    /// The sum of samples.
    private func total(_ samples: [String]) -> Double {
        samples.reduce(0) { $0 + (Double($1.split(separator: " ").last ?? "") ?? .nan) }
    }

    @Test func countsSumsAndBucketsAreThoseOfTheSummary() throws {
        let (families, summary) = try fixture("demo")
        let lines = Set(samples(families))
        for model in summary.models {
            let labels = "provider=\"\(model.provider)\",model=\"\(model.model)\""
            let figures = model.requests
            var expected = [
                "llm_requests_total{\(labels),status=\"success\"} \(figures.successfulRequests)",
                "llm_requests_total{\(labels),status=\"error\"} \(figures.failedRequests)",
                "llm_tokens_input_total{\(labels)} \(figures.totalInputTokens)",
                "llm_tokens_output_total{\(labels)} \(figures.totalOutputTokens)",
                "llm_tokens_cached_input_total{\(labels)} \(figures.totalCachedInputTokens)",
            ]
            expected += figures.errors.map { "llm_errors_total{\(labels),error_type=\"\($0)\"} \($1)" }
            expected += buckets("llm_request_duration_seconds", labels, figures.latency)
            expected += buckets("llm_request_failed_duration_seconds", labels, figures.failedLatency)
            expected += buckets("llm_time_to_first_token_seconds", labels, figures.timeToFirstToken)
            expected += buckets("llm_time_per_output_token_seconds", labels, figures.timePerOutputToken)
            for line in expected { #expect(lines.contains(line), "no line is \(line)") }
        }
    }

    private func buckets(_ name: String, _ labels: String, _ figures: DistributionFigures?) -> [String] {
        guard let figures else { return [] }
        func text(_ bound: Double) -> String { bound == Double(Int(bound)) ? "\(Int(bound))" : "\(bound)" }
        let buckets = figures.buckets.map { "\(name)_bucket{\(labels),le=\"\(text($0.upperBound))\"} \($0.count)" }
        let whole = [
            "\(name)_bucket{\(labels),le=\"+Inf\"} \(figures.count)", "\(name)_count{\(labels)} \(figures.count)",
        ]
        return buckets + whole
    }

    @Test func theCostIsThatOfTheSummaryInMillionths() throws {
        let (families, summary) = try fixture("demo")
        let cost = try #require(families.first { $0.name == "llm_cost_usd" })
        let sum = cost.series.reduce(0.0) { sum, series in
            if case .number(let value) = series.value { sum + value } else { sum }
        }
        #expect(abs(sum / 1e6 - (summary.totals.totalCost ?? 0)) < 1e-9)
        // Of a model without prices nothing is known, which is not that it cost nothing.
        #expect(!cost.series.contains { $0.labels.contains { $0.value == "llama-3.3-70b" } })
    }

    @Test func quantilesOfTheSummaryLieInTheBucketThatHoldsThem() throws {
        let (families, summary) = try fixture("demo")
        let durations = try #require(families.first { $0.name == "llm_request_duration_seconds" })
        for (model, series) in zip(summary.models, durations.series) {
            guard case .histogram(let bounds, let counts, let count, _) = series.value else { continue }
            let p95 = try #require(model.requests.latency?.p95)
            let rank = Int64((0.95 * Double(count - 1)).rounded(.down))
            let bucket = try #require(counts.firstIndex { $0 > rank })
            #expect(p95 <= bounds[min(bucket + 1, bounds.count - 1)])
            #expect(bucket == 0 || p95 > bounds[bucket - 1])
        }
    }

    @Test func whatWasNotMeasuredHasNoSeries() {
        let families = families(of: [
            .requestStarted(RequestStarted(context: RequestContext(provider: "p", model: "m")))
        ])
        #expect(
            samples(families) == [
                #"llm_requests_active{provider="p"} 1"#, #"ltb_events_total{event_type="RequestStarted"} 1"#,
                "ltb_log_damaged_bytes_total 0",
            ])
    }

    @Test func aStatusIsOneAndTheOthersAreZero() {
        let families = families(of: [
            .providerStatus(ProviderStatus(provider: "p", status: "healthy")),
            .providerStatus(ProviderStatus(provider: "p", status: "odd")),
        ])
        #expect(
            samples(families).filter { $0.hasPrefix("llm_") } == [
                #"llm_provider_status{provider="p",status="healthy"} 0"#,
                #"llm_provider_status{provider="p",status="degraded"} 0"#,
                #"llm_provider_status{provider="p",status="unavailable"} 0"#,
                #"llm_provider_status{provider="p",status="odd"} 1"#,
            ])
    }

    @Test func aBenchmarkThatIsCompletedTwiceCountsTwice() {
        let completed = BenchmarkCompleted(benchmarkID: "b", name: "n", durationSeconds: 45)
        let families = families(of: [.benchmarkCompleted(completed), .benchmarkCompleted(completed)])
        let lines = samples(families)
        #expect(lines.contains(#"llm_benchmark_progress{benchmark_id="b",name="n"} 100"#))
        #expect(lines.contains(#"llm_benchmark_duration_seconds_bucket{benchmark_id="b",name="n",le="30"} 0"#))
        #expect(lines.contains(#"llm_benchmark_duration_seconds_bucket{benchmark_id="b",name="n",le="60"} 2"#))
        #expect(lines.contains(#"llm_benchmark_duration_seconds_sum{benchmark_id="b",name="n"} 90"#))
    }

    @Test func moreModelsThanTheLimitAreSummedUpAndNoSeriesComesTwice() {
        let payloads = (0..<3_000).map { index -> Payload in
            let context = RequestContext(provider: "p", model: "m\(index)")
            return .requestCompleted(RequestCompleted(context: context, latencySeconds: 1))
        }
        let lines = samples(families(of: payloads))
        let counts = lines.filter { $0.hasPrefix("llm_requests_total") && $0.contains("success") }
        #expect(counts.count == 1_025)
        #expect(counts.last == #"llm_requests_total{provider="_other_",model="_other_",status="success"} 1976"#)
        #expect(Set(lines.map { $0.prefix { $0 != "}" } }).count == lines.count)
    }
}
