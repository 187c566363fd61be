// Owns the files of a test that runs commands: a folder that is gone after it.

import FoundationEssentials
import Glibc
import LTBLog
import Testing

/// A folder in the system's place for temporary files, removed with the last reference to it.
final class RunFolder: Sendable {
    let path: String

    init() throws {
        var template = Array("/tmp/ltb-run-XXXXXX".utf8CString)
        let made = try #require(mkdtemp(&template), "no temporary folder")
        path = String(cString: made)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    /// The path of a file in the folder.
    subscript(name: String) -> String { path + "/" + name }

    /// The bytes of a file.
    func bytes(_ name: String) throws -> [UInt8] {
        Array(try Data(contentsOf: URL(filePath: self[name])))
    }

    /// Makes a file of bytes.
    func write(_ name: String, _ bytes: [UInt8]) throws {
        try Data(bytes).write(to: URL(filePath: self[name]))
    }

    /// Adds bytes to the end of a file.
    func append(_ name: String, _ bytes: [UInt8]) throws {
        let descriptor = open(self[name], O_WRONLY | O_APPEND)
        defer { close(descriptor) }
        try #require(Glibc.write(descriptor, bytes, bytes.count) == bytes.count)
    }

    /// The names of the files, sorted.
    func names() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: path).sorted()
    }

    /// The lines that a reader of a log gets, each with its newline.
    func text(_ name: String) throws -> String {
        var text: [UInt8] = []
        try LogReader(LogFile(path: self[name])).forEachLine { line, _ in
            text += line
            text.append(0x0A)
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// Waits until a reader of a log gets these lines, which someone else is writing.
    func waitUntil(_ name: String, shows expected: String, within limit: Duration = .seconds(20)) throws {
        let deadline = ContinuousClock.now + limit
        while (try? text(name)) != expected {
            try #require(ContinuousClock.now < deadline, "\(name) does not show the lines in \(limit)")
            usleep(20_000)
        }
    }

    /// Waits until a file is there.
    func waitUntilThere(_ name: String) throws {
        let deadline = ContinuousClock.now + .seconds(20)
        while access(self[name], F_OK) != 0 {
            try #require(ContinuousClock.now < deadline, "\(name) is not made")
            usleep(10_000)
        }
    }
}
