// Owns the tests of `ltb-analyze repair` as its users run it.

import Glibc
import LTBTestSupport
import Testing

@Suite struct RepairCommandTests {
    private let logs: AnalyzedFolder
    private let lines = AnalyzedFolder.requests(30)
    private let ends: [Int]

    init() throws {
        logs = try AnalyzedFolder()
        ends = try logs.writeLog(
            "run.jsonl.zst", frames: [Array(lines[..<10]), Array(lines[10..<20]), Array(lines[20...])])
    }

    private func repair(_ name: String, _ options: String...) throws -> CommandResult {
        try logs.analyze(["repair", name, "-o", "clean.jsonl.zst"] + options)
    }

    @Test func aSoundLogIsCopiedLineByLine() throws {
        let result = try repair("run.jsonl.zst")
        #expect(
            result
                == CommandResult(
                    exitCode: 0, output: "", error: "Saved 30 events to clean.jsonl.zst.\nNothing was lost.\n"))
        #expect(try logs.folder.text("clean.jsonl.zst") == lines.text)
    }

    @Test func aDamagedFrameAloneIsLost() throws {
        try logs.copy("run.jsonl.zst", to: "bad.jsonl.zst") { $0[ends[1] - 1] ^= 1 }
        let before = try logs.folder.bytes("bad.jsonl.zst")
        let result = try repair("bad.jsonl.zst")
        #expect(
            result.error
                == "Saved 20 events to clean.jsonl.zst.\nLost: \(ends[1] - ends[0]) bytes in 1 frame.\n")
        #expect(try logs.folder.text("clean.jsonl.zst") == (Array(lines[..<10]) + Array(lines[20...])).text)
        #expect(try logs.folder.bytes("bad.jsonl.zst") == before)
        #expect(try logs.analyze("verify", "clean.jsonl.zst").exitCode == 0)
    }

    @Test func ofATornTailWhatWasFlushedIsSaved() throws {
        try logs.copy("run.jsonl.zst", to: "torn.jsonl.zst") { $0.removeLast($0.count - ends[2] + 20) }
        let result = try repair("torn.jsonl.zst")
        #expect(result.error.contains("the torn end included"))
        #expect(try logs.folder.text("clean.jsonl.zst").hasPrefix(Array(lines[..<20]).text))
        #expect(try logs.analyze("verify", "clean.jsonl.zst").exitCode == 0)
    }

    @Test func linesAreSavedByteForByteAndWhatIsNoEventIsLeftOut() throws {
        let odd = #"  {"timestamp" : "2026-01-15T10:30:00.5+02:00","event_type":"Own","x":1.500}"#
        let input = odd + "\n{}\nno\n\u{FEFF}\n" + lines[3] + "\nno"
        let result = try logs.analyze("repair", "-", "-o", "clean.jsonl.zst", input: input)
        #expect(try logs.folder.text("clean.jsonl.zst") == [odd, lines[3]].text)
        #expect(
            result.error
                == "Saved 2 events to clean.jsonl.zst.\nLost: 3 lines that are no event: invalid_json; "
                + "1 line that is no event: missing_event_type.\n")
    }

    @Test func repairedAgainItHasTheSameBytes() throws {
        try logs.copy("run.jsonl.zst", to: "bad.jsonl.zst") { $0[ends[0] + 30] ^= 0xFF }
        _ = try repair("bad.jsonl.zst")
        let again = try logs.analyze("repair", "clean.jsonl.zst", "-o", "again.jsonl.zst")
        #expect(again.error.hasSuffix("Nothing was lost.\n"))
        #expect(try logs.folder.bytes("again.jsonl.zst") == logs.folder.bytes("clean.jsonl.zst"))
    }

    /// Whatever byte is changed, the copy is clean and holds lines of the log only.
    @Test func whateverIsDamagedTheCopyIsClean() throws {
        let size = try logs.folder.bytes("run.jsonl.zst").count
        for place in [0, 3] + stride(from: 5, to: size, by: size / 12) {
            try logs.copy("run.jsonl.zst", to: "bad.jsonl.zst") { $0[place] ^= 0x55 }
            let result = try repair("bad.jsonl.zst", "--force")
            #expect(result.exitCode == 0)
            let saved = try logs.folder.text("clean.jsonl.zst").split(separator: "\n").map(String.init)
            #expect(saved.count >= 20)
            #expect(saved.allSatisfy(lines.contains))
            #expect(try logs.analyze("verify", "clean.jsonl.zst").exitCode == 0)
        }
    }

    @Test func aRecoveryThatWasInterruptedIsTold() throws {
        try logs.folder.write("run.jsonl.zst.recovery", [1])
        let repaired = try repair("run.jsonl.zst")
        #expect(repaired.error.contains("ltb-analyze: run.jsonl.zst.recovery holds lines of the log's torn end"))
        let verified = try logs.analyze("verify", "run.jsonl.zst")
        #expect(verified.exitCode == 2)
        #expect(verified.output.contains("the log's torn end is in run.jsonl.zst.recovery still"))
    }

    @Test func theOutputIsNeverTheLogItselfUnderWhateverName() throws {
        let before = try logs.folder.bytes("run.jsonl.zst")
        symlink("run.jsonl.zst", logs.folder["symbolic.jsonl.zst"])
        link(logs.folder["run.jsonl.zst"], logs.folder["hard.jsonl.zst"])
        for name in ["run.jsonl.zst", "symbolic.jsonl.zst", "hard.jsonl.zst"] {
            let result = try logs.analyze("repair", "run.jsonl.zst", "-o", name, "--force")
            #expect(result.exitCode == 1)
            #expect(
                result.error
                    == "ltb-analyze: \(name) is the log that is read (run.jsonl.zst); choose another file.\n")
        }
        #expect(try logs.folder.bytes("run.jsonl.zst") == before)
    }

    @Test func whatIsThereIsReplacedOnlyByForce() throws {
        try logs.folder.write("clean.jsonl.zst", [1])
        #expect(try repair("run.jsonl.zst").exitCode == 1)
        #expect(try logs.folder.bytes("clean.jsonl.zst") == [1])
        #expect(try repair("run.jsonl.zst", "--force").exitCode == 0)
        #expect(try logs.folder.text("clean.jsonl.zst") == lines.text)
    }

    @Test func itWritesToStandardOutputAndToDevices() throws {
        let printed = try logs.analyze("repair", "run.jsonl.zst", "-o", "-")
        #expect(printed.output == lines.text)
        #expect(printed.error == "Saved 30 events to standard output.\nNothing was lost.\n")
        #expect(try logs.analyze("repair", "run.jsonl.zst", "-o", "/dev/null").exitCode == 0)
        let full = try logs.analyze("repair", "run.jsonl.zst", "-o", "/dev/full")
        #expect(full.exitCode == 1)
        #expect(full.error.contains("No space left on device"))
    }

    @Test(arguments: [
        (["run.jsonl.zst"], 64), ([], 64), (["absent.jsonl.zst", "-o", "clean.jsonl.zst"], 1),
        (["run.jsonl.zst", "-o", "run.jsonl.zst/below/clean.jsonl.zst"], 1),
    ])
    func whatCannotBeDoneIsSaid(_ arguments: [String], _ code: Int) throws {
        let result = try logs.analyze(["repair"] + arguments)
        #expect(result.exitCode.map(Int.init) == code)
        #expect(!result.error.isEmpty)
        #expect(try logs.folder.names() == ["run.jsonl.zst"])
    }
}
