// Owns the outage of one provider: when it is, and what is said about it.

import LTBEvents

/// What happens around the outage, in this order.
enum OutageStep: CaseIterable, Sendable {
    case failuresBegin, degraded, alertFires, unavailable, failuresEnd, recovering, alertResolves, healthy

    /// How long after the first step it happens, against the time that the failures last.
    var delay: Double {
        switch self {
        case .failuresBegin: 0
        case .degraded: 0.08
        case .alertFires: 0.14
        case .unavailable: 0.2
        case .failuresEnd: 1
        case .recovering: 1.05
        case .alertResolves: 1.12
        case .healthy: 1.2
        }
    }
}

/// The outage of one provider.
struct Outage: Sendable {
    /// The place of the provider in `Fleet.providers`.
    let provider: Int
    /// After how many requests of the run it begins.
    let beginsAfter: Int
    private let length: Microseconds
    private(set) var isFailing = false
    /// The steps that are still to come; none before the outage is planned.
    private(set) var steps: [OutageStep] = []

    /// An outage that takes a tenth of the run's time.
    init(provider: Int, _ configuration: SimulationConfiguration) {
        self.provider = provider
        beginsAfter = Int(0.45 * Double(configuration.requests))
        length = configuration.plannedLength / 10
    }

    /// Plans all steps, the first of them now; the times from now at which they come.
    mutating func plan() -> [Microseconds] {
        steps = OutageStep.allCases
        return steps.map { Microseconds($0.delay * Double(length)) }
    }

    /// Takes the next step.
    mutating func takeStep() -> OutageStep {
        let step = steps.removeFirst()
        if step == .failuresBegin { isFailing = true }
        if step == .failuresEnd { isFailing = false }
        return step
    }
}

extension OutageStep {
    /// What is recorded about the provider: its status, the share of its requests that failed of late, and why.
    var status: (status: String, errorRate: Double, message: String?)? {
        switch self {
        case .degraded: ("degraded", 0.412, "Elevated rate of 429 responses")
        case .unavailable: ("unavailable", 0.887, "Most requests are rejected with 429")
        case .recovering: ("degraded", 0.236, "Recovering")
        case .healthy: ("healthy", 0.018, nil)
        case .failuresBegin, .alertFires, .failuresEnd, .alertResolves: nil
        }
    }

    /// What an alert says.
    func alert(provider: String) -> Payload? {
        guard self == .alertFires || self == .alertResolves else { return nil }
        let fires = self == .alertFires
        return .systemAlert(
            SystemAlert(
                name: "HighErrorRate", severity: SystemAlert.Severity.critical.rawValue,
                message: fires
                    ? "\(provider): more than 20 % of the requests fail"
                    : "\(provider): the error rate is normal again",
                state: (fires ? SystemAlert.State.firing : .resolved).rawValue, value: fires ? 0.634 : 0.041,
                threshold: 0.2,
                labels: ["provider": provider], rule: "error_rate > 0.2"))
    }
}
