// Owns what the `data` of all event types have in common.

/// The `data` of an event of a known type.
///
/// To write an event from its data alone saves the copies that it costs to put them into a `Payload` and take them out
/// again, which take longer than the writing.
package protocol EventData: Sendable {
    /// The type of the event.
    static var eventType: EventType { get }
    /// The data among those of other types.
    var payload: Payload { get }
    /// Writes the fields in the order of the format, the unknown ones last.
    func writeFields(to writer: inout JSONWriter)
}

extension RunStarted: EventData {
    package static var eventType: EventType { .runStarted }
    package var payload: Payload { .runStarted(self) }
    package func writeFields(to writer: inout JSONWriter) { write(to: &writer) }
}

extension RunCompleted: EventData {
    package static var eventType: EventType { .runCompleted }
    package var payload: Payload { .runCompleted(self) }
    package func writeFields(to writer: inout JSONWriter) { write(to: &writer) }
}

extension RequestStarted: EventData {
    package static var eventType: EventType { .requestStarted }
    package var payload: Payload { .requestStarted(self) }
    package func writeFields(to writer: inout JSONWriter) { write(to: &writer) }
}

extension RequestCompleted: EventData {
    package static var eventType: EventType { .requestCompleted }
    package var payload: Payload { .requestCompleted(self) }
    package func writeFields(to writer: inout JSONWriter) { write(to: &writer) }
}

extension RequestFailed: EventData {
    package static var eventType: EventType { .requestFailed }
    package var payload: Payload { .requestFailed(self) }
    package func writeFields(to writer: inout JSONWriter) { write(to: &writer) }
}

extension BenchmarkStarted: EventData {
    package static var eventType: EventType { .benchmarkStarted }
    package var payload: Payload { .benchmarkStarted(self) }
    package func writeFields(to writer: inout JSONWriter) { write(to: &writer) }
}

extension BenchmarkProgress: EventData {
    package static var eventType: EventType { .benchmarkProgress }
    package var payload: Payload { .benchmarkProgress(self) }
    package func writeFields(to writer: inout JSONWriter) { write(to: &writer) }
}

extension BenchmarkCompleted: EventData {
    package static var eventType: EventType { .benchmarkCompleted }
    package var payload: Payload { .benchmarkCompleted(self) }
    package func writeFields(to writer: inout JSONWriter) { write(to: &writer) }
}

extension EvaluationStarted: EventData {
    package static var eventType: EventType { .evaluationStarted }
    package var payload: Payload { .evaluationStarted(self) }
    package func writeFields(to writer: inout JSONWriter) { write(to: &writer) }
}

extension EvaluationCompleted: EventData {
    package static var eventType: EventType { .evaluationCompleted }
    package var payload: Payload { .evaluationCompleted(self) }
    package func writeFields(to writer: inout JSONWriter) { write(to: &writer) }
}

extension ProviderStatus: EventData {
    package static var eventType: EventType { .providerStatus }
    package var payload: Payload { .providerStatus(self) }
    package func writeFields(to writer: inout JSONWriter) { write(to: &writer) }
}

extension MetricRecorded: EventData {
    package static var eventType: EventType { .metricRecorded }
    package var payload: Payload { .metricRecorded(self) }
    package func writeFields(to writer: inout JSONWriter) { write(to: &writer) }
}

extension SystemAlert: EventData {
    package static var eventType: EventType { .systemAlert }
    package var payload: Payload { .systemAlert(self) }
    package func writeFields(to writer: inout JSONWriter) { write(to: &writer) }
}

extension SpanEnded: EventData {
    package static var eventType: EventType { .spanEnded }
    package var payload: Payload { .spanEnded(self) }
    package func writeFields(to writer: inout JSONWriter) { write(to: &writer) }
}

extension HealthReported: EventData {
    package static var eventType: EventType { .healthReported }
    package var payload: Payload { .healthReported(self) }
    package func writeFields(to writer: inout JSONWriter) { write(to: &writer) }
}
