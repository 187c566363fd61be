// Owns how the load of a run changes with the time of day.

/// The load of a run over its time: low at the beginning, high in the middle, once a day or once a run that is shorter.
struct Wave: Sendable {
    private static let day: Microseconds = 86_400_000_000
    private let period: Microseconds

    init(plannedLength: Microseconds) {
        period = min(plannedLength, Self.day)
    }

    /// The load at a time, against the average: from half of it to 1.3 times.
    func load(at time: Microseconds) -> Double {
        let phase = Double(time % period) / Double(period)
        // Bhaskara's sin(πx), whose mean from 0 to 1 is 0.637 as the sine's: good enough, and the same everywhere.
        let product = phase * (1 - phase)
        return 0.5 + 0.785 * (16 * product / (5 - 4 * product))
    }
}
