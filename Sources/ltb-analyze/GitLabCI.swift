// Owns what a GitLab job gets of a check that nobody asked for: the report that its merge request shows.

import Glibc
import LTBReport

/// The CI service of GitLab, where it runs us.
///
/// GitLab has no annotations that a job could print: what its merge requests show beside the code is a code quality report,
/// which the job names among its artifacts.
enum GitLabCI {
    /// The name that GitLab's documentation uses.
    static let reportName = "gl-code-quality-report.json"

    /// Writes the report, if this is a job, where none is written already, and says how GitLab gets it. A file of that name
    /// that is there stays as it is, for nobody asked for it to be replaced: it may be another tool's, or the log.
    ///
    /// - Parameter isWritten: whether an output of the command is such a report.
    static func tell(_ report: CheckReport, isWritten: Bool) {
        guard EnvironmentVariable.value("GITLAB_CI") == "true", !isWritten else { return }
        var status = stat()
        guard lstat(reportName, &status) != 0 else {
            StandardError.write(
                "ltb-analyze: \(reportName) is there already and stays as it is; to have this check's report too, add "
                    + "-o check.codequality.json.")
            return
        }
        do throws(Failure) {
            try OutputTarget(path: reportName).write(report.bytes(.codequality))
            StandardError.write(
                "ltb-analyze: wrote \(reportName); with 'artifacts: { reports: { codequality: \(reportName) } }' in the "
                    + "job, the merge request shows it.")
        } catch {
            // A report that cannot be written is no reason to fail a job.
            StandardError.write("ltb-analyze: \(error.message)")
        }
    }
}
