// Owns the functions for the metrics of LLM requests and of the process: family 1.

import LTBEvents

/// `llm_…`: what a program knows of its requests beside their events.
///
/// The counters and histograms of this family follow from the events of requests: of `recordRequest`, `recordError`, `measure` and the
/// like. To record them as well would count each request twice, so they have no functions here; for tokens, cost or a latency
/// without a request there are `recordTokens`, `recordCost` and `recordLatency`. Of a gauge the last value counts, whoever
/// tells it.
public struct RequestMetrics: Sendable {
    let writer: MetricWriter

    /// So many requests to a provider are under way. A `MonitoredProvider` tells this itself.
    public func active(_ count: Int, provider: String) { writer.record(.llmRequestsActive, count, provider) }

    /// The last score of an evaluation that is not recorded as an event (`recordEvaluation`).
    public func evaluationScore(_ score: Double, provider: String, model: String, metric: String) {
        writer.record(.llmEvaluationScore, score, provider, model, metric)
    }

    /// How much of a benchmark is done that the recorder does not drive, in percent.
    public func benchmarkProgress(percent: Double, id: String, name: String) {
        writer.record(.llmBenchmarkProgress, percent, id, name)
    }
}

/// `process_…`: what the process uses. `sampleProcess` tells this itself.
public struct ProcessMetrics: Sendable {
    let writer: MetricWriter

    /// The process has used so much more processor time since it was told last.
    public func processorTime(_ duration: Duration) { writer.record(.processCPUSecondsTotal, .seconds(duration)) }

    /// The process has so many bytes in memory.
    public func residentMemory(bytes: Int) { writer.record(.processResidentMemoryBytes, bytes) }

    /// The process has so many files open.
    public func openFiles(_ count: Int) { writer.record(.processOpenFDs, count) }

    /// The process has so many threads.
    public func threads(_ count: Int) { writer.record(.processThreads, count) }
}
