// Owns the folder of a monitoring stack: what was written there, and what its user has edited since.

import Glibc
import LTBEvents
import LTBPrometheus
import LTBYAML

/// Writes files of a stack, and remembers what it wrote in `.ltb-stack.json`, by which edited files are known.
///
///     {"schema": "ltb.stack/1", "files": {"docker-compose.yml": "16 hexadecimal digits"}}
struct StackFolder {
    private static let manifestName = ".ltb-stack.json"

    private let path: String
    private var digests: [String: String]
    /// How many files were written, and how many were as they should be.
    private(set) var written = 0
    private(set) var unchanged = 0
    /// The files that were edited, and so left alone.
    private(set) var kept: [String] = []

    /// Opens a folder, which is made if it is not there.
    init(_ path: String) throws(Failure) {
        self.path = path
        try Self.makeFolder(path)
        digests = Self.digests(in: Self.bytes(of: "\(path)/\(Self.manifestName)") ?? [])
    }

    /// Writes a file, unless it was edited, and reads it again.
    mutating func write(_ file: StackFile, replacingEdited: Bool) throws(Failure) {
        let target = "\(path)/\(file.path)"
        let text = Array(file.text.utf8)
        let before = Self.bytes(of: target)
        if before == text {
            unchanged += 1
        } else if let before, digests[file.path] != Digest.of(before), !replacingEdited {
            kept.append(file.path)
            return
        } else {
            try makeFolders(of: file.path)
            try OutputTarget.file(target).write(text)
            if file.isExecutable { chmod(target, 0o755) }
            written += 1
        }
        try Self.check(file, at: target)
        digests[file.path] = Digest.of(text)
    }

    /// Remembers what was written.
    func finish() throws(Failure) {
        var writer = JSONWriter(.indented)
        writer.beginObject()
        writer.key("schema")
        writer.value("ltb.stack/1")
        writer.key("files")
        writer.beginObject()
        for (name, digest) in digests.sorted(by: { $0.key < $1.key }) {
            writer.key(name)
            writer.value(digest)
        }
        writer.endObject()
        writer.endObject()
        try OutputTarget.file("\(path)/\(Self.manifestName)").write(writer.bytes + [0x0A])
    }

    /// What is on the disk must be what was meant, and a document that others can read.
    private static func check(_ file: StackFile, at target: String) throws(Failure) {
        guard let bytes = bytes(of: target), bytes == Array(file.text.utf8) else {
            throw Failure(message: "\(target) is not what was written; is the disk full?")
        }
        guard file.isDocument else { return }
        do throws(DocumentError) {
            _ = try DocumentNode(document: bytes)
        } catch {
            throw Failure(message: "\(target) was written but cannot be read: line \(error.line): \(error.problem).")
        }
    }

    private func makeFolders(of file: String) throws(Failure) {
        var folder = path
        for part in file.split(separator: "/").dropLast() {
            folder += "/\(part)"
            try Self.makeFolder(folder)
        }
    }

    private static func makeFolder(_ path: String) throws(Failure) {
        if mkdir(path, 0o777) == 0 { return }
        let code = errno
        var status = stat()
        if code == EEXIST, stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR { return }
        throw Failure(message: "cannot make the folder \(path): \(String(cString: strerror(code))).")
    }

    /// All bytes of a file; nil if there is none that can be read.
    private static func bytes(of path: String) -> [UInt8]? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = read(descriptor, &piece, piece.count)
            guard count > 0 else { return count == 0 ? bytes : nil }
            bytes += piece[..<count]
        }
    }

    private static func digests(in manifest: [UInt8]) -> [String: String] {
        guard let document = try? DocumentNode(document: manifest), let files = document["files"]?.members else {
            return [:]
        }
        return files.reduce(into: [:]) { $0[$1.name] = $1.value.text }
    }
}

/// What tells a file that was edited from one that was not.
enum Digest {
    /// FNV-1a of 64 bits: nobody edits a file so that it has the same.
    static func of(_ bytes: [UInt8]) -> String {
        let hash = bytes.reduce(0xCBF2_9CE4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
        let text = String(hash, radix: 16)
        return String(repeating: "0", count: 16 - text.count) + text
    }
}
