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
}
