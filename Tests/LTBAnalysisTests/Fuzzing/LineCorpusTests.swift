// Owns the claims about reading any bytes as events, on the inputs that fuzzing found.

import LTBTestSupport
import Testing

struct LineCorpusTests {
    @Test func whateverLinesAreReadTheScannerFindsWhatTheDecoderDoes() throws {
        let inputs = try FuzzingCorpus.inputs(for: "event")
        #expect(inputs.count > 50)
        var lines = ArbitraryLines()
        for (name, bytes) in inputs {
            do {
                try lines.check(bytes)
            } catch {
                Issue.record("\(name): \(error)")
            }
        }
    }
}
