// Owns the writing of an event's payload.

extension Payload {
    /// Writes the event's `payload` field, with the fields in it that this version does not know.
    func write(to writer: inout JSONWriter, unknownFields: JSONObject) {
        if case .unknown(_, _, let payload) = self {
            guard let payload else { return }
            writer.key("payload")
            writer.value(payload)
            return
        }
        writer.key("payload")
        writer.beginObject()
        writer.field("type", knownType?.payloadType)
        writer.key("data")
        writer.beginObject()
        writeData(to: &writer)
        writer.endObject()
        writer.members(unknownFields)
        writer.endObject()
    }

    private func writeData(to writer: inout JSONWriter) {
        switch self {
        case .runStarted(let data): data.write(to: &writer)
        case .runCompleted(let data): data.write(to: &writer)
        case .requestStarted(let data): data.write(to: &writer)
        case .requestCompleted(let data): data.write(to: &writer)
        case .requestFailed(let data): data.write(to: &writer)
        case .benchmarkStarted(let data): data.write(to: &writer)
        case .benchmarkProgress(let data): data.write(to: &writer)
        case .benchmarkCompleted(let data): data.write(to: &writer)
        case .evaluationStarted(let data): data.write(to: &writer)
        case .evaluationCompleted(let data): data.write(to: &writer)
        case .providerStatus(let data): data.write(to: &writer)
        case .metricRecorded(let data): data.write(to: &writer)
        case .systemAlert(let data): data.write(to: &writer)
        case .spanEnded(let data): data.write(to: &writer)
        case .healthReported(let data): data.write(to: &writer)
        case .unknown: break
        }
    }
}
