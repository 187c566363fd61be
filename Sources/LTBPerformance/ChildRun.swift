// Owns running another program and measuring what it takes.

import Glibc

/// What one run of another program took.
struct ChildRun {
    var wallSeconds: Double
    /// Of all its threads, the system's work for it included.
    var processorSeconds: Double
    /// The most memory that it had.
    var peakMebibytes: Double

    /// A program could not be run, or failed.
    struct Failure: Error, CustomStringConvertible {
        var description: String
    }

    /// Runs a program, found as a shell finds it, to its end; what it prints goes to a file.
    static func of(_ arguments: [String], output: String = "/dev/null") throws -> ChildRun {
        let start = Measurement.seconds(CLOCK_MONOTONIC)
        let child = try spawn(arguments, output: output)
        var status: Int32 = 0
        var usage = rusage()
        while wait4(child, &status, 0, &usage) < 0, errno == EINTR {}
        guard status == 0 else {
            throw Failure(description: "\(arguments[0]) failed: \(arguments.joined(separator: " "))")
        }
        return ChildRun(
            wallSeconds: Measurement.seconds(CLOCK_MONOTONIC) - start,
            processorSeconds: seconds(usage.ru_utime) + seconds(usage.ru_stime),
            peakMebibytes: Double(usage.ru_maxrss) / 1024)
    }

    private static func spawn(_ arguments: [String], output: String) throws -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, output, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
        var child: pid_t = 0
        var strings: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
        defer { for string in strings { free(string) } }
        let error = posix_spawnp(&child, arguments[0], &actions, nil, &strings, environ)
        guard error == 0 else {
            throw Failure(description: "\(arguments[0]) cannot be run: \(String(cString: strerror(error)))")
        }
        return child
    }

    private static func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) * 1e-6 }
}

extension [ChildRun] {
    /// The middle of several runs, for each figure of its own, but the greatest peak.
    var median: ChildRun {
        ChildRun(
            wallSeconds: map(\.wallSeconds).median ?? 0, processorSeconds: map(\.processorSeconds).median ?? 0,
            peakMebibytes: map(\.peakMebibytes).max() ?? 0)
    }
}
