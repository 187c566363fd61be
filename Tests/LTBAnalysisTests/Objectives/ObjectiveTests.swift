import LTBAnalysis
import Testing

@Suite struct ObjectiveTests {
    @Test func aListIsReadWithItsLimitsAndShares() throws {
        let list = try Objective.list("latency=5s, ttft=500ms@99%,tpot=0.05s@0.9,error_rate=1%,latency=2min@99.9 %")
        #expect(
            list.map(\.text) == ["latency<=5s", "ttft<=500ms", "tpot<=0.05s", "error_rate<=1%", "latency<=2min"])
        #expect(list.map(\.shareNeeded) == [0.95, 0.99, 0.9, 0.99, 0.999])
    }

    @Test func theSameObjectiveIsJudgedOnce() throws {
        var plan = AnalysisPlan()
        plan.add(try Objective.list("latency=5s,latency=5s@99%,latency=5s"))
        plan.add(try Objective.list("latency=5s@99%"))
        #expect(plan.objectives.map(\.shareNeeded) == [0.95, 0.99])
    }

    @Test(arguments: [
        ("", "'' is no objective; write latency=5s, ttft=500ms@99%, tpot=50ms or error_rate=1%."),
        ("latency=5s,", "'' is no objective; write latency=5s, ttft=500ms@99%, tpot=50ms or error_rate=1%."),
        ("latency", "'latency' is no objective; write latency=5s, ttft=500ms@99%, tpot=50ms or error_rate=1%."),
        ("speed=5s", "'speed' in 'speed=5s' cannot be an objective; there are latency, ttft, tpot, error_rate."),
        ("latency=fast", "'fast' in 'latency=fast' is no duration; write 5s, 500ms, 50us or 2min."),
        (
            "latency=9999999999999s",
            "'9999999999999s' in 'latency=9999999999999s' is over 9223372036s, which is 292 years."
        ),
        ("latency=5s@most", "'most' in 'latency=5s@most' is no share between 0 and 100 %; write 99% or 0.99."),
        ("latency=5s@120%", "'120%' in 'latency=5s@120%' is no share between 0 and 100 %; write 99% or 0.99."),
        ("error_rate=1", "'1' in 'error_rate=1' could be 1 % or 100 %; write it with a %."),
        (
            "error_rate=1%@9%",
            "'error_rate=1%@9%': an error rate is a share itself and takes no @; write error_rate=1%."
        ),
    ])
    func whatIsNoObjectiveIsRefusedInASentence(text: String, sentence: String) {
        let error = #expect(throws: Objective.ParseError.self) { try Objective.list(text) }
        #expect(error?.description == sentence)
    }
}
