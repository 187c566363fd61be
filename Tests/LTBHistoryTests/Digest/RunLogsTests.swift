// Owns the tests of the logs of a run as a history knows them.

import Glibc
import LTBTestSupport
import Testing

@testable import LTBHistory

@Suite struct RunLogsTests {
    @Test func onlyAPlainFileOfItsSizeIsThere() throws {
        let folder = try TemporaryFolder()
        try folder.write(Array("log".utf8), to: "run.jsonl.zst")
        func isThere(_ path: String, _ bytes: Int64) -> Bool { StoredLog(path: path, bytes: bytes, digest: "").isThere }
        #expect(isThere(folder["run.jsonl.zst"], 3))
        #expect(!isThere(folder["run.jsonl.zst"], 4))
        #expect(!isThere(folder["other.jsonl.zst"], 3))
        #expect(mkfifo(folder["pipe"], 0o600) == 0)
        #expect(!isThere(folder["pipe"], 0))
        #expect(!isThere("/dev/zero", 0))
    }
}
