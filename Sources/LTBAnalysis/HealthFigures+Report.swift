// Owns making figures of a health report.

import LTBEvents

extension HealthFigures {
    /// The figures of a health report.
    init(_ report: HealthReported, at time: Timestamp) {
        self.init(status: report.status ?? RunSummary.unknownName, at: time)
        for (name, check) in report.checks {
            var figures = Check()
            figures.component = check.component
            figures.status = check.status
            figures.message = check.message
            figures.durationMilliseconds = check.durationMilliseconds
            figures.critical = check.critical
            checks[name] = figures
        }
    }
}
