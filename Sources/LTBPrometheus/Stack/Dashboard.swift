// Owns what a dashboard shows.

import LTBEvents

/// A dashboard of Grafana.
package struct Dashboard: Sendable {
    /// Its identity, and the name of its file.
    package var uid: String
    /// What it is called, and what it is for.
    package var title: String
    package var details: String
    /// Label values to choose from; each is `$name` in queries.
    package var variables: [Variable]
    /// From top to bottom.
    package var rows: [Row]

    /// A choice among the values of a label.
    package struct Variable: Sendable {
        /// The label, and the metric that has it.
        package var label: String
        package var metric: String
    }

    /// Panels under a heading.
    package struct Row: Sendable {
        package var title: String
        package var panels: [Panel]

        init(_ title: String, _ panels: [Panel]) {
            (self.title, self.panels) = (title, panels)
        }
    }

    /// All panels.
    package var panels: [Panel] { rows.flatMap(\.panels) }

    /// All dashboards, the router's metrics under this prefix.
    package static func all(routerPrefix: String = MetricCatalogue.routerPrefix) -> [Dashboard] {
        [.overview, .configurationService, .pipeline, .router(prefix: routerPrefix)]
    }
}

/// A part of a dashboard: one picture.
package struct Panel: Sendable {
    /// How the values are shown; the raw value is the type that Grafana knows.
    package enum Kind: String, Sendable {
        case timeSeries = "timeseries"
        case stat, gauge
        case pie = "piechart"
    }

    /// A query, and what its series are called.
    package struct Target: Sendable {
        package var expression: String
        package var legend: String
    }

    /// Where a color begins.
    struct Threshold: Sendable {
        var color: String
        var value: Double
    }

    package var title: String
    package var details: String
    package var kind: Kind
    /// As Grafana names units: `s`, `percentunit`, `currencyUSD`.
    package var unit: String
    package var targets: [Target]
    /// Green below the first.
    var thresholds: [Threshold] = []
    /// Of what is better when high: red below the first.
    var isBetterHigh = false
    /// Of 24 columns.
    var width: Int
    /// The end of a gauge's scale.
    var maximum: Double?
    /// What values are called, such as `1` "up".
    var words: [(value: Int, text: String, color: String)] = []

    private init(
        _ kind: Kind, _ title: String, _ unit: String, _ width: Int, _ targets: [(String, String)], _ details: String
    ) {
        (self.kind, self.title, self.unit, self.width, self.details) = (kind, title, unit, width, details)
        self.targets = targets.map { Target(expression: $0.0, legend: $0.1) }
    }

    /// Lines over time, half as wide as the dashboard.
    static func lines(_ title: String, _ unit: String, _ targets: (String, String)..., details: String) -> Panel {
        Panel(.timeSeries, title, unit, 12, targets, details)
    }

    /// The last value as a number.
    static func stat(_ title: String, _ unit: String, _ expression: String, details: String) -> Panel {
        Panel(.stat, title, unit, 6, [(expression, "")], details)
    }

    /// The last values on a scale up to a maximum.
    static func gauge(
        _ title: String, _ unit: String, _ expression: String, _ legend: String, upTo maximum: Double, details: String
    ) -> Panel {
        var panel = Panel(.gauge, title, unit, 12, [(expression, legend)], details)
        panel.maximum = maximum
        return panel
    }

    /// Shares of a whole.
    static func pie(_ title: String, _ unit: String, _ expression: String, _ legend: String, details: String) -> Panel {
        Panel(.pie, title, unit, 12, [(expression, legend)], details)
    }

    /// The same panel, yellow and red from these values on.
    func warning(_ warning: Double, critical: Double) -> Panel {
        var panel = self
        panel.thresholds = [Threshold(color: "yellow", value: warning), Threshold(color: "red", value: critical)]
        return panel
    }

    /// The same panel, green from a value on, below it red, or yellow from another on.
    func good(from green: Double, yellowFrom yellow: Double? = nil) -> Panel {
        var panel = self
        panel.isBetterHigh = true
        panel.thresholds = yellow.map { [Threshold(color: "yellow", value: $0)] } ?? []
        panel.thresholds.append(Threshold(color: "green", value: green))
        return panel
    }

    /// The same panel with words for values.
    func words(_ words: (value: Int, text: String, color: String)...) -> Panel {
        var panel = self
        panel.words = words
        return panel
    }
}
