// Owns a run that has every metric of the catalogue.

import LTBAnalysis
import LTBEvents
import LTBPrometheus
import LTBTestSupport

/// Ten minutes in which everything happens every 15 seconds.
enum AllFamilies {
    private static let start: Int64 = 1_768_473_000
    private static let steps: Int64 = 40

    /// Exports the run as `run.txt`; its end in seconds since 1970.
    static func export(to folder: TemporaryFolder) throws -> Int64 {
        var export = try OpenMetricsExport(stepMilliseconds: 15_000, temporaryFolder: folder.path)
        try forEachLine { try export.add($0, stepEnd: $1) }
        var bytes: [UInt8] = []
        try export.write(damagedBytes: 0) { bytes += $0 }
        try folder.write(bytes, to: "run.txt")
        return start + (steps - 1) * 15
    }

    /// Gives the run as requests of remote write.
    static func send(to output: RemoteWriteExport.Output) throws {
        var export = RemoteWriteExport(stepMilliseconds: 15_000)
        try forEachLine { try export.add($0, stepEnd: $1, to: output) }
        try export.finish(damagedBytes: 0, to: output)
    }

    /// Gives the lines, and the ends of their steps.
    private static func forEachLine(_ body: (UnsafeRawBufferPointer, Int64) throws -> Void) throws {
        for step in 0..<steps {
            for (index, payload) in payloads(step).enumerated() {
                let seconds = start + step * 15
                let time = Timestamp(nanosecondsSince1970: seconds * 1_000_000_000)
                let line = Event(timestamp: time, id: "evt_\(step)_\(index)", payload: payload).line
                try Array(line.utf8).withUnsafeBytes { try body($0, seconds * 1000) }
            }
        }
    }

    private static func payloads(_ step: Int64) -> [Payload] { recorded(step) + requests(step) + others(step) }

    /// Every metric that programs record, with labels of which some are those that dashboards ask for.
    private static func recorded(_ step: Int64) -> [Payload] {
        let families =
            MetricCatalogue.configuration + MetricCatalogue.pipeline
            + MetricCatalogue.router(prefix: MetricCatalogue.routerPrefix)
        return families.flatMap { definition in
            (0..<2).map { variant in
                let labels = definition.labels.map { ($0, value(of: $0, variant)) }
                return metric(
                    definition.name, definition.kind.rawValue,
                    .number(definition.kind == .gauge ? Double(step) + 1 : 0.7),
                    Dictionary(uniqueKeysWithValues: labels))
            }
        }
    }

    private static func value(of label: String, _ variant: Int) -> String {
        switch label {
        case "status_code": ["200", "500"][variant]
        case "tier": ["l1", "l2"][variant]
        default: "\(label)-\(variant)"
        }
    }

    private static func requests(_ step: Int64) -> [Payload] {
        let context = RequestContext(provider: "openai", model: "gpt-4")
        let completed = RequestCompleted(
            context: context, latencySeconds: 1.5, timeToFirstTokenSeconds: 0.3,
            tokens: TokenUsage(inputTokens: 100, outputTokens: 50), costUSD: 0.01)
        let failed = RequestFailed(context: context, errorType: "rate_limit", latencySeconds: 0.5)
        let started = Payload.requestStarted(RequestStarted(context: context))
        return [started, started, started, .requestCompleted(completed), .requestFailed(failed)]
    }

    private static func others(_ step: Int64) -> [Payload] {
        let progress = BenchmarkProgress(benchmarkID: "bench_1", name: "qa", progressPercent: Double(step))
        let score = EvaluationCompleted(metric: "faithfulness", provider: "openai", model: "gpt-4", score: 0.9)
        let status = ProviderStatus(provider: "openai", status: "healthy")
        let check = HealthCheck(component: "database", status: "healthy")
        let health = HealthReported(status: "healthy", checks: ["database": check])
        // Statuses of HTTP, which the catalogue's labels of one name cannot tell from those of inferences.
        let answers = ["200", "500"].map { status in
            metric("http_requests_total", "counter", .number(1), ["method": "GET", "path": "/", "status": status])
        }
        return answers + [
            .benchmarkProgress(progress), .evaluationCompleted(score), .providerStatus(status), .healthReported(health),
        ]
    }
}
