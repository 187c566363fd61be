// Owns the bucket bounds of histograms.

extension MetricCatalogue {
    /// Request durations in seconds: the OpenTelemetry GenAI bounds, plus 0.5, 1, 5 and a longer tail.
    package static let requestDurationBounds = [
        0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.5, 0.64, 1, 1.28, 2.56, 5, 5.12, 10.24, 20.48, 40.96, 60, 81.92, 120, 300,
        600,
    ]
    /// Times to first token in seconds.
    package static let timeToFirstTokenBounds = [
        0.001, 0.005, 0.01, 0.02, 0.04, 0.06, 0.08, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10, 30, 60,
    ]
    /// Times per output token in seconds.
    package static let timePerOutputTokenBounds = [
        0.01, 0.025, 0.05, 0.075, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.75, 1, 2.5,
    ]
    /// Durations of benchmarks in seconds.
    package static let benchmarkDurationBounds: [Double] = [1, 5, 10, 30, 60, 120, 300, 600, 1800, 3600, 7200]
    /// Other durations in seconds.
    package static let defaultDurationBounds = [
        0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10,
    ]
    /// Sizes in bytes.
    package static let sizeBounds: [Double] = [
        256, 1024, 4096, 16_384, 65_536, 262_144, 1_048_576, 4_194_304, 16_777_216,
    ]
    /// Durations in seconds under the OpenTelemetry GenAI names.
    package static let openTelemetryDurationBounds = [
        0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92,
    ]
    /// Token counts under the OpenTelemetry GenAI names.
    package static let tokenUsageBounds: [Double] = [
        1, 4, 16, 64, 256, 1024, 4096, 16_384, 65_536, 262_144, 1_048_576, 4_194_304, 16_777_216, 67_108_864,
    ]
}
