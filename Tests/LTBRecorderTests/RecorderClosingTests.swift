// Owns the claims about closing a recorder from the callback that is told of its errors, and beside it.

import Glibc
import LTBLog
@testable import LTBRecorder
import LTBTestSupport
import Testing

struct RecorderClosingTests {
    private let folder: TemporaryFolder
    private let held = Monitor<Recorder?>(nil)
    private var path: String { folder["logs/run.jsonl.zst"] }

    init() throws {
        folder = try TemporaryFolder()
        folder.makeFolder("logs")
    }

    /// A recorder whose folder is gone, and whose callback does this with it.
    private func recorderInTrouble(_ callback: @escaping @Sendable (Recorder?) -> Void) throws -> Recorder {
        var configuration = RecorderConfiguration()
        configuration.onError = { [held] _ in callback(held.withLock { $0 }) }
        let recorder = try Recorder(to: path, configuration: configuration)
        held.withLock { $0 = recorder }
        unlink(path)
        rmdir(folder["logs"])
        recorder.recordMetric("m", .counter, 1)
        return recorder
    }

    @Test func closingWaitsForTheEndAlsoWhereACallbackHasBegunToClose() throws {
        let recorder = try recorderInTrouble { [folder] recorder in
            #expect(recorder?.close() == false)
            folder.makeFolder("logs")
        }
        defer { held.withLock { $0 = nil } }
        recorder.flush()
        #expect(recorder.close())
        #expect(try readEvents(path).map(\.eventType) == ["RunStarted", "MetricRecorded", "RunCompleted"])
    }

    @Test func aCallbackThatClosesDoesNotWaitForWhoeverClosesAlready() async throws {
        let recorder = try recorderInTrouble { #expect($0?.close() == false) }
        defer { held.withLock { $0 = nil } }
        let outcome = Monitor<Bool?>(nil)
        _ = SystemThread.start {
            let isWritten = recorder.close()
            outcome.withLock { $0 = isWritten }
        }
        for _ in 0..<2_000 where outcome.withLock({ $0 }) == nil { try await Task.sleep(for: .milliseconds(5)) }
        #expect(outcome.withLock { $0 } == false)
    }
}
