// Owns the tests of how recorded numbers are written.

import Testing

@testable import LTBReport

@Suite struct RecordedNumberTests {
    @Test(arguments: [
        (412_000_000.0, "bytes", "x", "393 MiB"), (0.0046, nil, "rpc_seconds", "4.6 ms"),
        (15, nil, "cpu_percent", "15 %"),
        (0.91, nil, "x", "0.91"), (7, nil, "x", "7"), (1e300, "bytes", "x", "1e+300"), (15.04, nil, "x", "15"),
        (10_412, nil, "x", "10,412"), (2_048_000, nil, "queue_depth{a=\"_bytes\"}", "2.05 M"),
    ])
    func theUnitIsTheRecordedOneOrThatOfTheName(value: Double, unit: String?, name: String, text: String) {
        let written = RecordedUnit(recorded: unit, name: name).text(value)
        #expect(String(written.map { $0 == "\u{00A0}" ? " " : $0 }) == text)
    }
}
