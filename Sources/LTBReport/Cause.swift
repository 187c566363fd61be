// Owns who is to blame: the provider that caused most failures, and when.

package import LTBAnalysis

/// The provider that most failures came from, and what it did, in words.
///
/// An incident of at least a minute in which more than half of the requests failed; else a provider with over half of
/// all failures and over 5 % errors. Nil when neither is the case.
package struct Cause: Sendable, Equatable {
    /// `cobalt rate-limited 91 % of its requests for 3 min 40 s`
    package var sentence: String
    /// `without cobalt from 02:11:10 to 02:14:50 it would be 98.9 %`; nil unless the cause is an incident.
    package var withoutIt: String?

    /// Finds the cause of a run's failures.
    package init?(_ summary: RunSummary) {
        if let incident = Self.outage(in: summary) {
            self.init(incident)
        } else if let provider = Self.culprit(in: summary) {
            self.init(provider)
        } else {
            return nil
        }
    }

    private init(_ incident: Incident) {
        let name = Headline.short(incident.provider)
        let window = Window(start: incident.start, end: incident.end)
        let share = Headline.sentenceShare(Double(incident.failed) / Double(incident.requests))
        let duration = NumberFormat.duration(seconds: window.durationSeconds)
        sentence = "\(name) \(Self.verb(incident.errorType)) \(share) of its requests for \(duration)"
        withoutIt = incident.successRateWithout.map {
            let (start, end) = (CivilTime(incident.start), CivilTime(incident.end))
            let span = "from \(start.clockWithSeconds) to \(end.clockWithSeconds)"
            return "without \(name) \(span) it would be \(NumberFormat.share($0))"
        }
    }

    private init?(_ provider: ProviderFigures) {
        let figures = provider.requests
        guard let rate = figures.errorRate else { return nil }
        var (verb, share) = (Self.failed, rate)
        if let type = Self.mostFrequent(figures.errors), type.count > figures.failedRequests - type.count {
            (verb, share) = (Self.verb(type.name), Double(type.count) / Double(figures.totalRequests))
        }
        sentence = "\(Headline.short(provider.provider)) \(verb) \(Headline.sentenceShare(share)) of its requests"
    }

    private static func outage(in summary: RunSummary) -> Incident? {
        let outages = summary.incidents.filter { incident in
            let window = Window(start: incident.start, end: incident.end)
            return window.durationSeconds >= 60 && incident.failed > incident.requests - incident.failed
        }
        return outages.max { ($0.failed, $1.start) < ($1.failed, $0.start) }
    }

    private static func culprit(in summary: RunSummary) -> ProviderFigures? {
        summary.providers.first { provider in
            let figures = provider.requests
            let others = summary.totals.failedRequests - figures.failedRequests
            return figures.failedRequests > others && (figures.errorRate ?? 0) > 0.05
        }
    }

    private static func mostFrequent(_ errors: [String: Int64]) -> (name: String, count: Int64)? {
        errors.max { ($0.value, $1.key) < ($1.value, $0.key) }.map { (name: $0.key, count: $0.value) }
    }

    private static let failed = "failed"

    /// What a provider did to its requests, so that `of its requests` can follow.
    private static func verb(_ errorType: String) -> String {
        switch errorType {
        case "rate_limit": "rate-limited"
        case "timeout": "timed out on"
        case "authentication": "refused the credentials of"
        case "invalid_request", "context_length": "rejected"
        case "content_filter": "filtered"
        case "connection": "lost the connection of"
        default: failed
        }
    }
}
