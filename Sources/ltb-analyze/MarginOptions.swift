// Owns the options that leave out a run's first and last seconds.

import ArgumentParser
import LTBAnalysis

/// What is left out at the ends of a run.
struct MarginOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Only requests that ended this long after the run's start or later: 30s. The files are read twice.",
            valueName: "duration"),
        transform: Margin.init)
    var warmup: Margin?

    @Option(
        help: ArgumentHelp(
            "Only requests that ended this long before the run's end or earlier: 10s.", valueName: "duration"),
        transform: Margin.init)
    var cooldown: Margin?

    /// A duration as typed.
    struct Margin {
        var nanoseconds: Int64

        init(_ text: String) throws {
            guard let nanoseconds = LTBAnalysis.nanoseconds(fromText: text) else {
                let fault = durationFault(text, example: "30s, 500ms or 2min")
                throw ValidationError("it \(fault).")
            }
            self.nanoseconds = nanoseconds
        }
    }
}
