// Owns the JSON of what the requests were for: benchmarks and evaluations.

import LTBAnalysis
import LTBEvents

extension JSONWriter {
    mutating func value(_ benchmark: BenchmarkFigures) {
        object {
            $0.member("benchmark_id", benchmark.benchmarkID)
            $0.member("name", benchmark.name)
            $0.member("total_examples", benchmark.totalExamples)
            $0.member("completed_examples", benchmark.completedExamples)
            $0.member("failed_examples", benchmark.failedExamples)
            $0.member("status", benchmark.status)
            $0.member("started_at", benchmark.startedAt)
            $0.member("duration_seconds", benchmark.durationSeconds)
            $0.series("progress", benchmark.progress) { $0.value($1) }
            $0.members(of: benchmark.requests)
            $0.member("ended_at", benchmark.endedAt)
        }
    }

    /// A time and the percentage done, as a pair.
    private mutating func value(_ progress: BenchmarkFigures.Progress) {
        arrayOnOneLine {
            $0.value(progress.at)
            $0.value(progress.percent)
        }
    }

    mutating func value(_ evaluation: EvaluationFigures) {
        object {
            $0.member("metric", evaluation.metric)
            $0.member("provider", evaluation.provider)
            $0.member("model", evaluation.model)
            $0.member("benchmark_id", evaluation.benchmarkID)
            $0.member("score", evaluation.score)
            $0.member("last_score", evaluation.lastScore)
            $0.member("pass_rate", evaluation.passRate)
            $0.interval("pass_rate_interval", evaluation.passRateInterval)
        }
    }
}
