// Owns file operations that fail as a test wants them to.

import Glibc
@testable import LTBLog
import LTBTestSupport

/// The system's file operations, of which some are interrupted, fall short or fail, and which may end for good as if the
/// program had been killed.
final class TroubledFiles: FileOperations {
    struct Trouble: Sendable {
        /// Operations until the program is killed; the last one may write a part.
        var operationsLeft = Int.max
        /// Bytes until the disk is full.
        var spaceLeft = Int.max
        /// Writes that write less than they could, and calls that a signal interrupts: one in this many; 0: none.
        var shortWrites = 0
        var interruptions = 0
        /// Whether files can be cut.
        var cuts = true
        /// Whether files can be synced.
        var synchronizes = true
        /// Whether files can be opened.
        var opens = true
        var random = SplitMix64(seed: 1)
        fileprivate(set) var isKilled = false
    }

    private let system = SystemFileOperations()
    private let trouble: Monitor<Trouble>

    init(_ change: (inout Trouble) -> Void) {
        var trouble = Trouble()
        change(&trouble)
        self.trouble = Monitor(trouble)
    }

    func change(_ change: @Sendable (inout Trouble) -> Void) {
        trouble.withLock { change(&$0) }
    }

    var isKilled: Bool { trouble.withLock { $0.isKilled } }

    /// Counts an operation; throws where it is not to be done.
    private func begin() throws(SystemError) {
        let code: Int32? = trouble.withLock { trouble in
            if trouble.isKilled { return EIO }
            if trouble.interruptions > 0, trouble.random.oneIn(trouble.interruptions) { return EINTR }
            trouble.operationsLeft -= 1
            trouble.isKilled = trouble.operationsLeft < 0
            return trouble.isKilled ? EIO : nil
        }
        if let code { throw SystemError(code: code) }
    }

    func open(_ path: String, flags: Int32) throws(SystemError) -> Int32 {
        try begin()
        guard trouble.withLock({ $0.opens }) else { throw SystemError(code: EACCES) }
        return try system.open(path, flags: flags)
    }

    func lock(_ descriptor: Int32) throws(SystemError) {
        try begin()
        try system.lock(descriptor)
    }

    func write(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) throws(SystemError) -> Int {
        do throws(SystemError) {
            try begin()
        } catch {
            try writePart(bytes, to: descriptor)
            throw error
        }
        let count = trouble.withLock { trouble in
            let isShort = trouble.shortWrites > 0 && trouble.random.oneIn(trouble.shortWrites)
            let count = isShort ? Int.random(in: 1...bytes.count, using: &trouble.random) : bytes.count
            defer { trouble.spaceLeft -= min(count, trouble.spaceLeft) }
            return min(count, trouble.spaceLeft)
        }
        guard count > 0 else { throw SystemError(code: ENOSPC) }
        return try system.write(UnsafeRawBufferPointer(rebasing: bytes[..<count]), to: descriptor)
    }

    /// What the write in which the program is killed may have written.
    private func writePart(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) throws(SystemError) {
        let count = trouble.withLock { trouble in
            guard trouble.isKilled, trouble.operationsLeft == -1 else { return 0 }
            trouble.operationsLeft = -2
            return Int.random(in: 0...bytes.count, using: &trouble.random)
        }
        if count > 0 { _ = try system.write(UnsafeRawBufferPointer(rebasing: bytes[..<count]), to: descriptor) }
    }

    func cut(_ descriptor: Int32, to size: Int64) throws(SystemError) {
        try begin()
        guard trouble.withLock({ $0.cuts }) else { throw SystemError(code: EPERM) }
        try system.cut(descriptor, to: size)
    }

    func synchronize(_ descriptor: Int32) throws(SystemError) {
        try begin()
        guard trouble.withLock({ $0.synchronizes }) else { throw SystemError(code: EIO) }
        try system.synchronize(descriptor)
    }

    func remove(_ path: String) throws(SystemError) {
        try begin()
        try system.remove(path)
    }

    // The system does these also for a program that was killed.

    func unlock(_ descriptor: Int32) throws(SystemError) {
        try system.unlock(descriptor)
    }

    func close(_ descriptor: Int32) throws(SystemError) {
        try system.close(descriptor)
    }
}
