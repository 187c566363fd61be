// Owns the folder of a monitoring stack: what was written there, and what its user has edited since.

import Glibc
import LTBEvents
import LTBPrometheus
import LTBReport
import LTBYAML

/// Writes files of a stack, and remembers what it wrote in `.ltb-stack.json`, by which it knows what was edited or deleted.
///
///     {"schema": "ltb.stack/1", "router_prefix": "llm_router_", "files": {"RUNBOOK.md": "16 hexadecimal digits"}}
struct StackFolder {
    private static let manifestName = ".ltb-stack.json"

    private let path: String
    private var digests: [String: String]
    /// The prefix for which the files were written; nil if there were none.
    let routerPrefix: String?
    /// How many files were written, and how many were as they should be.
    private(set) var written = 0
    private(set) var unchanged = 0
    /// What was not done as one might expect, and why.
    private(set) var notes: [String] = []

    /// Opens a folder, which is made if it is not there.
    init(_ path: String) throws(Failure) {
        self.path = path
        for end in path.indices where path[end] == "/" && end != path.startIndex {
            try Self.makeFolder(String(path[..<end]))
        }
        try Self.makeFolder(path)
        let manifestPath = try Self.checked(Self.manifestName, in: path)
        let manifest = try? DocumentNode(document: Self.bytes(of: manifestPath) ?? [])
        digests = Self.digests(in: manifest)
        routerPrefix = manifest?["router_prefix"]?.text
        for name in digests.keys.sorted() { _ = try Self.checked(name, in: path) }
    }

    /// The path of a file of the folder, through which no other can be reached.
    private static func checked(_ name: String, in folder: String) throws(Failure) -> String {
        guard let path = StackPath(name, in: folder) else {
            throw Failure(
                message:
                    "\(folder)/\(manifestName) names '\(ShownText.of(name))', which is no file of the folder; delete it "
                    + "if you trust the other files, or name another folder.")
        }
        return try path.checked()
    }

    /// Writes a file, unless it was edited or deleted, and reads it again.
    mutating func write(_ file: StackFile, replacingEdited: Bool) throws(Failure) {
        let target = try Self.checked(file.path, in: path)
        let text = Array(file.text.utf8)
        let before = Self.bytes(of: target)
        if before == text {
            unchanged += 1
        } else if !replacingEdited, let note = note(on: file.path, before) {
            notes.append(note)
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

    /// Why a file is to be left as it is; nil if it is not.
    private func note(on name: String, _ before: [UInt8]?) -> String? {
        let digest = digests[name]
        guard let before else {
            let isGone = digest != nil && access("\(path)/\(name)", F_OK) != 0
            return isGone ? "left out \(name): it was deleted; --force writes it again" : nil
        }
        guard let digest else { return "kept     \(name): it was there before; --force replaces it" }
        return digest == Digest.of(before) ? nil : "kept     \(name): it was edited; --force replaces it"
    }

    /// Removes what an earlier version wrote and this one does not, unless it was edited.
    mutating func removeAll(besides files: [StackFile]) throws(Failure) {
        let names = Set(files.map(\.path))
        for (name, digest) in digests.sorted(by: { $0.key < $1.key }) where !names.contains(name) {
            digests[name] = nil
            guard let before = Self.bytes(of: "\(path)/\(name)") else { continue }
            guard digest == Digest.of(before) else {
                notes.append("kept     \(name): it was edited, but the stack has it no more")
                continue
            }
            guard unlink("\(path)/\(name)") == 0 else {
                throw Failure(message: "cannot remove \(path)/\(name): \(String(cString: strerror(errno))).")
            }
            notes.append("removed  \(name): the stack has it no more")
        }
    }

    /// Remembers what was written.
    func finish(routerPrefix: String) throws(Failure) {
        var writer = JSONWriter(.indented)
        writer.beginObject()
        writer.key("schema")
        writer.value("ltb.stack/1")
        writer.key("router_prefix")
        writer.value(routerPrefix)
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
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
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

    private static func digests(in manifest: DocumentNode?) -> [String: String] {
        (manifest?["files"]?.members ?? []).reduce(into: [:]) { $0[$1.name] = $1.value.text }
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
