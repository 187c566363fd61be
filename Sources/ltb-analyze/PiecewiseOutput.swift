// Owns writing an output that is too large for the memory: to a file that is complete or not there.

import Glibc

/// An output that is written piece by piece.
final class PiecewiseOutput {
    private let target: OutputTarget
    private let descriptor: Int32
    /// Beside the file until it is complete; nil of what cannot be replaced, only written to.
    private let part: (path: String, final: String)?

    /// Starts an output, in the place of which is left alone until all is there.
    init(_ target: OutputTarget) throws(Failure) {
        self.target = target
        guard case .file(let path) = target else {
            (descriptor, part) = (STDOUT_FILENO, nil)
            return
        }
        try target.check()
        var status = stat()
        let exists = stat(path, &status) == 0
        if exists, status.st_mode & S_IFMT != S_IFREG || path.hasPrefix("/dev/") || path.hasPrefix("/proc/") {
            (descriptor, part) = (open(path, O_WRONLY | O_CLOEXEC), nil)
        } else {
            // What a link names is replaced, not the link.
            let final = exists ? OutputTarget.resolved(path) : path
            let unfinished = "\(final).part\(getpid())"
            (descriptor, part) = (UnfinishedFiles.open(unfinished), (unfinished, final))
            if exists, descriptor >= 0 { fchmod(descriptor, status.st_mode & 0o777) }
        }
        guard descriptor >= 0 else { throw OutputTarget.cannotWrite(path) }
    }

    /// Writes a piece.
    func write(_ bytes: [UInt8]) throws(Failure) {
        try OutputTarget.write(bytes, to: descriptor, name: target.name)
    }

    /// Puts what was written in its place.
    func finish() throws(Failure) {
        guard let part else { return }
        close(descriptor)
        guard !UnfinishedFiles.complete(part.path, as: part.final) else { return }
        let failure = OutputTarget.cannotWrite(target.name)
        UnfinishedFiles.remove(part.path)
        throw failure
    }

    /// Leaves nothing of what was written to a file.
    func discard() {
        guard let part else { return }
        close(descriptor)
        UnfinishedFiles.remove(part.path)
    }
}
