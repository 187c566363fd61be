// Owns what is asked of logs, beyond what every summary tells.

/// What a user wants to know of logs; one plan holds for all threads that read them.
package struct AnalysisPlan: Sendable, Equatable {
    /// What requests should reach, each once.
    package private(set) var objectives: [Objective] = []

    /// Every event, and no objectives.
    package init() {}

    /// Adds objectives; one that is there already is not judged twice.
    package mutating func add(_ more: [Objective]) {
        for objective in more where !objectives.contains(objective) { objectives.append(objective) }
    }
}
