// Owns the distributions of what is measured of requests.

import LTBEvents
import LTBStatistics

/// Bucket bounds in the integer units of the distributions, made once and handed to every accumulator.
struct DistributionBounds: Sendable {
    let requestDuration = Self.requestDurations
    let timeToFirstToken = Self.timesToFirstToken
    let timePerOutputToken = Self.timesPerOutputToken
    let chunkGap = Self.chunkGaps
    let tokens = Self.tokenCounts
    /// Nil where nothing is counted for OpenTelemetry.
    let openTelemetryDurations: [Int64]?

    // A summary makes thousands of sets of requests, whose distributions all share these.
    private static let requestDurations = scale(MetricCatalogue.requestDurationBounds, by: 1e9)
    private static let timesToFirstToken = scale(MetricCatalogue.timeToFirstTokenBounds, by: 1e9)
    private static let timesPerOutputToken = scale(MetricCatalogue.timePerOutputTokenBounds, by: 1e12)
    private static let chunkGaps = scale(MetricCatalogue.timePerOutputTokenBounds, by: 1e9)
    private static let tokenCounts = scale(MetricCatalogue.tokenUsageBounds, by: 1)
    private static let openTelemetryDurations = scale(MetricCatalogue.openTelemetryDurationBounds, by: 1e9)

    init(_ plan: AnalysisPlan) {
        openTelemetryDurations = plan.countsForOpenTelemetry ? Self.openTelemetryDurations.values : nil
    }

    private static func scale(_ bounds: [Double], by factor: Double) -> BucketBounds {
        BucketBounds(bounds.map { Int64(($0 * factor).rounded()) })
    }
}

/// How requests of a set are distributed by each of their measures.
struct RequestDistributions: Accumulator {
    /// Of successful requests, as are all that follow but for the failures'.
    var latency: Distribution
    var failedLatency: Distribution
    var timeToFirstToken: Distribution
    var timePerOutputToken: Distribution
    var chunkGap: Distribution
    var scheduledLatency: Distribution
    var outputTokens: Distribution
    var inputTokens: Distribution

    init(bounds: DistributionBounds) {
        latency = Distribution(bounds: bounds.requestDuration)
        failedLatency = Distribution(bounds: bounds.requestDuration)
        timeToFirstToken = Distribution(bounds: bounds.timeToFirstToken)
        timePerOutputToken = Distribution(bounds: bounds.timePerOutputToken)
        chunkGap = Distribution(bounds: bounds.chunkGap)
        scheduledLatency = Distribution(bounds: bounds.requestDuration)
        outputTokens = Distribution(bounds: bounds.tokens)
        inputTokens = Distribution(bounds: bounds.tokens)
    }

    /// Counts requests that ended; their gaps are recorded one by one.
    mutating func record(_ rows: EndRows) {
        latency.record(rows.latency)
        failedLatency.record(rows.failedLatency.values)
        timeToFirstToken.record(rows.timeToFirstToken.values)
        timePerOutputToken.record(rows.timePerOutputToken.values)
        scheduledLatency.record(rows.scheduledLatency.values)
        outputTokens.record(rows.outputTokens.values)
        inputTokens.record(rows.inputTokens.values)
    }

    mutating func fit(_ room: KeyRoom) {
        latency.fit(room.distributionBytes)
        failedLatency.fit(room.distributionBytes)
        timeToFirstToken.fit(room.distributionBytes)
        timePerOutputToken.fit(room.distributionBytes)
        chunkGap.fit(room.distributionBytes)
        scheduledLatency.fit(room.distributionBytes)
        outputTokens.fit(room.distributionBytes)
        inputTokens.fit(room.distributionBytes)
    }

    mutating func merge(_ other: Self) {
        latency.merge(other.latency)
        failedLatency.merge(other.failedLatency)
        timeToFirstToken.merge(other.timeToFirstToken)
        timePerOutputToken.merge(other.timePerOutputToken)
        chunkGap.merge(other.chunkGap)
        scheduledLatency.merge(other.scheduledLatency)
        outputTokens.merge(other.outputTokens)
        inputTokens.merge(other.inputTokens)
    }
}
