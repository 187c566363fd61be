// Owns the routes by which others ask a program how it is: `/health` and `/status`.

public import Hummingbird
public import LTBRecorder

extension RouterMethods {
    /// Adds the routes by which others ask how the program and its recorder are, both answered in JSON.
    ///
    /// `GET /health` makes all checks and answers with the report, as it is recorded: 200 if the program is healthy or degraded, 503 if it is
    /// unhealthy. However many ask at a time, the checks are made once for all of them. Messages of checks may name
    /// folders and the like: serve it where only those ask who may know.
    ///
    /// `GET /status` answers 200 with
    ///
    ///     {"status":"recording","version":"0.1.0","run_id":"run_20250115T103000Z_5f0c91ab","uptime_seconds":12.5,
    ///      "events_recorded":1200,"events_dropped":0,"subscribers":1}
    ///
    /// where `status` is `recording`, `closed` or `disabled`.
    ///
    /// - Parameters:
    ///   - health: the checks; nil: none, so that `/health` tells only that the program answers.
    ///   - showsLogPath: whether `/status` tells where the log is, as `log_path`.
    @discardableResult
    public func addRecorderRoutes(
        _ recorder: Recorder, health: HealthMonitor? = nil, showsLogPath: Bool = false
    ) -> Self {
        let health = health ?? HealthMonitor(recorder, [])
        get("health") { _, _ in
            let report = await health.check()
            let isUnhealthy = report.status == HealthStatus.unhealthy.rawValue
            return Response(json: report.json, status: isUnhealthy ? .serviceUnavailable : .ok)
        }
        get("status") { _, _ in Response(json: recorder.statusJSON(showsLogPath: showsLogPath)) }
        return self
    }
}

extension Recorder {
    fileprivate func statusJSON(showsLogPath: Bool) -> [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        writer.key("status")
        writer.value(!isEnabled ? "disabled" : isClosed ? "closed" : "recording")
        writer.key("version")
        writer.value(Version.current)
        writer.key("run_id")
        writer.value(runID)
        writer.key("uptime_seconds")
        writer.value(.seconds(nanoseconds: elapsedNanoseconds))
        writer.key("events_recorded")
        writer.value(recordedEvents)
        writer.key("events_dropped")
        writer.value(droppedEvents)
        writer.key("subscribers")
        writer.value(Int64(events.subscriberCount))
        if showsLogPath {
            writer.key("log_path")
            writer.value(logPath)
        }
        writer.endObject()
        return writer.bytes
    }
}

extension Response {
    /// An answer that nobody keeps.
    fileprivate init(json: [UInt8], status: HTTPResponse.Status = .ok) {
        self.init(
            status: status, headers: [.contentType: "application/json", .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: json)))
    }
}
