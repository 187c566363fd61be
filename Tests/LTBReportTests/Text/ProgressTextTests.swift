// Owns the checks of what is said of work that goes on.

import LTBReport
import Testing

struct ProgressTextTests {
    @Test func shareRateAndTimeLeftAreToldWhereTheTotalIsKnown() {
        let text = ProgressText.of(readBytes: 300 << 20, totalBytes: 1200 << 20, events: 1_500_000, seconds: 2)
        #expect(
            text.spaced
                == "Reading: 25 %, 300 MiB of 1.2 GiB, 1.50 M events, 750 k a second, 6 s left")
    }

    @Test(arguments: [(0.6, "1 s"), (33.4, "33 s"), (59.4, "59 s"), (60.2, "1 min"), (200, "3 min 20 s")])
    func theTimeLeftIsAGuessInWholeSeconds(left: Double, text: String) {
        let half = ProgressText.of(readBytes: 100, totalBytes: 200, events: 1, seconds: left)
        #expect(half.spaced.hasSuffix(", \(text) left"))
    }

    @Test func withoutATotalOnlyEventsAreTold() {
        let text = ProgressText.of(readBytes: 0, totalBytes: nil, events: 1, seconds: 0.5)
        #expect(text.spaced == "Reading: 1 event, 2.00 a second")
        let nothingDone = ProgressText.of(readBytes: 0, totalBytes: 100, events: 0, seconds: 0.5)
        #expect(nothingDone.spaced == "Reading: 0 events, 0 a second")
    }

    @Test func onceAllIsReadNoTimeIsLeftToGuess() {
        let all = ProgressText.of(readBytes: 200, totalBytes: 200, events: 10, seconds: 10)
        #expect(all.spaced == "Read 200 B, 10 events; summing up")
        let grown = ProgressText.of(readBytes: 300, totalBytes: 200, events: 1, seconds: 10)
        #expect(grown.spaced == "Read 200 B, 1 event; summing up")
    }
}
