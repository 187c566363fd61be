// Owns what a check knows of other runs.

/// Runs that came before, of which the same figures are asked.
package protocol FigureBaseline: Sendable {
    /// What a figure was, of the same provider, model and so on, and whether what it is now differs from that.
    func reading(
        _ query: FigureQuery, of subject: [FigureQuery.Condition]
    ) throws(ExpectationError) -> BaselineReading
}

/// What a figure was in other runs.
package struct BaselineReading: Sendable, Equatable {
    /// What the runs are called.
    package var name: String
    /// Nil where nothing was measured.
    package var value: Double?
    /// Whether the difference is more than chance makes; nil where that cannot be told.
    package var isSignificant: Bool?
    /// The probability of such a difference where there is none; nil where another rule told.
    package var pValue: Double?
    /// Why something is nil; a part of a sentence.
    package var reason: String?
    /// Where examples were compared with themselves, how many.
    package var pairedExamples: RunComparison.PairedExamples?

    package init(name: String, value: Double?) { (self.name, self.value) = (name, value) }
}
