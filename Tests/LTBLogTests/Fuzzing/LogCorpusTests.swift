// Owns the claims about reading and appending to any bytes, on the inputs that fuzzing found.

import LTBTestSupport
import Testing

struct LogCorpusTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    @Test func whateverBytesAreReadAllReadersAgree() throws {
        let inputs = try FuzzingCorpus.inputs(for: "reader")
        #expect(inputs.count > 50)
        for (name, bytes) in inputs {
            #expect(throws: Never.self, "\(name)") { try ArbitraryLog(folder: folder).check(bytes) }
        }
    }

    @Test func whateverBytesAreAppendedToNoLineIsLost() throws {
        let inputs = try FuzzingCorpus.inputs(for: "append")
        #expect(inputs.count > 50)
        for (name, bytes) in inputs {
            #expect(throws: Never.self, "\(name)") { try AppendedArbitraryLog(folder: folder).check(bytes) }
        }
    }
}
