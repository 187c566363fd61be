// Owns what GitHub Actions shows of a check: annotations, and the summary of the job.

import Glibc
import LTBReport

/// The CI service of GitHub, where it runs us.
enum GitHubActions {
    /// Prints annotations, and appends the results to the summary of the job, if this is a job.
    static func tell(_ report: CheckReport, annotates: Bool) throws(Failure) {
        guard EnvironmentVariable.value("GITHUB_ACTIONS") == "true" else { return }
        let annotations = report.gitHubAnnotations
        if annotates, !annotations.isEmpty { try OutputTarget.standardOutput.write(Array(annotations.utf8)) }
        guard let path = EnvironmentVariable.value("GITHUB_STEP_SUMMARY"), !path.isEmpty else { return }
        append(report.bytes(.markdown) + [UInt8(ascii: "\n")], to: path)
    }

    /// A summary that cannot be written is no reason to fail a job.
    private static func append(_ bytes: [UInt8], to path: String) {
        let descriptor = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { return cannotAppend(to: path) }
        defer { close(descriptor) }
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return cannotAppend(to: path) }
            rest = rest.dropFirst(count)
        }
    }

    private static func cannotAppend(to path: String) {
        let reason = String(cString: strerror(errno))
        StandardError.write("ltb-analyze: cannot append to the job's summary \(path): \(reason).")
    }
}
