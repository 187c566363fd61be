// Owns logs that grow between two looks at them.

import Glibc
@testable import LTBLog
import LTBTestSupport

/// Logs of a folder that tests let grow.
protocol GrowingLogs {
    var folder: TemporaryFolder { get }
}

extension GrowingLogs {
    /// The one log, where there is one.
    var path: String { folder["run.jsonl.zst"] }

    func lines(_ range: Range<Int>) -> [String] { range.map(eventLine) }

    /// Everything that is new.
    func news(_ follower: LogFollower) throws -> [String] {
        var lines: [String] = []
        var rounds = 0
        while try follower.readNew(to: { batch in
            while let line = batch.next() { lines.append(String(decoding: line, as: UTF8.self)) }
        }) {
            rounds += 1
            guard rounds < 1_000 else { throw TestFailure("it never comes to an end") }
        }
        return lines
    }

    func append(_ bytes: some Sequence<UInt8>, to name: String = "run.jsonl.zst") throws {
        let old = LogFiles.exists(folder[name]) ? try folder.read(name) : []
        // Over the old file, not in its place, as a writer does it.
        let descriptor = open(folder[name], O_WRONLY | O_CREAT, 0o600)
        defer { close(descriptor) }
        let new = Array(bytes)
        guard pwrite(descriptor, new, new.count, off_t(old.count)) == new.count else {
            throw TestFailure("\(name) cannot be written")
        }
    }
}
