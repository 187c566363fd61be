// Owns realistic summaries for the tests of reports: made from invented requests, the same ones every time.

import LTBAnalysis
import LTBEvents

/// The invented runs by name: short arguments of tests.
enum Sample: String, CaseIterable {
    case outage, empty, single, failures, trace, manyModels, huge, hostileNames, longNames

    var summary: RunSummary {
        switch self {
        case .outage: SampleSummaries.outage
        case .empty: SampleSummaries.empty
        case .single: SampleSummaries.single
        case .failures: SampleSummaries.failures
        case .trace: SampleSummaries.trace
        case .manyModels: SampleSummaries.manyModels
        case .huge: SampleSummaries.huge
        case .hostileNames: SampleSummaries.hostile(SampleSummaries.hostileText)
        case .longNames: SampleSummaries.hostile(String(repeating: "organisation/Model-Name_v2.", count: 400))
        }
    }
}

/// Summaries of invented runs.
enum SampleSummaries {
    /// A name that would be markup, that turns text around, and that is written from right to left.
    static let hostileText = "<script>alert(1)</script>\"onload=x '\u{202E}שלום 👩‍💻 ]]></style>"

    /// 20 November 2026, 02:00:00 UTC.
    static let start = Timestamp(nanosecondsSince1970: 1_795_140_000 * 1_000_000_000)

    /// A night of six models in which one provider refuses most requests for some minutes.
    static let outage: RunSummary = {
        var run = SampleRun(seed: 7, start: start, seconds: 1504, models: SampleRun.sixModels)
        run.outage = SampleRun.Outage(provider: "cobalt", from: 670, to: 890, share: 0.9, errorType: "rate_limit")
        run.generate(12_000)
        var summary = run.summary(bucketSeconds: 5, byBucketSeconds: 30)
        summary.runs = [identity]
        summary.sharedLabels = identity.labels
        summary.log.damagedBytes = 18_432
        summary.log.damagedFrames = 1
        summary.totals.unfinishedRequests = 9
        summary.benchmarks = SampleExtras.benchmarks(start: start)
        summary.timeline?.by.benchmark = SampleExtras.examples(buckets: 51)
        summary.evaluations = SampleExtras.evaluations(summary.models)
        summary.providerStatus = SampleExtras.statuses(start: start)
        summary.metrics = SampleExtras.metrics
        let buckets = summary.timeline?.requests.count ?? 0
        summary.timeline?.metrics = SampleExtras.gauges(buckets: buckets)
        summary.cacheHitRates = ["l1": 0.874, "l2": 0.5512]
        summary.alerts = SampleExtras.alerts(start: start)
        summary.health = SampleExtras.health(start: start)
        summary.spans = SampleSpans.answers
        return summary
    }()

    /// A log without an event.
    static let empty: RunSummary = {
        var summary = RunSummary()
        summary.log.files = [.init(name: "run.jsonl.zst", bytes: 13, frames: 0)]
        return summary
    }()

    /// One request within one second.
    static let single: RunSummary = {
        var run = SampleRun(seed: 1, start: start, seconds: 1, models: [SampleRun.sixModels[0]])
        run.generate(1)
        return run.summary(bucketSeconds: 0.1, byBucketSeconds: 0.1)
    }()

    /// Nothing but failures.
    static let failures: RunSummary = {
        var run = SampleRun(seed: 3, start: start, seconds: 90, models: Array(SampleRun.sixModels.prefix(2)))
        run.outage = SampleRun.Outage(provider: "cobalt", from: 0, to: 91, share: 1, errorType: "authentication")
        run.generate(300)
        return run.summary(bucketSeconds: 0.5, byBucketSeconds: 1)
    }()

    /// A trace of requests with tokens and neither latencies nor costs.
    static let trace: RunSummary = {
        var model = SampleRun.Model(provider: "unknown", model: "conversation", weight: 1, latency: 0, price: nil)
        model.errorRate = 0
        var run = SampleRun(seed: 5, start: start, seconds: 3482, models: [model])
        run.hasLatencies = false
        run.generate(19_366)
        return run.summary(bucketSeconds: 10, byBucketSeconds: 30)
    }()

    /// Two hundred models over three days.
    static let manyModels: RunSummary = {
        let models = (0..<200).map { index -> SampleRun.Model in
            let latency = 0.5 + Double(index % 17) * 0.4
            let price: Double? = index % 5 == 0 ? nil : Double(index % 9 + 1) * 0.001
            return SampleRun.Model(
                provider: "provider-\(index % 14)", model: "model-\(index)", weight: Double(200 - index),
                latency: latency, price: price)
        }
        var run = SampleRun(seed: 11, start: start, seconds: 3 * 86_400, models: models)
        run.generate(30_000)
        var summary = run.summary(bucketSeconds: 600, byBucketSeconds: 3600)
        summary.evaluations = SampleExtras.evaluations(summary.models)
        return summary
    }()

    /// The outage with every number as large as it can be.
    static let huge: RunSummary = SampleExtremes.huge(outage)

    /// The outage with the text in every field.
    static func hostile(_ text: String) -> RunSummary { SampleExtremes.renamed(outage, text) }

    private static let identity: RunIdentity = {
        var run = RunIdentity()
        run.runID = "run_2026-11-20_0200"
        run.name = "nightly-eval"
        run.labels = ["branch": "main", "git_sha": "4f1c9ae0d2b7", "ci_job": "8812"]
        run.status = "passed"
        run.startedAt = start
        run.durationSeconds = 1504
        run.host = "runner-3"
        run.tool = "ltb-record"
        run.toolVersion = "0.1.0"
        return run
    }()
}
