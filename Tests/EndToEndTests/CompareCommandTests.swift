// Owns the tests of `ltb-analyze compare` as its users run it.

import LTBTestSupport
import Testing

@Suite struct CompareCommandTests {
    private let logs: AnalyzedFolder

    init() throws {
        logs = try AnalyzedFolder()
        try logs.writeLog("base.jsonl.zst", Self.run(latency: 1))
        try logs.writeLog("same.jsonl.zst", Self.run(latency: 1))
        try logs.writeLog("slow.jsonl.zst", Self.run(latency: 2))
        try logs.writeLog("other.jsonl.zst", Self.run(latency: 1, models: ["n", "o"]))
        try logs.writeLog("nothing.jsonl.zst", [#"{"event_type":"RunStarted","timestamp":"2026-01-15T10:30:00Z"}"#])
    }

    /// Requests whose latencies go around a second in steps.
    private static func run(latency: Double, models: [String] = ["m"], failEvery: Int = 1_000) -> [String] {
        (0..<200).map { index in
            let type = index % failEvery == failEvery - 1 ? "Failed" : "Completed"
            let second = index % 60 < 10 ? "0\(index % 60)" : "\(index % 60)"
            return
                #"{"event_type":"Request\#(type)","timestamp":"2026-01-15T10:3\#(index / 60):\#(second)Z","payload":{"type":"Request","data":"#
                + #"{"provider":"p","model":"\#(models[index % models.count])","request_id":"r\#(index)","latency":\#(latency * (1 + Double(index % 20) / 20))}}}"#
        }
    }

    @Test func equalRunsAreTheSame() throws {
        let result = try logs.analyze("compare", "base.jsonl.zst", "same.jsonl.zst")
        #expect(result.exitCode == 0 && result.error == "")
        #expect(result.output.contains("Nothing got worse: "))
    }

    @Test func aSlowerRunIsAVerdictAgainstIt() throws {
        let result = try logs.analyze("compare", "base.jsonl.zst", "slow.jsonl.zst")
        #expect(result.exitCode == 2)
        #expect(result.error.hasPrefix("ltb-analyze: 4 figures got worse: latency p50 rose by 100"))
        let reverse = try logs.analyze("compare", "slow.jsonl.zst", "base.jsonl.zst")
        #expect(reverse.exitCode == 0 && reverse.output.contains("Nothing got worse, 4 figures got better"))
    }

    @Test func whatCannotBeJudgedIsNoPass() throws {
        let result = try logs.analyze("compare", "base.jsonl.zst", "nothing.jsonl.zst")
        #expect(result.exitCode == 3)
        #expect(result.error == "ltb-analyze: Nothing could be judged: the runs have no model in common.\n")
        #expect(try logs.analyze("compare", "base.jsonl.zst", "other.jsonl.zst").exitCode == 3)
    }

    @Test func modelsOfOtherNamesAreMapped() throws {
        let result = try logs.analyze("compare", "base.jsonl.zst", "other.jsonl.zst", "--map", "m=p/n")
        #expect(result.exitCode == 0)
        #expect(result.output.contains("p/m → p/n"))
        let unknown = try logs.analyze("compare", "base.jsonl.zst", "other.jsonl.zst", "--map", "m=x")
        #expect(unknown.exitCode == 64)
        #expect(unknown.error.contains("--map m=x: the candidate has no model 'x'; it has p/n, p/o."))
    }

    @Test func aModelIsMappedOnce() throws {
        let twice = try logs.analyze("compare", "base.jsonl.zst", "other.jsonl.zst", "--map", "m=n", "--map", "m=o")
        #expect(twice.exitCode == 64)
        #expect(twice.error.contains("--map m=n and --map m=o pair one model twice; leave one out."))
        // With its provider a model is no other.
        let named = try logs.analyze("compare", "base.jsonl.zst", "other.jsonl.zst", "--map", "p/m=n", "--map", "M=o")
        #expect(named.exitCode == 64)
        #expect(named.error.contains("--map p/m=n and --map M=o pair one model twice; leave one out."))
    }

    @Test func ofManyModelsSomeAreNamedAndTheOthersCounted() throws {
        try logs.writeLog("many.jsonl.zst", Self.run(latency: 1, models: ["a", "b", "c", "d", "e", "f"]))
        let result = try logs.analyze("compare", "many.jsonl.zst", "many.jsonl.zst", "--map", "x=a")
        #expect(result.exitCode == 64)
        #expect(
            result.error.contains("the base has no model 'x'; it has p/a, p/b, p/c and 3 more models."),
            "\(result.error)")
    }

    @Test func everyOutputIsOfOneComparison() throws {
        let outputs = ["c.html", "c.md", "c.json", "c.txt"].flatMap { ["-o", $0] }
        let result = try logs.analyze(
            ["compare", "--base", "base.jsonl.zst", "--base", "same.jsonl.zst", "--candidate", "slow.jsonl.zst"]
                + outputs)
        #expect(result.exitCode == 2 && result.output == "")
        for name in ["c.html", "c.md", "c.json", "c.txt"] {
            let text = String(decoding: try logs.folder.bytes(name), as: UTF8.self)
            #expect(text.contains("latency"), "\(name)")
        }
        let json = String(decoding: try logs.folder.bytes("c.json"), as: UTF8.self)
        #expect(json.contains("\"schema\": \"ltb.comparison/1\"") && json.contains("\"total_requests\": 400"))
    }

    /// The bytes are the same for any number of threads.
    @Test func comparisonsAreRepeatable() throws {
        func json(_ threads: String) throws -> [UInt8] {
            try logs.analyze(
                "compare", "base.jsonl.zst", "slow.jsonl.zst", "--format", "json", "--threads", threads
            ).outputBytes
        }
        let one = try json("1")
        #expect(one.count > 1_000)
        #expect(try json("4") == one)
    }

    @Test(arguments: [
        (["base.jsonl.zst"], "Name two runs, such as"),
        (["base.jsonl.zst", "same.jsonl.zst", "slow.jsonl.zst"], "Name two runs, such as"),
        (["--base", "base.jsonl.zst"], "Name logs of both runs: add --candidate and a file."),
        (["-", "-"], "Standard input can be one of the runs only."),
        (["base.jsonl.zst", "same.jsonl.zst", "--threshold", "5"], "write a share between 0 and 100 %"),
        (["base.jsonl.zst", "same.jsonl.zst", "--map", "m"], "write two models, such as"),
        (["base.jsonl.zst", "same.jsonl.zst", "-o", "x.csv"], "A comparison has no csv."),
        (["base.jsonl.zst", "same.jsonl.zst", "-o", "x.pdf"], "The ending of 'x.pdf' names no format."),
        (["base.jsonl.zst", "same.jsonl.zst", "--format", "xml"], "There is no format 'xml'."),
        (["base.jsonl.zst", "same.jsonl.zst", "--slo", "speed=1"], "cannot be an objective"),
        (["base.jsonl.zst", "same.jsonl.zst", "--threads", "0"], "--threads takes a number from 1 to 256."),
    ])
    func wrongUsageIsTold(_ arguments: [String], _ message: String) throws {
        let result = try logs.analyze(["compare"] + arguments)
        #expect(result.exitCode == 64)
        #expect(result.error.contains(message), "\(result.error)")
    }

    @Test func aMissingLogAndADamagedOneAreTold() throws {
        let missing = try logs.analyze("compare", "base.jsonl.zst", "absent.jsonl.zst")
        #expect(missing.exitCode == 1 && missing.error.contains("absent.jsonl.zst"))
        try logs.copy("same.jsonl.zst", to: "torn.jsonl.zst") { $0.removeLast(30) }
        let torn = try logs.analyze("compare", "base.jsonl.zst", "torn.jsonl.zst", "--strict")
        #expect(torn.exitCode == 2 && torn.error.contains("--strict: candidate:"), "\(torn.error)")
        #expect(torn.output.contains("The candidate's log is damaged"))
    }
}
