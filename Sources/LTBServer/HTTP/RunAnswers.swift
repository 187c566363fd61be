// Owns what is answered of the run as a whole.

import LTBPrometheus
import LTBReport

/// The run in the forms in which many ask for it, the same bodies for all ports.
struct RunAnswers: Sendable {
    private let summaries: AnswerCache
    private let texts: AnswerCache
    private let openMetrics: AnswerCache

    init(_ run: LiveRun) {
        summaries = AnswerCache(run) { run in
            var json: [UInt8] = []
            JSONReport().write(run.summary, to: &json)
            return json
        }
        texts = AnswerCache(run) { $0.exposition(.text) }
        openMetrics = AnswerCache(run) { $0.exposition(.openMetrics) }
    }

    /// The document that `ltb-analyze report --format json` writes.
    var summary: AnswerBody { get async { await summaries.latest } }

    /// What Prometheus reads.
    func exposition(_ format: ExpositionFormat) async -> AnswerBody {
        switch format {
        case .text: await texts.latest
        case .openMetrics: await openMetrics.latest
        }
    }
}
