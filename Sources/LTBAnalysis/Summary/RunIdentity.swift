// Owns who a run was: its name, labels and status.

public import LTBEvents

/// Who a run was, from its `RunStarted` and `RunCompleted` events.
public struct RunIdentity: Sendable, Equatable {
    /// The run's id; nil when an event named none.
    public var runID: String?
    /// The run's name.
    public var name: String?
    /// Labels such as `git_sha`, `branch`, `ci_job`.
    public var labels: [String: String] = [:]
    /// `passed`, `failed` or `aborted`; nil while the run is not completed.
    public var status: String?
    /// When it was started.
    public var startedAt: Timestamp?
    /// Its duration as the run itself recorded it.
    public var durationSeconds: Double?
    /// The host, as recorded.
    public var host: String?
    /// The recording tool and its version, as recorded.
    public var tool: String?
    /// The recording tool's version.
    public var toolVersion: String?

    /// An identity of which nothing is known yet.
    public init() {}

    /// Whether it says that it failed.
    package var hasFailed: Bool { ["failed", "error"].contains(status) }
    /// Whether it says that it was stopped.
    package var wasStopped: Bool { ["aborted", "cancelled"].contains(status) }
}

extension [RunIdentity] {
    /// How all of them ended: as one did that failed, or else was stopped; or as all say alike; else nil.
    package var status: String? {
        guard count > 1 else { return first?.status }
        if contains(where: \.hasFailed) { return "failed" }
        if let stopped = first(where: \.wasStopped) { return stopped.status }
        return Set(map(\.status)).count == 1 ? self[0].status : nil
    }
}
