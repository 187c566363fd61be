// Owns who is to blame: the provider that caused most failures, and when.

package import LTBAnalysis
import LTBEvents

/// The provider that most failures came from, and what it did, in words.
///
/// An outage: an incident in which more than half of the requests failed, if it took at least a minute of the run or, as
/// runs can be short, had over half of all its failures; else a provider with over half of all failures and over 5 %
/// errors. Nil when neither is the case.
package struct FailureCause: Sendable, Equatable {
    /// `cobalt rate-limited 91 % of its requests for 3 min 40 s`
    package var sentence: String
    /// `Without cobalt from 02:11:10 to 02:14:50 it would be 98.9 %`, or `Outside 02:11:10 to 02:14:50 it was 98.9 %` of the
    /// only provider; nil unless the cause is an incident.
    package var withoutIt: String?

    /// Finds the cause of a run's failures.
    package init?(_ summary: RunSummary) {
        if let incident = Self.outage(in: summary) {
            self.init(incident, in: summary)
        } else if let provider = Self.culprit(in: summary) {
            self.init(provider)
        } else {
            return nil
        }
    }

    private init(_ incident: Incident, in summary: RunSummary) {
        let name = Headline.short(incident.provider)
        let isLong = (summary.window?.durationSeconds ?? 0) > 86_400
        let window = incident.window(in: summary.window)
        let duration = NumberFormat.duration(seconds: window.durationSeconds)
        sentence = "\(Self.clause(incident)) for \(duration)"
        let totals = summary.totals
        let share = NumberFormat.share(Double(totals.successfulRequests) / Double(max(totals.totalRequests, 1)))
        withoutIt = incident.successRateWithout.map(NumberFormat.share).flatMap { shareWithout in
            // Nothing is said by what would be the same.
            guard shareWithout != share else { return nil }
            let (start, end) = (CivilTime(window.start), CivilTime(window.end))
            let clocks =
                isLong
                ? "\(start.shortMoment) to \(end.shortMoment)"
                : "\(start.clockWithSeconds) to \(end.clockWithSeconds)"
            // Without its only provider there would be no run.
            return summary.providers.count == 1
                ? "Outside \(clocks) it was \(shareWithout)"
                : "Without \(name) from \(clocks) it would be \(shareWithout)"
        }
    }

    private init(_ provider: ProviderFigures) {
        let figures = provider.requests
        var (type, failed) = ("", figures.failedRequests)
        if let most = Self.mostFrequent(figures.errors), most.count > figures.failedRequests - most.count {
            (type, failed) = (most.name, most.count)
        }
        sentence = Self.clause(provider.provider, type, failed, of: figures.totalRequests)
    }

    private static func outage(in summary: RunSummary) -> Incident? {
        let outages = summary.incidents.filter { incident in
            let isLong = incident.window(in: summary.window).durationSeconds >= 60
            let isMost = incident.failed > summary.totals.failedRequests - incident.failed
            return (isLong || isMost) && incident.failed > incident.requests - incident.failed
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

    /// What a provider did in an incident: to the requests of the most frequent error type if most failures are of it,
    /// else to all that failed.
    package static func clause(_ incident: Incident) -> String {
        let isMost = incident.failedWithErrorType > incident.failed - incident.failedWithErrorType
        let count = isMost ? incident.failedWithErrorType : incident.failed
        return clause(incident.provider, isMost ? incident.errorType : "", count, of: incident.requests)
    }

    /// What a provider did to some of its requests: `cobalt rate-limited 91 % of its requests`.
    private static func clause(_ provider: String, _ errorType: String, _ count: Int64, of all: Int64) -> String {
        let share = Headline.sentenceShare(Double(count) / Double(max(all, 1)))
        let some = count < all ? "\(share) of its requests" : all == 1 ? "its only request" : "all of its requests"
        return clause(provider, errorType, some)
    }

    /// What a provider did to requests that are told in words: `cobalt rate-limited some of its requests`.
    package static func clause(_ provider: String, _ errorType: String, _ some: String) -> String {
        let name = Headline.short(provider)
        return switch StandardErrorType(rawValue: errorType) {
        case .rateLimit: "\(name) rate-limited \(some)"
        case .timeout: "\(name) timed out on \(some)"
        case .authentication: "\(name) did not authenticate \(some)"
        case .invalidRequest: "\(name) refused \(some) as invalid"
        case .contextLength: "\(name) refused \(some) as too long"
        case .contentFilter: "\(name) filtered \(some)"
        case .serverError: "\(name) answered \(some) with a server error"
        case .connection: "\(name) lost the connection of \(some)"
        case .cancelled: "\(name) had \(some) cancelled"
        case .other: "\(name) failed \(some)"
        case nil where [RunSummary.otherName, ""].contains(errorType): "\(name) failed \(some)"
        case .abandoned, nil: "\(name) failed \(some) (\(Headline.short(errorType)))"
        }
    }
}

extension Incident {
    /// When it was, without what its first and last bucket have before and after the run.
    package func window(in run: Window?) -> Window {
        guard let run, run.start < end, start < run.end else { return Window(start: start, end: end) }
        return Window(start: max(start, run.start), end: min(end, run.end))
    }
}
