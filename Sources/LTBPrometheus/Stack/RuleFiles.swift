// Owns the files of rules, and the table of all thresholds.

import LTBEvents

extension MonitoringStack {
    var ruleFiles: [StackFile] {
        families.map { family in
            StackFile(
                "prometheus/rules/\(family.name).yml", "rules: \(family.title)",
                YAMLText.document(
                    ["Rules of \(family.title). Load this file where its metrics are; RUNBOOK.md has all thresholds."],
                    .map([("groups", family.groups)])))
        }
    }
}

extension RuleFamily {
    /// Its groups as Prometheus has them.
    var groups: YAMLValue {
        .list([
            group("\(name)-recordings", recordings.map(\.yaml)),
            group("\(name)-alerts", alerts.map { $0.yaml(family: name) }),
        ])
    }

    private func group(_ name: String, _ rules: [YAMLValue]) -> YAMLValue {
        .map([("name", .text(name)), ("interval", .text("15s")), ("rules", .list(rules))])
    }
}

extension RecordingRule {
    fileprivate var yaml: YAMLValue { .map([("record", .text(record)), ("expr", .text(expression))]) }
}

extension AlertRule {
    fileprivate func yaml(family: String) -> YAMLValue {
        .map([
            ("alert", .text(name)), ("expr", .text(expression)), ("for", .text(duration)),
            ("labels", .map([("severity", .text(severity.rawValue)), ("family", .text(family))])),
            (
                "annotations",
                .map([
                    ("summary", .text(summary)), ("description", .text(details)),
                    ("runbook", .text("RUNBOOK.md, \(name): \(runbook)")),
                ])
            ),
        ])
    }
}

/// The table of all thresholds, and what to do.
enum Runbook {
    /// As Markdown.
    static func text(of families: [RuleFamily]) -> String {
        let rows = families.flatMap { family in
            family.alerts.map { alert in
                "| \(alert.name) | \(family.title) | \(alert.threshold) | \(alert.duration) | \(alert.severity.rawValue) |"
            }
        }
        let sections = families.flatMap { family in
            ["## \(family.title) (prometheus/rules/\(family.name).yml)", ""]
                + family.alerts.flatMap { ["### \($0.name)", "", $0.runbook, "", "`\($0.expression)`", ""] }
        }
        let head = [
            "# Alerts", "", "Every threshold, and what to do first. They are changed in prometheus/rules.", "",
            "| alert | of | threshold | for | severity |", "|---|---|---|---|---|",
        ]
        return (head + rows + [""] + sections).joined(separator: "\n")
    }
}
