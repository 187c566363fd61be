// Owns reading the files that people write: prices, checks.

import Glibc
import LTBEvents

/// A document in a file, or on standard input.
enum DocumentFile {
    /// What stands for standard input.
    static let standardInput = "-"

    /// The bytes of a file, of at most as many as a document may have; `kind` is what messages call it.
    static func bytes(of path: String, calledA kind: String) throws(Failure) -> [UInt8] {
        let descriptor = path == standardInput ? dup(STDIN_FILENO) : open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw cannotRead(path, kind) }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while bytes.count <= DocumentLimits.bytes {
            let count = Glibc.read(descriptor, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw cannotRead(path, kind) }
            if count == 0 { break }
            bytes += buffer[..<count]
        }
        return bytes
    }

    /// What messages and reports call it.
    static func name(of path: String) -> String {
        path == standardInput ? "standard input" : String(path.split(separator: "/").last ?? "")
    }

    private static func cannotRead(_ path: String, _ kind: String) -> Failure {
        let reason = String(cString: strerror(errno))
        return Failure(message: "cannot read the \(kind) \(path): \(reason); name one that you may read.")
    }
}
