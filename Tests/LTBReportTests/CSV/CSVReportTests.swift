// Owns the checks of the CSV tables.

import LTBAnalysis
import LTBTestSupport
import Testing

@testable import LTBReport

struct CSVReportTests {
    @Test(arguments: CSVReport.Table.allCases)
    func aFullSummaryIsTheGoldenTable(_ table: CSVReport.Table) {
        let bytes = CSVReport(table).bytes(of: FormatSummaries.everything)
        expectSnapshot(bytes, at: "Tests/LTBReportTests/Golden/\(table.rawValue).csv")
    }

    @Test(arguments: CSVReport.Table.allCases)
    func everyRowHasAFieldForEachColumn(_ table: CSVReport.Table) {
        for (name, summary) in ReportFormatTests.summaries {
            let rows = Self.parse(CSVReport(table).bytes(of: summary))
            #expect(Set(rows.map(\.count)).count == 1, "\(name)")
        }
    }

    @Test func namesReadBackButForTheirGuard() {
        let rows = Self.parse(CSVReport(.providers).bytes(of: FormatSummaries.hostile))
        let names = rows.dropFirst().dropLast().map { $0[0].hasPrefix("'") ? String($0[0].dropFirst()) : $0[0] }
        #expect(names == FormatSummaries.hostileNames)
        #expect(rows.joined().allSatisfy { field in !["=", "@", "\t", "\r"].contains { field.hasPrefix($0) } })
    }

    @Test func whatCouldNotBeReadIsInEveryRow() {
        var summary = FormatSummaries.everything
        let words =
            "18 KiB of 2.7 MiB (0.7 %) in 1 frame could not be read. It ends in the middle of a frame or line. 3 lines are "
            + "not in the figures: 2 invalid_json, 1 missing_timestamp. 5 events did not reach the log: the recorder had to "
            + "drop them."
        for table in [CSVReport.Table.models, .timeline, .errors] {
            let rows = Self.parse(CSVReport(table).bytes(of: summary))
            let place = rows[0].firstIndex(of: "losses")
            #expect(place.map { place in rows.dropFirst().allSatisfy { $0[place] == words } } == true)
        }
        summary.log = LogFigures()
        #expect(Self.parse(CSVReport(.models).bytes(of: summary))[0].contains("losses") == false)
    }

    @Test func withoutRowsTheHeaderRemains() {
        #expect(
            String(decoding: CSVReport(.slowest).bytes(of: RunSummary()), as: UTF8.self)
                == "request_id,provider,model,latency,time_to_first_token,time_per_output_token,input_tokens,"
                + "output_tokens,cost,at\r\n")
        #expect(Self.parse(CSVReport(.models).bytes(of: RunSummary())).map { $0[0] } == ["provider", "_total_"])
    }

    /// RFC 4180, as a reader that knows nothing of our writer.
    private static func parse(_ bytes: [UInt8]) -> [[String]] {
        var rows: [[String]] = [[]]
        var field: [UInt8] = []
        var isQuoted = false
        var index = 0
        func endField() {
            rows[rows.count - 1].append(String(decoding: field, as: UTF8.self))
            field = []
        }
        while index < bytes.count {
            let byte = bytes[index]
            index += 1
            if isQuoted {
                let isDouble = byte == 0x22 && index < bytes.count && bytes[index] == 0x22
                if byte != 0x22 || isDouble { field.append(byte) } else { isQuoted = false }
                if isDouble { index += 1 }
            } else if byte == 0x22 {
                isQuoted = true
            } else if byte == 0x2C {
                endField()
            } else if byte == 0x0A {
                endField()
                rows.append([])
            } else if byte != 0x0D {
                field.append(byte)
            }
        }
        return rows.dropLast()
    }
}
