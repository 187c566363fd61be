// Owns the files of a test: a folder that is gone after it.

import FoundationEssentials
import Glibc

/// A folder in the system's place for temporary files, removed with the last reference to it.
package final class TemporaryFolder: Sendable {
    package let path: String

    package init(in folder: String = "/tmp") throws {
        var template = Array("\(folder)/ltb-test-XXXXXX".utf8CString)
        guard let made = mkdtemp(&template) else { throw TestFailure("no temporary folder") }
        path = String(cString: made)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    /// The path of a file in the folder.
    package subscript(name: String) -> String { path + "/" + name }

    /// Makes a file of these bytes.
    @discardableResult
    package func write(_ bytes: [UInt8], to name: String = "run.jsonl.zst") throws -> String {
        let descriptor = open(self[name], O_WRONLY | O_CREAT | O_TRUNC, 0o644)
        defer { close(descriptor) }
        var written = 0
        while written < bytes.count {
            let count = bytes.withUnsafeBytes {
                Glibc.write(descriptor, $0.baseAddress! + written, bytes.count - written)
            }
            guard count > 0 else { throw TestFailure("\(name) cannot be written") }
            written += count
        }
        return self[name]
    }

    /// All bytes of a file.
    package func read(_ name: String = "run.jsonl.zst") throws -> [UInt8] {
        let descriptor = open(self[name], O_RDONLY)
        guard descriptor >= 0 else { throw TestFailure("\(name) cannot be read") }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = Glibc.read(descriptor, &chunk, chunk.count)
            guard count > 0 else { return bytes }
            bytes += chunk[..<count]
        }
    }

    /// Whether there is something of this name.
    package func has(_ name: String) -> Bool { access(self[name], F_OK) == 0 }

    /// Makes a folder in it.
    package func makeFolder(_ name: String) { mkdir(self[name], 0o755) }
}

/// Why a test could not do what it needed.
package struct TestFailure: Error, CustomStringConvertible {
    package let description: String

    package init(_ description: String) { self.description = description }
}

extension TemporaryFolder {
    /// The names of what a folder holds, sorted.
    package static func names(in path: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: path).sorted()
    }
}
