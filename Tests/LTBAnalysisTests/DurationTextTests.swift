import LTBAnalysis
import Testing

@Suite struct DurationTextTests {
    @Test(
        arguments: [
            ("5s", 5_000_000_000), ("1.5 s", 1_500_000_000), ("500ms", 500_000_000), ("50us", 50_000),
            ("50µs", 50_000), ("2min", 120_000_000_000), ("1h", 3_600_000_000_000), ("7ns", 7), ("0s", 0),
        ] as [(String, Int64)])
    func durationsHaveUnits(text: String, expected: Int64) {
        #expect(nanoseconds(fromText: text) == expected)
    }

    @Test(arguments: ["5", "s", "-1s", "nans", "infs", "0x5s", "1e3s", "10000000000s", "", "5 parsecs", "1.2.3s"])
    func whatIsNoDurationIsRefused(text: String) {
        #expect(nanoseconds(fromText: text) == nil)
    }

    @Test func theLongestDurationIsToldFromWhatIsNone() {
        #expect(nanoseconds(fromText: "9223372036s") == 9_223_372_036_000_000_000)
        for text in ["9223372037s", "2562048h", "99999999999999999s", String(repeating: "9", count: 400) + "s"] {
            #expect(nanoseconds(fromText: text) == nil)
            #expect(durationFault(text, example: "5s") == "is over 9223372036s, which is 292 years")
        }
        for text in ["5", "-1s", "1e3s"] {
            #expect(durationFault(text, example: "5s") == "is no duration; write 5s")
        }
    }
}
