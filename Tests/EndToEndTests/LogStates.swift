// Owns logs in each of the states in which one can be found.

import LTBLog
import LTBTestSupport

/// What has happened to a log.
enum LogState: String, CaseIterable {
    /// It was written and closed.
    case clean
    /// It was closed, and appended to later.
    case appended
    /// Its writer was killed, and another appended to it.
    case recovered
    /// It was divided among several files.
    case rotated
    /// It is the clean copy of a damaged one.
    case repaired
    /// It was made from several.
    case merged
    /// Its writer was killed, between two flushes.
    case torn
    /// Its writer was killed in the middle of a flush.
    case cut
}

extension LogState {
    /// Whether its last frame has no end.
    var isTorn: Bool { self == .torn || self == .cut }

    /// Makes a log in this state, whose files in the folder are all whose names begin with `run`, in the order of their
    /// names; its lines.
    func makeLog(in logs: AnalyzedFolder) throws -> [String] {
        let lines = AnalyzedFolder.requests(600)
        switch self {
        case .clean: try write(lines, logs)
        case .appended:
            try write(Array(lines[..<250]), logs)
            try write(Array(lines[250...]), logs)
        case .recovered:
            try writeTorn(Array(lines[..<250]), logs)
            try write(Array(lines[250...]), logs)
        case .rotated:
            try write(lines, logs) { $0.rotation = LogRotation(bytes: 500) }
        case .repaired: return try repair(lines, logs)
        case .merged:
            try write(lines.indices.filter { $0 % 3 == 0 }.map { lines[$0] }, logs, "part-1.jsonl.zst")
            try write(lines.indices.filter { $0 % 3 != 0 }.map { lines[$0] }, logs, "part-2.jsonl.zst")
            try run(logs.analyze("merge", "part-1.jsonl.zst", "part-2.jsonl.zst", "-o", "run.jsonl.zst"))
        case .torn: try writeTorn(lines, logs)
        case .cut:
            try writeTorn(lines, logs)
            // The blocks of a flush of ten lines are far longer than this.
            try logs.copy("run.jsonl.zst", to: "run.jsonl.zst") { $0.removeLast(5) }
            return Array(lines.dropLast(10))
        }
        return lines
    }

    /// Appends to a log, or makes it.
    private func write(
        _ lines: [String], _ logs: AnalyzedFolder, _ name: String = "run.jsonl.zst",
        _ change: (inout LogWriterConfiguration) -> Void = { _ in }
    ) throws {
        var configuration = LogWriterConfiguration()
        configuration.frameBytes = 20_000
        change(&configuration)
        let writer = try LogWriter(appendingTo: logs.folder[name], configuration: configuration)
        for line in lines { try Array(line.utf8).withUnsafeBytes { try writer.append(line: $0) } }
        try writer.close()
    }

    /// Leaves what is on disk while a writer is at work, which is what there is after it is killed.
    private func writeTorn(_ lines: [String], _ logs: AnalyzedFolder) throws {
        var configuration = LogWriterConfiguration()
        configuration.frameBytes = 20_000
        let writer = try LogWriter(appendingTo: logs.folder["open.jsonl.zst"], configuration: configuration)
        for (number, line) in lines.enumerated() {
            try Array(line.utf8).withUnsafeBytes { try writer.append(line: $0) }
            if number % 10 == 9 { try writer.flush() }
        }
        try logs.copy("open.jsonl.zst", to: "run.jsonl.zst") { _ in }
        try writer.close()
    }

    /// Damages the second of three frames.
    private func repair(_ lines: [String], _ logs: AnalyzedFolder) throws -> [String] {
        let ends = try logs.writeLog(
            "bad.jsonl.zst", frames: [Array(lines[..<200]), Array(lines[200..<400]), Array(lines[400...])])
        try logs.copy("bad.jsonl.zst", to: "bad.jsonl.zst") { $0[ends[1] - 1] ^= 1 }
        try run(logs.analyze("repair", "bad.jsonl.zst", "-o", "run.jsonl.zst"))
        return Array(lines[..<200] + lines[400...])
    }

    private func run(_ result: CommandResult) throws {
        guard result.exitCode == 0 else { throw StateError(description: result.error) }
    }
}

/// Why a log could not be brought into its state.
private struct StateError: Error, CustomStringConvertible {
    let description: String
}
