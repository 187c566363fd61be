// Owns the JSON of how things went around the requests: status, metrics, health, alerts, incidents.

import LTBAnalysis
import LTBEvents

extension JSONWriter {
    mutating func value(_ status: ProviderStatusFigures) {
        object {
            $0.member("provider", status.provider)
            $0.member("status", status.status)
            $0.array("changes", status.changes) { writer, change in
                writer.object {
                    $0.member("at", change.at)
                    $0.member("status", change.status)
                }
            }
        }
    }

    mutating func value(_ metric: MetricFigures) {
        object {
            $0.member("name", metric.name)
            $0.member("type", metric.type)
            $0.map("labels", metric.labels) { $0.value($1) }
            $0.member("unit", metric.unit)
            $0.member("value", metric.value)
            $0.optionalSeries("buckets", metric.buckets) { $0.value($1) }
            $0.member("count", metric.count)
            $0.member("sum", metric.sum)
            $0.optionalSeries("quantiles", metric.quantiles) { $0.value($1) }
            $0.member("help", metric.help)
        }
    }

    private mutating func optionalSeries<Element>(
        _ name: StaticString, _ elements: [Element]?, _ write: (inout JSONWriter, Element) -> Void
    ) {
        key(name)
        if let elements { line(elements, write) } else { null() }
    }

    mutating func value(_ health: HealthFigures) {
        object {
            $0.member("status", health.status)
            $0.map("checks", health.checks) { $0.value($1) }
            $0.member("at", health.at)
        }
    }

    private mutating func value(_ check: HealthFigures.Check) {
        object {
            $0.member("component", check.component)
            $0.member("status", check.status)
            $0.member("message", check.message)
            $0.member("duration_ms", check.durationMilliseconds)
            $0.member("critical", check.critical)
        }
    }

    mutating func value(_ alert: AlertFigures) {
        object {
            $0.member("name", alert.name)
            $0.member("severity", alert.severity)
            $0.member("state", alert.state)
            $0.member("started_at", alert.startedAt)
            $0.member("ended_at", alert.endedAt)
            $0.member("value", alert.value)
            $0.member("threshold", alert.threshold)
            $0.map("labels", alert.labels) { $0.value($1) }
            $0.member("message", alert.message)
        }
    }

    mutating func value(_ incident: Incident) {
        object {
            $0.member("provider", incident.provider)
            $0.member("start", incident.start)
            $0.member("end", incident.end)
            $0.member("requests", incident.requests)
            $0.member("failed", incident.failed)
            $0.member("error_type", incident.errorType)
            $0.member("failed_with_error_type", incident.failedWithErrorType)
            $0.member("success_rate_without", incident.successRateWithout)
        }
    }
}
