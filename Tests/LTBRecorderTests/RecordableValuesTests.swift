// Owns the claims about values as they are recorded.

import LTBEvents
import LTBTestSupport
import Testing

@testable import LTBRecorder

@Suite struct RecordableValuesTests {
    @Test func durationsAreSecondsToTheNanosecond() {
        var random = SplitMix64(seed: 51)
        for _ in 0..<5_000 {
            // Below and above the 18 seconds up to which there is a shorter way.
            let nanoseconds = Int64.random(
                in: 0...(random.oneIn(2) ? 20_000_000_000 : 90_000_000_000_000), using: &random)
            let seconds = Double.seconds(
                .nanoseconds(nanoseconds) + Duration(secondsComponent: 0, attosecondsComponent: 7))
            #expect(abs(seconds - Double(nanoseconds) / 1e9) < 1e-10)
        }
        #expect(Double.seconds(.milliseconds(1_520)) == 1.52)
        #expect(Double.seconds(.zero) == 0)
    }

    @Test func noDurationIsLessThanNothingOrMoreThanReadersTake() {
        #expect(Double.seconds(.milliseconds(-1_500)) == 0)
        #expect(Double.seconds(.seconds(1e19)) == 9e9)
    }

    /// Checks know alerts by the words of the format.
    @Test func alertsAreAsBadAsTheFormatSays() {
        #expect(AlertSeverity.allCases.map(\.rawValue) == SystemAlert.Severity.allCases.map(\.rawValue))
    }
}
