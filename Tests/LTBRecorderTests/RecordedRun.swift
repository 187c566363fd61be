// Owns a recorder of a test, its clock, and reading its log back.

import LTBEvents
import LTBLog
@testable import LTBRecorder
import LTBTestSupport
import Synchronization

/// A clock that stands still until it is told to move, and on which nobody who sleeps wakes until it is told.
final class ManualClock: Sendable {
    static let start = Timestamp(nanosecondsSince1970: 1_736_937_000_000_000_000)

    private let elapsed = Atomic<Int64>(0)

    private let wakes = Atomic<Bool>(false)

    /// Wakes all who sleep now or later.
    func wakeAll() { wakes.store(true, ordering: .relaxed) }

    func advance(milliseconds: Int64) { elapsed.add(milliseconds * 1_000_000, ordering: .relaxed) }

    var clock: RecorderClock {
        RecorderClock(
            now: {
                Timestamp(nanosecondsSince1970: Self.start.nanosecondsSince1970 + self.elapsed.load(ordering: .relaxed))
            },
            elapsed: { self.elapsed.load(ordering: .relaxed) },
            sleep: { [weak self] _ in
                while self?.wakes.load(ordering: .relaxed) == false { try await Task.sleep(for: .milliseconds(1)) }
            })
    }
}

/// A recorder into a folder of its own, whose log is read back when it is closed.
final class RecordedRun: Sendable {
    let folder: TemporaryFolder
    let clock = ManualClock()
    let recorder: Recorder

    init(
        _ configuration: RecorderConfiguration = RecorderConfiguration(), run: RunMetadata = RunMetadata(id: "run_1"),
        environment: [String: String] = [:]
    ) throws {
        folder = try TemporaryFolder()
        recorder = try Recorder(
            to: folder["run.jsonl.zst"], run: run, configuration: configuration,
            environment: ProcessEnvironment(environment), clock: clock.clock)
    }

    deinit { recorder.close() }

    /// Closes the recorder and gives all events of the log, in the order in which they were recorded: those of several
    /// threads, and so of a task that has waited, may be mixed in the file.
    func events() throws -> [Event] {
        recorder.close()
        let events = try readEvents(folder["run.jsonl.zst"])
        let numbers = events.compactMap(\.number)
        // Those with ids of a test's own are recorded by one thread.
        guard numbers.count == events.count else { return events }
        return zip(numbers, events).sorted { $0.0 < $1.0 }.map(\.1)
    }

    /// Closes the recorder and gives the payloads of all events but the first and the last, which are the run's.
    func payloads() throws -> [Payload] { try events().dropFirst().dropLast().map(\.payload) }
}

extension Event {
    /// The recorder's own count of events.
    fileprivate var number: Int? {
        guard let id, id.hasPrefix("evt_") else { return nil }
        return id.split(separator: "_").last.flatMap { Int($0) }
    }
}
