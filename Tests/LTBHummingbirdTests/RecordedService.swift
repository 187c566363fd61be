// Owns a recorder of a test of HTTP requests, its clock, and reading its log back.

import Hummingbird
import HummingbirdTesting
import LTBEvents
@testable import LTBRecorder
import LTBTestSupport
import Synchronization

/// A recorder into a folder of its own, on a clock that stands still until it is told to move.
final class RecordedService: Sendable {
    static let start = Timestamp(nanosecondsSince1970: 1_736_937_000_000_000_000)

    let folder: TemporaryFolder
    let recorder: Recorder
    private let elapsed: ElapsedTime

    /// Time since the start.
    private final class ElapsedTime: Sendable {
        let nanoseconds = Atomic<Int64>(0)
        var value: Int64 { nanoseconds.load(ordering: .relaxed) }
    }

    init(_ configuration: RecorderConfiguration = RecorderConfiguration()) throws {
        let (folder, elapsed) = (try TemporaryFolder(), ElapsedTime())
        self.folder = folder
        self.elapsed = elapsed
        var clock = RecorderClock.system
        clock.now = { Timestamp(nanosecondsSince1970: Self.start.nanosecondsSince1970 + elapsed.value) }
        clock.elapsed = { elapsed.value }
        recorder = try Recorder(
            to: folder["run.jsonl.zst"], run: RunMetadata(id: "run_1"), configuration: configuration,
            environment: ProcessEnvironment([:]), clock: clock)
    }

    deinit { recorder.close() }

    func advance(milliseconds: Int64) { elapsed.nanoseconds.add(milliseconds * 1_000_000, ordering: .relaxed) }

    /// Closes the recorder and gives what was recorded between the start and the end of the run.
    func payloads() throws -> [Payload] {
        recorder.close()
        return try readEvents(folder["run.jsonl.zst"]).map(\.payload).filter { payload in
            switch payload {
            case .runStarted, .runCompleted: false
            default: true
            }
        }
    }

    /// Closes the recorder and gives all metrics, sorted, as `name{label=value,…} value type`.
    func metrics() throws -> [String] {
        try payloads().compactMap { payload in
            guard case .metricRecorded(let metric) = payload, case .number(let value) = metric.value else { return nil }
            let labels = metric.labels.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
            return "\(metric.name ?? "?"){\(labels.joined(separator: ","))} \(value) \(metric.type ?? "?")"
        }.sorted()
    }
}

/// The lines of one request.
func lines(_ method: String, _ path: String, _ status: Int, seconds: Double = 0, weight: Double = 1) -> [String] {
    [
        "http_request_duration_seconds{method=\(method),path=\(path)} \(seconds) histogram",
        "http_requests_total{method=\(method),path=\(path),status=\(status)} \(weight) counter",
    ]
}

/// Asks a service, and gives the answer's status and body.
@discardableResult
func ask(
    _ client: any TestClientProtocol, _ method: HTTPRequest.Method, _ path: String, headers: HTTPFields = [:],
    body: ByteBuffer? = nil
) async throws -> (status: Int, body: String) {
    let answer = try await client.execute(uri: path, method: method, headers: headers, body: body)
    return (answer.status.code, String(buffer: answer.body))
}
