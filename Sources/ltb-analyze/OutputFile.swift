// Owns writing a whole output: to a file that is complete or not there, or to standard output.

import Glibc
import LTBLog

/// Where an output goes.
enum OutputTarget: Equatable {
    case standardOutput
    case file(String)

    /// The target that a path means: `-` and the names of the standard output are no files.
    init(path: String) {
        self = ["-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"].contains(path) ? .standardOutput : .file(path)
    }

    /// What messages call it.
    var name: String {
        switch self {
        case .standardOutput: "standard output"
        case .file(let path): path
        }
    }

    /// Whether what is printed goes to a file, and nobody sees it yet.
    static var standardOutputIsFile: Bool {
        var status = stat()
        return fstat(STDOUT_FILENO, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    }

    /// Whether what is printed is seen at once.
    static var standardOutputIsTerminal: Bool { isatty(STDOUT_FILENO) == 1 }

    /// Finds out before a long analysis whether the output could be written at all; folders that are not there are made.
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
        let folder = Self.folder(of: path)
        if access(folder, W_OK | X_OK) == 0 { return }
        guard errno == ENOENT else { throw Self.cannotWrite(path) }
        try Self.makeFolder(folder, for: path)
    }

    /// Makes a folder, and those that it is in.
    private static func makeFolder(_ folder: String, for path: String) throws(Failure) {
        let ends = folder.indices.filter { folder[$0] == "/" && $0 != folder.startIndex } + [folder.endIndex]
        for end in ends {
            let level = String(folder[..<end])
            guard mkdir(level, 0o777) != 0, errno != EEXIST else { continue }
            let reason = String(cString: strerror(errno))
            throw Failure(
                message:
                    "cannot write \(path): the folder \(level) cannot be made: \(reason); name one where you may write."
            )
        }
    }

    /// Finds out whether writing would destroy what is to be read.
    func checkDiffers(from inputs: [LogFile]) throws(Failure) {
        try checkDiffers(fromAnyOf: inputs.map(\.path), whichIs: "the log itself")
    }

    /// The same of price files.
    func checkDiffers(fromPricesIn paths: [String]) throws(Failure) {
        try checkDiffers(fromAnyOf: paths, whichIs: "the price file itself")
    }

    private func checkDiffers(fromAnyOf inputs: [String], whichIs what: String) throws(Failure) {
        guard case .file(let path) = self else { return }
        var output = stat()
        guard stat(path, &output) == 0 else { return }
        for input in inputs {
            var file = stat()
            guard stat(input, &file) == 0, file.st_dev == output.st_dev, file.st_ino == output.st_ino else {
                continue
            }
            throw Failure(message: "cannot write \(path): it is \(what); name another file.")
        }
    }

    /// Writes all bytes; a file is replaced only once all of them are on disk.
    func write(_ bytes: [UInt8]) throws(Failure) {
        switch self {
        case .standardOutput: try Self.write(bytes, to: STDOUT_FILENO, name: name)
        case .file(let path): try Self.replace(path, with: bytes)
        }
    }

    /// Where files without names may be, which hold what the memory does not: on the disk of the output.
    var temporaryFolder: String {
        if case .file(let path) = self { return Self.folder(of: path) }
        return getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    }

    static func folder(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    private static func replace(_ path: String, with bytes: [UInt8]) throws(Failure) {
        var status = stat()
        let exists = stat(path, &status) == 0
        // A device, a pipe or what lies behind /proc cannot be replaced, only written to.
        let isSpecial =
            exists && (status.st_mode & S_IFMT != S_IFREG || path.hasPrefix("/dev/") || path.hasPrefix("/proc/"))
        guard !isSpecial else {
            let descriptor = open(path, O_WRONLY | O_CLOEXEC)
            guard descriptor >= 0 else { throw cannotWrite(path) }
            defer { close(descriptor) }
            return try write(bytes, to: descriptor, name: path)
        }
        // What a link names is replaced, not the link.
        let target = exists ? resolved(path) : path
        try replace(target, named: path, mode: exists ? status.st_mode & 0o777 : nil, with: bytes)
    }

    private static func replace(
        _ target: String, named path: String, mode: mode_t?, with bytes: [UInt8]
    ) throws(Failure) {
        let part = "\(target).part\(getpid())"
        let descriptor = UnfinishedFiles.open(part)
        guard descriptor >= 0 else { throw cannotWrite(path) }
        do throws(Failure) {
            defer { close(descriptor) }
            if let mode { fchmod(descriptor, mode) }
            try write(bytes, to: descriptor, name: path)
        } catch {
            UnfinishedFiles.remove(part)
            throw error
        }
        if !UnfinishedFiles.complete(part, as: target) {
            let failure = cannotWrite(path)
            UnfinishedFiles.remove(part)
            throw failure
        }
    }

    /// The path without links.
    static func resolved(_ path: String) -> String {
        guard let resolved = realpath(path, nil) else { return path }
        defer { free(resolved) }
        return String(cString: resolved)
    }

    /// Writes all bytes to what is open.
    static func write(_ bytes: [UInt8], to descriptor: Int32, name: String) throws(Failure) {
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

    /// Why something cannot be written.
    static func cannotWrite(_ name: String, _ code: Int32 = errno) -> Failure {
        Failure(message: "cannot write \(name): \(String(cString: strerror(code))).")
    }
}
