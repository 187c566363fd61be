// Owns the question whether a file may be written anew.

import Glibc

/// A file that is to be written from its beginning.
struct ReplacedFile {
    let path: String
    let force: Bool

    /// Empties the file, if that is wanted; refuses if it is not empty otherwise.
    func clear() throws {
        var status = stat()
        // What is not there, or has no content of its own (a device, a pipe), has nothing to lose.
        guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_size > 0 else { return }
        guard force else {
            throw Failure(message: "\(path) is there already; choose another file, or add --force to replace it")
        }
        let descriptor = open(path, O_WRONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw cannotReplace(errno) }
        defer { close(descriptor) }
        // A log that is being written by someone else is not touched.
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            throw Failure(message: "\(path) is being written by another process; choose another file")
        }
        guard ftruncate(descriptor, 0) == 0 else { throw cannotReplace(errno) }
    }

    private func cannotReplace(_ code: Int32) -> Failure {
        Failure(message: "\(path) cannot be replaced: \(systemMessage(code)); choose another file")
    }
}
