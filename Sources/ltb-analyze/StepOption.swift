// Owns the length of a step as typed.

import ArgumentParser
import LTBAnalysis

/// How much time lies between two samples of a series.
struct StepOption: ExpressibleByArgument {
    /// At least one.
    var milliseconds: Int64

    private static let longest: Int64 = 86_400_000

    init?(argument: String) {
        guard let nanoseconds = nanoseconds(fromText: argument), nanoseconds % 1_000_000 == 0 else { return nil }
        let milliseconds = nanoseconds / 1_000_000
        guard (1...Self.longest).contains(milliseconds) else { return nil }
        self.milliseconds = milliseconds
    }

    /// As Prometheus scrapes in most places.
    static let usual = StepOption(milliseconds: 15_000)

    private init(milliseconds: Int64) {
        self.milliseconds = milliseconds
    }

    var defaultValueDescription: String { "\(milliseconds / 1000)s" }
}
