// Owns the checks of what the system gives the program: storage, space, memory, processors, and the process itself.

import Glibc
import LTBLog

extension HealthProbe {
    /// Whether a file can be written, read and removed in a folder.
    public static func storage(_ folder: String, isCritical: Bool = true) -> HealthProbe {
        HealthProbe("storage", component: folder, isCritical: isCritical) {
            await onThread { tryStorage(folder) }
        }
    }

    /// How full the disk of a folder is, 0 to 1.
    public static func diskSpace(
        _ folder: String, limits: HealthLimits = HealthLimits(degraded: 0.85, unhealthy: 0.95), isCritical: Bool = false
    ) -> HealthProbe {
        HealthProbe("disk_space", component: folder, isCritical: isCritical) {
            await onThread {
                var status = statvfs()
                guard statvfs(folder, &status) == 0 else { return .failed("\(folder) cannot be looked at") }
                let used = Double(status.f_blocks) - Double(status.f_bfree)
                let usable = used + Double(status.f_bavail)
                return .low(usable > 0 ? used / usable : 1, limits, "used space", shown: percent)
            }
        }
    }

    /// How much of the machine's memory is in use, 0 to 1.
    public static func memory(
        limits: HealthLimits = HealthLimits(degraded: 0.85, unhealthy: 0.95), isCritical: Bool = false
    ) -> HealthProbe {
        memory(limits: limits, isCritical: isCritical, files: ProcessFiles())
    }

    static func memory(limits: HealthLimits, isCritical: Bool, files: ProcessFiles) -> HealthProbe {
        HealthProbe("memory", isCritical: isCritical) {
            guard let memory = files.memory() else { return HealthFinding(.healthy, "the system does not tell") }
            return .low(memory.usedShare, limits, "used memory", shown: percent)
        }
    }

    /// How busy the processors are over a tenth of a second, 0 to 1.
    public static func processors(
        limits: HealthLimits = HealthLimits(degraded: 0.9, unhealthy: 0.99), isCritical: Bool = false
    ) -> HealthProbe {
        HealthProbe("cpu", isCritical: isCritical) {
            let files = ProcessFiles()
            let before = files.processors()
            try await Task.sleep(for: .milliseconds(100))
            guard let before, let after = files.processors(), after.all > before.all else {
                return HealthFinding(.healthy, "the system does not tell")
            }
            return .low((after.busy - before.busy) / (after.all - before.all), limits, "processor use", shown: percent)
        }
    }

    /// How many of the files that the process may open it has open, 0 to 1.
    public static func process(
        limits: HealthLimits = HealthLimits(degraded: 0.8, unhealthy: 0.95), isCritical: Bool = false
    ) -> HealthProbe {
        HealthProbe("process", isCritical: isCritical) {
            var limit = rlimit()
            guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0, limit.rlim_cur > 0 else {
                return HealthFinding(.healthy, "the system does not tell")
            }
            errno = 0
            guard let openFiles = ProcessFiles().openFiles() else {
                // Where no file can be opened any more, not even this can be looked up.
                let isFull = errno == EMFILE || errno == ENFILE
                return isFull ? .failed("no more files") : HealthFinding(.healthy, "the system does not tell")
            }
            return .low(Double(openFiles) / Double(limit.rlim_cur), limits, "open files", shown: percent)
        }
    }
}

/// Writes, reads and removes a file that nobody else can see.
private func tryStorage(_ folder: String) -> HealthFinding {
    let path = folder + "/.ltb-health-" + String(UInt64.random(in: .min ... .max), radix: 16)
    let descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { return .failed("a file cannot be made in \(folder)") }
    // At once, so that a killed process leaves none behind.
    unlink(path)
    defer { close(descriptor) }
    var byte: UInt8 = 0x2A
    guard write(descriptor, &byte, 1) == 1, fsync(descriptor) == 0 else {
        return .failed("a file in \(folder) cannot be written")
    }
    var back: UInt8 = 0
    guard pread(descriptor, &back, 1, 0) == 1, back == byte else {
        return .failed("a file in \(folder) cannot be read")
    }
    return .healthy
}

/// Runs what may block on a thread of its own: a disk that hangs must not hold up the program's tasks.
private func onThread(_ body: @escaping @Sendable () -> HealthFinding) async -> HealthFinding {
    await withCheckedContinuation { continuation in
        let isStarted = SystemThread.start { continuation.resume(returning: body()) }
        if !isStarted { continuation.resume(returning: HealthFinding(.unhealthy, "the system has no thread for it")) }
    }
}

extension HealthFinding {
    /// Something did not work, for the system's reason.
    fileprivate static func failed(_ what: String) -> HealthFinding {
        HealthFinding(.unhealthy, "\(what): \(String(cString: strerror(errno)))")
    }
}

/// A share as people read it.
func percent(_ share: Double) -> String { "\((share * 1_000).rounded() / 10) %" }
