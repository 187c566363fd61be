// Owns what a file of a monitoring stack is.

/// A file of a stack, of which every byte is known before it is written.
package struct StackFile: Sendable, Equatable {
    /// Where it goes, from the stack's folder.
    package var path: String
    /// What it is for, in a few words.
    package var purpose: String
    /// Its text.
    package var text: String

    init(_ path: String, _ purpose: String, _ text: String) {
        self.path = path
        self.purpose = purpose
        self.text = text
    }

    /// Whether it is JSON or YAML, and so can be read again.
    package var isDocument: Bool { path.hasSuffix(".json") || path.hasSuffix(".yml") }

    /// Whether it is run.
    package var isExecutable: Bool { path.hasSuffix(".sh") }
}

/// All that Prometheus, Alertmanager and Grafana need to watch runs and the services of the metric catalogue.
package enum MonitoringStack {
    /// The files, by product.
    package static var files: [StackFile] {
        prometheusFiles + ruleFiles + alertmanagerFiles + grafanaFiles + composeFiles + kubernetesFiles
            + [StackFile("RUNBOOK.md", "every alert: its threshold, and what to do", Runbook.text)]
    }
}
