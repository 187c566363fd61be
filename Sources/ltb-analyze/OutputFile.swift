// Owns writing a whole output: to a file that is complete or not there, or to standard output.

import Glibc

/// Where an output goes.
enum OutputTarget: Equatable {
    case standardOutput
    case file(String)

    /// What messages call it.
    var name: String {
        switch self {
        case .standardOutput: "standard output"
        case .file(let path): path
        }
    }

    /// Finds out before a long analysis whether the output could be written at all.
    func check() throws(Failure) {
        guard case .file(let path) = self else { return }
        var status = stat()
        if stat(path, &status) == 0 {
            if status.st_mode & S_IFMT == S_IFDIR {
                throw Failure(message: "cannot write \(path): it is a folder; name a file in it.")
            }
            if access(path, W_OK) == 0 { return }
            throw Self.cannotWrite(path)
        }
        if access(Self.folder(of: path), W_OK | X_OK) != 0 { throw Self.cannotWrite(path) }
    }

    /// Writes all bytes; a file is replaced only once all of them are on disk.
    func write(_ bytes: [UInt8]) throws(Failure) {
        switch self {
        case .standardOutput: try Self.write(bytes, to: STDOUT_FILENO, name: name)
        case .file(let path): try Self.replace(path, with: bytes)
        }
    }

    static func folder(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    private static func replace(_ path: String, with bytes: [UInt8]) throws(Failure) {
        var status = stat()
        // A device or a pipe cannot be replaced, only written to.
        let isSpecial = stat(path, &status) == 0 && status.st_mode & S_IFMT != S_IFREG
        let part = isSpecial ? path : "\(path).part\(getpid())"
        let flags = isSpecial ? O_WRONLY : O_WRONLY | O_CREAT | O_TRUNC
        let descriptor = open(part, flags | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { throw cannotWrite(path) }
        do throws(Failure) {
            defer { close(descriptor) }
            try write(bytes, to: descriptor, name: path)
        } catch {
            if !isSpecial { unlink(part) }
            throw error
        }
        if !isSpecial, rename(part, path) != 0 {
            let failure = cannotWrite(path)
            unlink(part)
            throw failure
        }
    }

    private static func write(_ bytes: [UInt8], to descriptor: Int32, name: String) throws(Failure) {
        let code = bytes.withUnsafeBytes { buffer -> Int32 in
            var rest = buffer[...]
            while !rest.isEmpty {
                let written = Glibc.write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
                if written >= 0 {
                    rest = rest.dropFirst(written)
                } else if errno != EINTR {
                    return errno
                }
            }
            return 0
        }
        if code == EPIPE { throw .brokenPipe }
        if code != 0 { throw cannotWrite(name, code) }
    }

    private static func cannotWrite(_ name: String, _ code: Int32 = errno) -> Failure {
        Failure(message: "cannot write \(name): \(String(cString: strerror(code))).")
    }
}
