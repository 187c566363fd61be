// Owns the metrics that the simulated program records about itself, at regular times.

import LTBEvents

/// Samples of the simulated program: its caches, its stages and its process.
struct MetricSampler: Sendable {
    /// How long it is from one sample to the next: 5 seconds to 5 minutes, so that a run has a few hundred at most.
    let interval: Microseconds
    private var memory: Int64 = 310 << 20
    private static let cacheDuration = "cache_operation_duration_seconds"

    init(plannedLength: Microseconds) {
        interval = max(5, min(300, plannedLength / 200_000_000)) * 1_000_000
    }

    /// What is recorded at one time.
    ///
    /// - Parameter load: the load against the average.
    /// - Parameter requests: how many requests were started since the last sample.
    /// - Parameter waiting: how many requests are under way.
    mutating func sample(
        load: Double, requests: Int64, waiting: Int, _ random: inout Xoshiro256
    ) -> [Payload] {
        caches(requests, &random) + process(load, waiting, &random) + stages(load, &random)
    }

    /// Two tiers: what the first does not have is looked up in the second.
    private func caches(_ requests: Int64, _ random: inout Xoshiro256) -> [Payload] {
        let lookups = 4 * requests
        let hits = Int64(Double(lookups) * (0.6 + 0.15 * random.unit()))
        let laterHits = Int64(Double(lookups - hits) * (0.35 + 0.2 * random.unit()))
        let missed = lookups - hits - laterHits
        return [
            Self.metric("cache_hits_total", "counter", hits, ["tier": "l1"]),
            Self.metric("cache_misses_total", "counter", lookups - hits, ["tier": "l1"]),
            Self.metric("cache_hits_total", "counter", laterHits, ["tier": "l2"]),
            Self.metric("cache_misses_total", "counter", missed, ["tier": "l2"]),
        ]
    }

    private mutating func process(_ load: Double, _ waiting: Int, _ random: inout Xoshiro256) -> [Payload] {
        // It grows by half a MiB a sample, and is given back in part now and then.
        memory += 65_536 + 4_096 * random.below(224)
        if memory > 480 << 20 { memory -= 120 << 20 }
        let percent = max(1, 34 * load + 4 * random.normal())
        return [
            Self.metric("process_resident_memory_bytes", "gauge", memory, unit: "bytes"),
            Self.metric("process_cpu_percent", "gauge", (percent * 10).rounded() / 10, unit: "percent"),
            Self.metric("orchestrator_queue_depth", "gauge", Int64(waiting), ["stage": "inference"]),
        ]
    }

    private func stages(_ load: Double, _ random: inout Xoshiro256) -> [Payload] {
        let rag = Microseconds(random.lognormal(median: 38_000 * load, spread: 0.5).rounded())
        let assemble = Microseconds(random.lognormal(median: 2_100, spread: 0.3).rounded())
        return [
            Self.metric("orchestrator_stage_duration_seconds", "histogram", rag.seconds, ["stage": "rag"]),
            Self.metric("orchestrator_stage_duration_seconds", "histogram", assemble.seconds, ["stage": "assemble"]),
            Self.metric(
                Self.cacheDuration, "histogram",
                .histogram(random.observations(median: 420, spread: 0.9).histogram(forMetricNamed: Self.cacheDuration)),
                ["operation": "get", "tier": "l1"]),
            Self.metric(
                "prompt_render_seconds", "summary", .summary(random.observations(median: 1_300, spread: 0.5).summary)),
        ]
    }

    private static func metric(
        _ name: String, _ type: String, _ value: MetricValue, _ labels: [String: String] = [:], unit: String? = nil
    ) -> Payload {
        .metricRecorded(MetricRecorded(name: name, type: type, value: value, labels: labels, unit: unit))
    }

    private static func metric(
        _ name: String, _ type: String, _ value: Double, _ labels: [String: String] = [:], unit: String? = nil
    ) -> Payload {
        metric(name, type, .number(value), labels, unit: unit)
    }

    private static func metric(
        _ name: String, _ type: String, _ value: Int64, _ labels: [String: String] = [:], unit: String? = nil
    ) -> Payload {
        metric(name, type, .number(Double(value)), labels, unit: unit)
    }
}
