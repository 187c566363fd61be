// Owns the reading of an event's payload.

extension Payload {
    /// Reads the payload of an event from the event's fields.
    init(eventType: String, from fields: inout FieldReader, unknownFields: inout JSONObject) {
        let payload = fields.take("payload")
        guard let type = EventType(rawValue: eventType) else {
            self = Self.unknown(eventType, payload, fields.bytes)
            return
        }
        self = fields.object(payload) { payloadFields in
            if let name = payloadFields.string("type"), name != type.payloadType {
                return Self.unknown(eventType, payload, payloadFields.bytes)
            }
            let data = payloadFields.take("data")
            let payload = payloadFields.object(data) { Payload(type, from: &$0) }
            unknownFields = payloadFields.unknownFields()
            return payload
        }
    }

    private static func unknown(
        _ eventType: String, _ payload: JSONCursor.ValueToken?, _ bytes: UnsafeRawBufferPointer
    ) -> Payload {
        let value = payload.map { JSONValue(bytes, $0) }
        guard case .object(let object) = value, case .string(let name) = object["type"] else {
            return .unknown(eventType: eventType, payloadType: nil, payload: value)
        }
        return .unknown(eventType: eventType, payloadType: name, payload: value)
    }

    private init(_ type: EventType, from data: inout FieldReader) {
        switch type {
        case .runStarted: self = .runStarted(RunStarted(from: &data))
        case .runCompleted: self = .runCompleted(RunCompleted(from: &data))
        case .requestStarted: self = .requestStarted(RequestStarted(from: &data))
        case .requestCompleted: self = .requestCompleted(RequestCompleted(from: &data))
        case .requestFailed: self = .requestFailed(RequestFailed(from: &data))
        case .benchmarkStarted: self = .benchmarkStarted(BenchmarkStarted(from: &data))
        case .benchmarkProgress: self = .benchmarkProgress(BenchmarkProgress(from: &data))
        case .benchmarkCompleted: self = .benchmarkCompleted(BenchmarkCompleted(from: &data))
        case .evaluationStarted: self = .evaluationStarted(EvaluationStarted(from: &data))
        case .evaluationCompleted: self = .evaluationCompleted(EvaluationCompleted(from: &data))
        case .providerStatus: self = .providerStatus(ProviderStatus(from: &data))
        case .metricRecorded: self = .metricRecorded(MetricRecorded(from: &data))
        case .systemAlert: self = .systemAlert(SystemAlert(from: &data))
        case .spanEnded: self = .spanEnded(SpanEnded(from: &data))
        case .healthReported: self = .healthReported(HealthReported(from: &data))
        }
    }
}
