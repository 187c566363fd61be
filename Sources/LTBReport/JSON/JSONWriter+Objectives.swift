// Owns the JSON of objectives and goodput.

import LTBAnalysis
import LTBEvents

extension JSONWriter {
    mutating func value(_ objective: ObjectiveFigures) {
        object {
            $0.member("objective", objective.objective)
            $0.member("share_needed", objective.shareNeeded)
            $0.member("model", objective.model)
            $0.member("provider", objective.provider)
            $0.member("attainment", objective.attainment)
            $0.interval("interval", objective.interval)
            $0.member("met", objective.isMet)
            $0.member("judged", objective.judged)
            $0.member("reached", objective.reached)
        }
    }

    /// Goodput, or null where it was not measured.
    mutating func member(_ name: StaticString, _ goodput: GoodputFigures?) {
        key(name)
        guard let goodput else { return null() }
        object {
            $0.member("requests_per_second", goodput.requestsPerSecond)
            $0.member("fraction", goodput.fraction)
            $0.interval("interval", goodput.interval)
            $0.member("per_dollar", goodput.requestsPerDollar)
            $0.member("requests", goodput.requests)
        }
    }
}
