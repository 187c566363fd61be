// Owns measuring how much memory a command held at its peak.

import Glibc

/// Runs a command and writes its peak of resident memory in KiB to a file: `PeakMemory FILE COMMAND ARGUMENT…`.
///
/// The system counts to a new process what the process that started it held at its peak. The tests hold a lot, this
/// program next to nothing.
@main
enum PeakMemory {
    static func main() {
        let line = Array(CommandLine.arguments.dropFirst(2))
        guard !line.isEmpty else { exit(64) }
        var process: pid_t = 0
        let arguments = line.map { strdup($0) } + [nil]
        guard posix_spawn(&process, line[0], nil, nil, arguments, environ) == 0 else { exit(127) }
        var status: Int32 = 0
        var usage = rusage()
        wait4(process, &status, 0, &usage)
        guard let file = fopen(CommandLine.arguments[1], "w") else { exit(127) }
        fputs("\(usage.ru_maxrss)", file)
        fclose(file)
        exit(status & 0x7F == 0 ? (status >> 8) & 0xFF : 127)
    }
}
