// Owns the calls by which a writer changes files, one by one, so that a test can fail or end the program at each.

import Glibc

/// Why the system refused a call.
struct SystemError: Error, Equatable {
    /// The value of `errno`.
    var code: Int32

    /// The error of the call that failed last on this thread.
    static var last: SystemError { SystemError(code: errno) }

    /// The system's words.
    var reason: String { String(cString: strerror(code)) }
}

/// Everything that writing a log does to the file system.
///
/// Each is one system call, which may be interrupted (`EINTR`); those who call repeat it.
protocol FileOperations: Sendable {
    func open(_ path: String, flags: Int32) throws(SystemError) -> Int32
    func lock(_ descriptor: Int32) throws(SystemError)
    func unlock(_ descriptor: Int32) throws(SystemError)
    /// Writes some of the bytes; how many.
    func write(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) throws(SystemError) -> Int
    func cut(_ descriptor: Int32, to size: Int64) throws(SystemError)
    func synchronize(_ descriptor: Int32) throws(SystemError)
    func remove(_ path: String) throws(SystemError)
    func close(_ descriptor: Int32) throws(SystemError)
}

/// The system's own file operations.
struct SystemFileOperations: FileOperations {
    func open(_ path: String, flags: Int32) throws(SystemError) -> Int32 {
        try checked(Glibc.open(path, flags | O_CLOEXEC | O_NOCTTY, 0o666))
    }

    func lock(_ descriptor: Int32) throws(SystemError) {
        _ = try checked(flock(descriptor, LOCK_EX | LOCK_NB))
    }

    func unlock(_ descriptor: Int32) throws(SystemError) {
        _ = try checked(flock(descriptor, LOCK_UN))
    }

    func write(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) throws(SystemError) -> Int {
        try checked(Glibc.write(descriptor, bytes.baseAddress, bytes.count))
    }

    func cut(_ descriptor: Int32, to size: Int64) throws(SystemError) {
        _ = try checked(ftruncate(descriptor, off_t(size)))
    }

    func synchronize(_ descriptor: Int32) throws(SystemError) {
        _ = try checked(fdatasync(descriptor))
    }

    func remove(_ path: String) throws(SystemError) {
        _ = try checked(unlink(path))
    }

    func close(_ descriptor: Int32) throws(SystemError) {
        // After an interruption the descriptor is closed all the same.
        if Glibc.close(descriptor) != 0, errno != EINTR { throw .last }
    }

    private func checked<Result: SignedInteger>(_ result: Result) throws(SystemError) -> Result {
        if result == -1 { throw .last }
        return result
    }
}

/// Repeats a call as long as a signal interrupts it.
func uninterrupted<Result>(_ call: @autoclosure () throws(SystemError) -> Result) throws(SystemError) -> Result {
    while true {
        do throws(SystemError) {
            return try call()
        } catch {
            if error.code != EINTR { throw error }
        }
    }
}
