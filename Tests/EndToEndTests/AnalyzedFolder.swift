// Owns running `ltb-analyze` on logs that a test writes, cuts and damages.

import FoundationEssentials
import LTBLog
import LTBTestSupport

/// A folder of logs, and the command to run there.
struct AnalyzedFolder {
    let folder: RunFolder
    let command: CommandRunner

    init() throws {
        folder = try RunFolder()
        command = try CommandRunner("ltb-analyze")
    }

    /// Runs `ltb-analyze` in the folder.
    func analyze(_ arguments: String..., input: String = "") throws -> CommandResult {
        try command.run(arguments, input: Array(input.utf8), in: folder.path)
    }

    func analyze(_ arguments: [String], input: String = "") throws -> CommandResult {
        try command.run(arguments, input: Array(input.utf8), in: folder.path)
    }

    /// Writes a log of lines, with a frame for each group of them; where each frame ends.
    @discardableResult
    func writeLog(_ name: String, frames: [[String]]) throws -> [Int] {
        try? FileManager.default.removeItem(atPath: folder[name])
        var configuration = LogWriterConfiguration()
        var ends: [Int] = []
        for lines in frames {
            configuration.frameBytes = max(1, lines.reduce(0) { $0 + $1.utf8.count + 1 })
            let writer = try LogWriter(appendingTo: folder[name], configuration: configuration)
            for line in lines { try Array(line.utf8).withUnsafeBytes { try writer.append(line: $0) } }
            try writer.close()
            ends.append(try folder.bytes(name).count - (17 + 8 * (ends.count + 1)))
        }
        return ends
    }

    @discardableResult
    func writeLog(_ name: String, _ lines: [String]) throws -> [Int] { try writeLog(name, frames: [lines]) }

    /// Writes a copy of a log with other bytes.
    func copy(_ name: String, to copy: String, _ change: (inout [UInt8]) -> Void) throws {
        var bytes = try folder.bytes(name)
        change(&bytes)
        try folder.write(copy, bytes)
    }

    static func fixture(_ name: String) -> String { repositoryRoot.appending(path: "fixtures/\(name)").path }

    /// An event of a request, with a time in seconds after a fixed one.
    static func request(
        _ number: Int, second: Int, provider: String = "openai", failed: Bool = false, id: String? = nil
    ) -> String {
        let minute = String(30 + second / 60)
        let name = id ?? "evt_0000000a_\(number)"
        let rest = (second % 60 < 10 ? "0" : "") + String(second % 60)
        return #"{"event_type":"Request\#(failed ? "Failed" : "Completed")","#
            + #""timestamp":"2026-01-15T10:\#(minute):\#(rest)Z","id":"\#(name)","#
            + #""payload":{"type":"Request","data":{"provider":"\#(provider)","model":"m","request_id":"\#(number)"}}}"#
    }

    /// Requests, one a second.
    static func requests(_ count: Int) -> [String] {
        (0..<count).map { request($0, second: $0, provider: $0 % 2 == 0 ? "openai" : "google", failed: $0 % 5 == 4) }
    }
}

extension [String] {
    /// Lines as a command prints them.
    var text: String { map { $0 + "\n" }.joined() }
}
