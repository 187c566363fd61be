// Owns the way from events to lines and back in tests.

package import LTBEvents

extension Event {
    /// The event as its canonical line.
    package var line: String {
        var bytes: [UInt8] = []
        append(to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Reads a line of text.
    package init(line: String) throws(SkipReason) {
        try self.init(bytes: Array(line.utf8))
    }

    /// Reads the bytes of a line.
    package init(bytes: [UInt8]) throws(SkipReason) {
        let result: Result<Event, SkipReason> = bytes.withUnsafeBytes { line in
            do throws(SkipReason) {
                return .success(try Event(json: line))
            } catch {
                return .failure(error)
            }
        }
        self = try result.get()
    }

    /// The event without the fields that this version does not know.
    package var withoutUnknownFields: Event {
        var event = self
        event.unknownFields = [:]
        event.unknownPayloadFields = [:]
        event.payload = payload.withoutUnknownFields
        return event
    }
}

extension Payload {
    fileprivate var withoutUnknownFields: Payload {
        switch self {
        case .runStarted(let data): .runStarted(data.with { $0.unknownFields = [:] })
        case .runCompleted(let data): .runCompleted(data.with { $0.unknownFields = [:] })
        case .requestStarted(let data): .requestStarted(data.with { $0.unknownFields = [:] })
        case .requestCompleted(let data): .requestCompleted(data.with { $0.forgetUnknownFields() })
        case .requestFailed(let data): .requestFailed(data.with { $0.forgetUnknownFields() })
        case .benchmarkStarted(let data): .benchmarkStarted(data.with { $0.unknownFields = [:] })
        case .benchmarkProgress(let data): .benchmarkProgress(data.with { $0.unknownFields = [:] })
        case .benchmarkCompleted(let data): .benchmarkCompleted(data.with { $0.unknownFields = [:] })
        case .evaluationStarted(let data): .evaluationStarted(data.with { $0.unknownFields = [:] })
        case .evaluationCompleted(let data): .evaluationCompleted(data.with { $0.unknownFields = [:] })
        case .providerStatus(let data): .providerStatus(data.with { $0.unknownFields = [:] })
        case .metricRecorded(let data): .metricRecorded(data.with { $0.unknownFields = [:] })
        case .systemAlert(let data): .systemAlert(data.with { $0.unknownFields = [:] })
        case .spanEnded(let data): .spanEnded(data.with { $0.unknownFields = [:] })
        case .healthReported(let data): .healthReported(data.with { $0.forgetUnknownFields() })
        case .unknown: self
        }
    }
}

private protocol Changeable {}

extension Changeable {
    fileprivate func with(_ change: (inout Self) -> Void) -> Self {
        var changed = self
        change(&changed)
        return changed
    }
}

extension RunStarted: Changeable {}
extension RunCompleted: Changeable {}
extension RequestStarted: Changeable {}
extension RequestCompleted: Changeable {
    fileprivate mutating func forgetUnknownFields() {
        unknownFields = [:]
        tokens?.unknownFields = [:]
    }
}
extension RequestFailed: Changeable {
    fileprivate mutating func forgetUnknownFields() {
        unknownFields = [:]
        tokens?.unknownFields = [:]
    }
}
extension BenchmarkStarted: Changeable {}
extension BenchmarkProgress: Changeable {}
extension BenchmarkCompleted: Changeable {}
extension EvaluationStarted: Changeable {}
extension EvaluationCompleted: Changeable {}
extension ProviderStatus: Changeable {}
extension MetricRecorded: Changeable {}
extension SystemAlert: Changeable {}
extension SpanEnded: Changeable {}
extension HealthReported: Changeable {
    fileprivate mutating func forgetUnknownFields() {
        unknownFields = [:]
        for name in checks.keys { checks[name]?.unknownFields = [:] }
    }
}
