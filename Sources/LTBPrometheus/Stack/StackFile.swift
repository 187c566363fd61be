// Owns what a file of a monitoring stack is.

import LTBEvents

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
package struct MonitoringStack: Sendable {
    /// What the names of the router's metrics begin with.
    package let routerPrefix: String

    /// That for a router whose metrics have their usual prefix.
    package static let usual = MonitoringStack(prefix: MetricCatalogue.routerPrefix)

    /// A stack for a router whose metrics have a prefix; nil if no metric's name can begin with it.
    package init?(routerPrefix: String) {
        guard ValidName.metric(routerPrefix) == routerPrefix else { return nil }
        self.init(prefix: routerPrefix)
    }

    private init(prefix: String) { routerPrefix = prefix }

    var families: [RuleFamily] { RuleFamily.all(routerPrefix: routerPrefix) }
    var dashboards: [Dashboard] { Dashboard.all(routerPrefix: routerPrefix) }

    /// The files, by product.
    package var files: [StackFile] {
        Self.prometheusFiles + ruleFiles + Self.alertmanagerFiles + grafanaFiles + Self.composeFiles + kubernetesFiles
            + [StackFile("RUNBOOK.md", "every alert: its threshold, and what to do", Runbook.text(of: families))]
    }
}
