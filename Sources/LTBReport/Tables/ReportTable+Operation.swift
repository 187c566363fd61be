// Owns the tables of how things went around the requests: incidents, status, health, alerts, caches, metrics.

import LTBAnalysis

extension ReportTable {
    static func incidents(_ summary: RunSummary) -> ReportTable {
        let columns: [Column] = [
            .text("provider"), .figure("start, UTC"), .figure("lasted"), .figure("requests", rank: 2),
            .figure("failed"), .text("mostly"), .figure("success without", rank: 1),
        ]
        var table = ReportTable(title: "Incidents", columns: columns, rowLimit: 20)
        table.rows = summary.incidents.map { incident in
            let window = incident.window(in: summary.window)
            let failed = incident.requests > 0 ? Double(incident.failed) / Double(incident.requests) : nil
            let cells: [Cell] = [
                .name(incident.provider), .time(window.start), .duration(window.durationSeconds),
                .count(incident.requests),
                Cell(Cell.share(failed).text, .bad), .name(incident.errorType), .share(incident.successRateWithout),
            ]
            return Row(cells: cells, weight: incident.failed)
        }
        return table
    }

    static func providerStatus(_ summary: RunSummary) -> ReportTable {
        let columns: [Column] = [.text("provider"), .text("status"), .figure("changes"), .figure("since, UTC")]
        var table = ReportTable(title: "Provider status", columns: columns, rowLimit: 20, isReference: true)
        table.rows = summary.providerStatus.map { provider in
            let changes = Int64(provider.changes.count)
            let cells: [Cell] = [
                .name(provider.provider), .status(provider.status), .count(changes), .time(provider.changes.last?.at),
            ]
            return Row(cells: cells, weight: changes)
        }
        return table
    }

    static func health(_ summary: RunSummary) -> ReportTable {
        let columns: [Column] = [
            .text("check"), .text("status"), .text("component"), .text("critical"), .figure("took"), .text("message"),
        ]
        var table = ReportTable(title: "Health", columns: columns, rowLimit: 20, isReference: true)
        guard let health = summary.health else { return table }
        table.rows = health.checks.sorted { $0.key < $1.key }.map { name, check in
            let critical = check.critical.map { Cell($0 ? "yes" : "no") } ?? .notMeasured
            let cells: [Cell] = [
                .name(name), .status(check.status), .name(check.component), critical,
                .duration(check.durationMilliseconds.map { $0 / 1000 }), .words(check.message),
            ]
            return Row(cells: cells, weight: check.status == "healthy" ? 0 : 1)
        }
        table.footer = [Cell("all", .strong), .status(health.status), .dash, .dash, .dash, .dash]
        return table
    }

    static func alerts(_ summary: RunSummary) -> ReportTable {
        let columns: [Column] = [
            .text("alert"), .text("severity"), .text("state"), .figure("start, UTC", rank: 1), .figure("lasted"),
            .figure("value", rank: 2), .figure("threshold", rank: 3), .text("message"),
        ]
        var table = ReportTable(title: "Alerts", columns: columns, rowLimit: 20)
        table.rows = summary.alerts.map { alert in
            let cells: [Cell] = [
                .name(alert.name), .status(alert.severity), .status(alert.state), .time(alert.startedAt), lasted(alert),
                .quantity(alert.value), .quantity(alert.threshold), .words(alert.message),
            ]
            return Row(cells: cells, weight: alert.isFiring ? 1 : 0)
        }
        return table
    }

    static func caches(_ summary: RunSummary) -> ReportTable {
        var table = ReportTable(
            title: "Cache hit rates", columns: [.text("tier"), .figure("hits")], rowLimit: 20, isReference: true)
        table.rows = summary.cacheHitRates.sorted { $0.key < $1.key }
            .map { Row(cells: [.name($0.key), .share($0.value)]) }
        return table
    }

    static func metrics(_ summary: RunSummary) -> ReportTable {
        let columns: [Column] = [
            .text("metric"), .text("type"), .figure("value"), .figure("observations"), .figure("mean"),
            .text("unit", rank: 1),
        ]
        var table = ReportTable(title: "Metrics", columns: columns, isReference: true)
        table.rows = summary.metrics.map { metric in
            let isDistribution = metric.type == "histogram" || metric.type == "summary"
            let cells: [Cell] = [
                Cell(seriesName(metric)), Cell(metric.type), isDistribution ? .dash : .quantity(metric.value),
                isDistribution ? .count(metric.count) : .dash, isDistribution ? .quantity(mean(metric)) : .dash,
                .words(metric.unit),
            ]
            return Row(cells: cells)
        }
        return table
    }

    private static func lasted(_ alert: AlertFigures) -> Cell {
        guard let start = alert.startedAt, let end = alert.endedAt else { return .notMeasured }
        return .duration(Window(start: start, end: end).durationSeconds)
    }

    private static func seriesName(_ metric: MetricFigures) -> String {
        guard !metric.labels.isEmpty else { return metric.name }
        let labels = metric.labels.sorted { $0.key < $1.key }.map { "\($0.key)=\"\($0.value)\"" }
        return "\(metric.name){\(labels.joined(separator: ","))}"
    }

    private static func mean(_ metric: MetricFigures) -> Double? {
        guard let count = metric.count, let sum = metric.sum, count > 0 else { return nil }
        return sum / Double(count)
    }
}
