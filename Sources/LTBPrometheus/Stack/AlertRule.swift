// Owns what an alert or recording rule says.

package import LTBEvents

/// A rule that fires when something is beyond a threshold.
package struct AlertRule: Sendable {
    /// The name, once a family.
    package var name: String
    /// PromQL that has a value for each thing that is beyond the threshold.
    package var expression: String
    /// The threshold, for people.
    package var threshold: String
    /// How long it must be so: `5m`.
    package var duration: String
    /// How bad it is; the receivers of Alertmanager go by it.
    package var severity: SystemAlert.Severity
    /// One line, with the labels that tell which.
    package var summary: String
    /// What it means, with the value.
    package var details: String
    /// What to do first.
    package var runbook: String

    init(
        _ name: String, _ threshold: String, for duration: String, _ severity: SystemAlert.Severity,
        _ expression: String,
        summary: String, details: String, runbook: String
    ) {
        (self.name, self.threshold, self.duration, self.severity) = (name, threshold, duration, severity)
        (self.expression, self.summary, self.details, self.runbook) = (expression, summary, details, runbook)
    }
}

/// A rule that computes a series once for all who ask for it.
package struct RecordingRule: Sendable {
    /// The series: `level:metric:operations`.
    package var record: String
    /// PromQL.
    package var expression: String

    init(_ record: String, _ expression: String) {
        (self.record, self.expression) = (record, expression)
    }
}

/// The rules of one family of metrics, which a service loads that has the family.
package struct RuleFamily: Sendable {
    /// The name of its file, without ending.
    package var name: String
    /// What it is about, for people.
    package var title: String
    /// Its rules.
    package var recordings: [RecordingRule]
    package var alerts: [AlertRule]

    /// All families, the router's metrics under this prefix.
    package static func all(routerPrefix: String = MetricCatalogue.routerPrefix) -> [RuleFamily] {
        [.llm, .configurationService, .pipeline, .router(prefix: routerPrefix)]
    }
}

/// Pieces of PromQL.
enum Query {
    /// The growth a second of a counter or histogram, over all series that have these labels.
    static func rate(
        _ metric: String, _ matchers: String = "", by labels: String? = nil, over window: String = "5m"
    ) -> String {
        let selector = matchers.isEmpty ? metric : "\(metric){\(matchers)}"
        let grouping = labels.map { " by (\($0)) " } ?? ""
        return "sum\(grouping)(rate(\(selector)[\(window)]))"
    }

    /// A value, or 0 where only another is there: nobody has counted an error before the first.
    ///
    /// Both must have the same labels.
    static func counted(_ value: String, besides other: String) -> String { "(\(value) or 0 * \(other))" }

    /// The share that a part has of the whole, 0 while the part has no series.
    static func share(_ part: String, of whole: String) -> String { "\(counted(part, besides: whole)) / \(whole)" }

    /// The share of look-ups that a cache answers, also while it answered all or none.
    static func hitRate(_ hits: String, _ misses: String) -> String {
        "\(counted(hits, besides: misses)) / "
            + "(\(counted(hits, besides: misses)) + \(counted(misses, besides: hits)))"
    }

    /// By how much counters have grown in five minutes.
    ///
    /// A series that was not there five minutes before has grown by all that it has: the first error of a service is a
    /// series that appears with 1, of which `increase` finds no growth.
    static func growth(_ metric: String, by labels: String? = nil) -> String {
        let grouping = labels.map { " by (\($0)) " } ?? ""
        return "sum\(grouping)((\(metric) unless \(metric) offset 5m) or increase(\(metric)[5m]))"
    }

    /// A quantile of a histogram.
    static func quantile(
        _ quantile: Double, _ metric: String, _ matchers: String = "", by labels: String? = nil,
        over window: String = "5m"
    ) -> String {
        let grouping = labels.map { "le, \($0)" } ?? "le"
        return "histogram_quantile(\(quantile), \(rate(metric + "_bucket", matchers, by: grouping, over: window)))"
    }
}
