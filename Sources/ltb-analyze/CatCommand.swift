// Owns `ltb-analyze cat`: the events of logs as lines.

import ArgumentParser
import Glibc
import LTBEvents
import LTBLog

struct CatCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cat",
        abstract: "Prints the events of logs, one JSON object a line.",
        discussion: """
            Lines are printed as they were recorded, those of unknown event types too. What is no event is left out, \
            and counted on standard error.

            EXAMPLES
              ltb-analyze cat run.jsonl.zst | head -3
              ltb-analyze cat run.jsonl.zst | jq 'select(.event_type == "RequestFailed")'
            """)

    @OptionGroup var input: InputOptions

    func run() throws {
        var output = StandardOutputBuffer()
        var skipped: [SkipReason: Int] = [:]
        var notices: [String] = []
        let failure = Result { () throws(Failure) in
            for file in try input.resolve() {
                notices += try Self.print(file, to: &output, skipped: &skipped)
            }
        }
        // What was read before something failed is printed all the same.
        try output.flush()
        notices += skipped.sorted { $0.key.rawValue < $1.key.rawValue }.map { reason, count in
            let lines = count == 1 ? "1 line is no event and was" : "\(count) lines are no events and were"
            return "\(lines) left out: \(reason.rawValue)."
        }
        for notice in notices { StandardError.write("ltb-analyze: \(notice)") }
        try failure.get()
    }

    /// Prints a log's events; says what could not be read.
    private static func print(
        _ file: LogFile, to output: inout StandardOutputBuffer, skipped: inout [SkipReason: Int]
    ) throws(Failure) -> [String] {
        do {
            let reader = try LogReader(file)
            try reader.forEachLine { line, _ in
                if let reason = skipReason(line) {
                    skipped[reason, default: 0] += 1
                } else {
                    try output.append(line)
                }
            }
            return notices(reader.outcome)
        } catch let failure as Failure {
            throw failure
        } catch {
            throw Failure(message: "\(error)")
        }
    }

    private static func skipReason(_ line: UnsafeRawBufferPointer) -> SkipReason? {
        do throws(SkipReason) {
            _ = try Event(json: line)
            return nil
        } catch {
            return error
        }
    }

    private static func notices(_ outcome: LogOutcome) -> [String] {
        var notices = outcome.notices
        if outcome.damagedBytes > 0 {
            notices.append(
                "\(outcome.name): \(outcome.damagedBytes) bytes in \(outcome.damagedFrames) frames could not be read.")
        }
        if outcome.tornTail {
            notices.append("\(outcome.name) ends in the middle of a frame: what was flushed is printed.")
        }
        if outcome.overlongLines > 0 {
            notices.append("\(outcome.name): \(outcome.overlongLines) lines over 16 MiB were left out.")
        }
        return notices
    }
}

/// Standard output, written in large pieces.
private struct StandardOutputBuffer {
    private static let pieceBytes = 1 << 16
    private var bytes: [UInt8] = []

    mutating func append(_ line: UnsafeRawBufferPointer) throws(Failure) {
        bytes.append(contentsOf: line)
        bytes.append(UInt8(ascii: "\n"))
        if bytes.count >= Self.pieceBytes { try flush() }
    }

    mutating func flush() throws(Failure) {
        try OutputTarget.standardOutput.write(bytes)
        bytes.removeAll(keepingCapacity: true)
    }
}
