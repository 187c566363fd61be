// Owns what must hold of any bytes that are appended to as a log; the tests and the fuzzer check it.

@testable import LTBLog
import LTBTestSupport

/// Checks the claims on appending with a file in a folder, whose content is replaced.
struct AppendedArbitraryLog {
    let folder: TemporaryFolder
    private static let name = "run.jsonl.zst"

    /// Throws what does not hold: what cannot be appended to is left as it is, and otherwise no line is lost.
    func check(_ bytes: [UInt8]) throws {
        let path = try folder.write(bytes, to: Self.name)
        let before = try? readLog(path).lines
        if let error = append(to: path) {
            guard try folder.read(Self.name) == bytes else { throw TestFailure("the log was changed before: \(error)") }
            guard !folder.has(Self.name + ".recovery") else { throw TestFailure("a side file is left after: \(error)") }
            return
        }
        let after = try readLog(path)
        // Before the new line may come the start of another whose rest was torn off, if frames hold no whole lines.
        let known = before ?? []
        guard after.lines.starts(with: known), after.lines.dropFirst(known.count).suffix(1) == [eventLine(1)],
            after.lines.count <= known.count + 2, !after.outcome.tornTail
        else { throw TestFailure("after appending to \(known) there is \(after)") }
    }

    /// Why nothing can be appended.
    private func append(to path: String) -> LogError? {
        do throws(LogError) {
            let writer = try LogWriter(appendingTo: path)
            try writer.append(eventLine(1))
            try writer.close()
            return nil
        } catch {
            return error
        }
    }
}
