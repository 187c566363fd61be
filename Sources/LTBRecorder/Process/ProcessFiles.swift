// Owns reading what the system tells of the process and the machine.

import Glibc

/// The files under `/proc`, or under a folder of a test that is made like it.
struct ProcessFiles: Sendable {
    var root = "/proc"

    /// What the process has used and has open.
    struct Process: Sendable, Equatable {
        /// Seconds of processor time since its start.
        var processorSeconds: Double
        /// Bytes of memory that are in use.
        var residentBytes: Int
        var threads: Int
        /// Nil where it cannot be counted.
        var openFiles: Int?
    }

    /// What all processes together have used of the machine's processors, in ticks since it started.
    struct Processors: Sendable, Equatable {
        var busy: Double
        var all: Double
    }

    /// Bytes of the machine's memory.
    struct Memory: Sendable, Equatable {
        var total: Double
        var available: Double

        /// The share that is in use, 0 to 1.
        var usedShare: Double { total > 0 ? max(0, 1 - available / total) : 0 }
    }

    /// The process; nil where the system does not tell.
    ///
    /// Source: proc_pid_stat(5), proc_pid_statm(5); the name in `stat` may hold anything, so fields are counted from its end.
    func process() -> Process? {
        guard let stat = text("self/stat"), let end = stat.lastIndex(of: ")"), let statm = text("self/statm") else {
            return nil
        }
        let fields = stat[stat.index(after: end)...].split(separator: " ")
        let pages = statm.split(separator: " ")
        guard fields.count > 17, pages.count > 1, let user = Double(fields[11]), let system = Double(fields[12]),
            let threads = Int(fields[17]), let resident = Int(pages[1])
        else { return nil }
        return Process(
            processorSeconds: (user + system) / Double(max(1, sysconf(Int32(_SC_CLK_TCK)))),
            residentBytes: resident.multipliedReportingOverflow(by: sysconf(Int32(_SC_PAGESIZE))).partialValue,
            threads: threads, openFiles: openFiles())
    }

    /// The files that the process has open; nil where that cannot be told, for the reason in `errno`.
    func openFiles() -> Int? {
        // Looking opens one itself.
        entries("self/fd").map { max(0, $0 - 1) }
    }

    /// The processors; nil where the system does not tell. Source: proc_stat(5).
    func processors() -> Processors? {
        guard let line = text("stat")?.prefix(while: { $0 != "\n" }), line.hasPrefix("cpu ") else { return nil }
        let ticks = line.split(separator: " ").dropFirst().compactMap { Double($0) }
        guard ticks.count >= 4 else { return nil }
        // The first eight are parts of the whole; guests are in the first two as well.
        let all = ticks.prefix(8).reduce(0, +)
        let idle = ticks[3] + (ticks.count > 4 ? ticks[4] : 0)
        return Processors(busy: all - idle, all: all)
    }

    /// The machine's memory; nil where the system does not tell. Source: proc_meminfo(5).
    func memory() -> Memory? {
        guard let text = text("meminfo"), let total = kibibytes("MemTotal:", text),
            let available = kibibytes("MemAvailable:", text)
        else { return nil }
        return Memory(total: total * 1_024, available: available * 1_024)
    }

    private func kibibytes(_ name: String, _ text: String) -> Double? {
        text.split(separator: "\n").first { $0.hasPrefix(name) }?.split(separator: " ").dropFirst().first
            .flatMap { Double($0) }
    }

    /// A file of at most 64 KiB.
    private func text(_ name: String) -> String? {
        let descriptor = open(root + "/" + name, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: 1 << 16)
        let count = read(descriptor, &bytes, bytes.count)
        return count > 0 ? String(decoding: bytes[..<count], as: UTF8.self) : nil
    }

    /// How many entries a folder has.
    private func entries(_ name: String) -> Int? {
        guard let folder = opendir(root + "/" + name) else { return nil }
        defer { closedir(folder) }
        var count = 0
        while let entry = readdir(folder) {
            if entry.pointee.d_name.0 != CChar(UInt8(ascii: ".")) { count += 1 }
        }
        return count
    }
}
