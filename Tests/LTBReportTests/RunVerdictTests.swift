// Owns the checks of what is bad about a run although no figure shows it.

import LTBAnalysis
import LTBEvents
import LTBReport
import Testing

struct RunVerdictTests {
    private func verdict(_ statuses: [String?], alerts: [AlertFigures] = []) -> RunVerdict {
        var summary = RunSummary()
        summary.runs = statuses.map { status in
            var run = RunIdentity()
            run.status = status
            return run
        }
        summary.alerts = alerts
        return RunVerdict(summary)
    }

    private func alert(_ severity: String, _ state: String) -> AlertFigures {
        AlertFigures(name: "Budget", severity: severity, state: state)
    }

    @Test(arguments: ["passed", "completed", nil])
    func aRunThatEndedWellOrDidNotSaySoHasNone(_ status: String?) {
        #expect(verdict([status]).sentence == nil)
        #expect(verdict([status]).short == nil)
    }

    @Test func aBadEndIsToldOfOneRunAndCountedOfSeveral() {
        #expect(verdict(["failed"]).sentence == "The run failed")
        #expect(verdict(["failed"]).short == "failed")
        #expect(verdict(["cancelled"]).sentence == "The run was cancelled")
        let several = verdict(["failed", "passed", "aborted"])
        #expect(several.sentence?.spaced == "2 of 3 runs failed or did not finish")
        #expect(several.short == "2 failed")
    }

    @Test func aBadEndIsNotMixedUpWithAnAlert() {
        let one = verdict(["failed", "passed"], alerts: [alert("critical", "firing")])
        #expect(one.sentence?.spaced == "1 of 2 runs failed, and the critical alert Budget is still firing")
        let several = verdict(["failed", "aborted"], alerts: [alert("critical", "firing")])
        #expect(
            several.sentence?.spaced
                == "2 of 2 runs failed or did not finish, and the critical alert Budget is still firing")
    }

    /// What a filter leaves out may have resolved it.
    @Test func anAlertIsNotSaidToFireStillWhereTheEndIsLeftOut() {
        var summary = RunSummary()
        summary.alerts = [alert("critical", "firing")]
        summary.filters.from = Timestamp(nanosecondsSince1970: 0)
        #expect(RunVerdict(summary).sentence == "The critical alert Budget is still firing")
        summary.filters.to = Timestamp(nanosecondsSince1970: 1)
        #expect(RunVerdict(summary).sentence == nil)
        summary.filters = FilterDescription()
        summary.filters.cooldownSeconds = 10
        #expect(RunVerdict(summary).short == nil)
        summary.filters = FilterDescription()
        summary.filters.where = ["severity": "critical"]
        #expect(RunVerdict(summary).sentence == nil)
    }

    @Test func onlyCriticalAlertsThatStillFireAreTold() {
        #expect(verdict([], alerts: [alert("warning", "firing"), alert("critical", "resolved")]).sentence == nil)
        let both = verdict(["failed"], alerts: [alert("critical", "firing"), alert("critical", "firing")])
        #expect(both.sentence == "The run failed, and 2 critical alerts are still firing")
        #expect(both.short?.spaced == "failed, 2 critical alerts")
        #expect(
            verdict([], alerts: [alert("critical", "firing")]).sentence == "The critical alert Budget is still firing")
    }
}
