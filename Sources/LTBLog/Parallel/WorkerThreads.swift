// Owns running the same work on several threads.

/// Threads that share work.
package enum WorkerThreads {
    /// How many threads this process may run at the same time: the processors of its affinity mask.
    package static var available: Int {
        let line = status.split(separator: "\n").first { $0.hasPrefix(maskName) }
        let mask = line?.dropFirst(maskName.count).compactMap(\.hexDigitValue) ?? []
        return max(1, mask.reduce(0) { $0 + $1.nonzeroBitCount })
    }

    private static let maskName = "Cpus_allowed:"

    /// What the kernel tells of this process; sched_getaffinity is out of Swift's reach without a C module.
    private static var status: String {
        guard let file = try? OpenFile.reading("/proc/self/status") else { return "" }
        var bytes = [UInt8](repeating: 0, count: 16 << 10)
        let count = bytes.withUnsafeMutableBytes { try? file.read(into: $0, at: 0) }
        return String(decoding: bytes.prefix(count ?? 0), as: UTF8.self)
    }

    /// Runs work on this thread and `count - 1` others; returns when all of it is done.
    ///
    /// Where the system grants fewer threads, the work is run fewer times: it has to share what there is to do.
    static func run(_ count: Int, _ work: @escaping @Sendable () -> Void) {
        let running = Monitor(0)
        for _ in 0..<max(0, count - 1) {
            running.withLock { $0 += 1 }
            let isStarted = SystemThread.start {
                work()
                running.withLock { $0 -= 1 }
                running.notify()
            }
            if !isStarted { running.withLock { $0 -= 1 } }
        }
        work()
        _ = running.wait { $0 == 0 ? true : nil }
    }

    /// Does two things that do not need each other, at the same time if there is more than one thread for them.
    package static func both<One: Sendable, Other: Sendable>(
        threads: Int, _ one: @escaping @Sendable () -> One, _ other: @escaping @Sendable () -> Other
    ) -> (One, Other) {
        guard threads > 1 else { return (one(), other()) }
        let done = Monitor<One?>(nil)
        let isStarted = SystemThread.start {
            let result = one()
            done.withLock { $0 = result }
            done.notify()
        }
        let result = other()
        guard isStarted, let first = done.wait({ $0 }) else { return (one(), result) }
        return (first, result)
    }
}
