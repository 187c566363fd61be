// Owns the claim that Prometheus' own tool finds nothing wrong with an exposition; skipped where it is absent.

import LTBAnalysis
import LTBEvents
import LTBPrometheus
import LTBTestSupport
import Testing

private let needsPromtool = ConditionTrait.enabled("promtool is not installed") {
    InstalledPrograms.contain("promtool")
}

struct PromtoolTests {
    /// What promtool says of an exposition: of bad names and missing helps, too.
    private func check(_ text: String) throws -> CommandResult {
        try CommandRunner(path: "/usr/bin/promtool").run("check", "metrics", input: text)
    }

    @Test(needsPromtool, arguments: ["demo", "one-request", "only-failures"], MetricNaming.allCases)
    func fixturesAreClean(name: String, naming: MetricNaming) throws {
        let result = try check(text(fixture(name, naming: naming).families))
        #expect(result == CommandResult(exitCode: 0, output: "", error: ""))
    }

    @Test(needsPromtool) func onlyTheOwnNamesOfHostileProgramsAreFrownedOn() throws {
        let result = try check(text(fixture("hostile-names").families))
        #expect(
            result.error == """
                __gauge metric name should not include type 'gauge'
                __style__b_ metric names should not contain abbreviated units
                a_b_c__d__e__f__g_ metric names should not contain abbreviated units
                a_b_c__d__e__f__g_ metric names should not contain abbreviated units

                """)
    }

    @Test(needsPromtool) func onlyTheTwoNamesOfTheCatalogueThatAreNoCountersAreFrownedOn() throws {
        let payloads = MetricCatalogue.all.filter { !MetricCatalogue.openTelemetry.contains($0) }.map { definition in
            metric(
                definition.name, definition.kind.rawValue, .number(1),
                Dictionary(uniqueKeysWithValues: definition.labels.map { ($0, "x") }))
        }
        let result = try check(text(families(of: payloads)))
        #expect(
            result.error == """
                config_active_total non-counter metrics should not have "_total" suffix
                rbac_active_roles_total non-counter metrics should not have "_total" suffix

                """)
    }

    @Test(needsPromtool) func hostileNamesAndLabelsCanBeRead() throws {
        var random = SplitMix64(seed: 8)
        let characters = Array("a_:.7 \"\\\n\0é{}=,#\u{1F600}\u{7F}\r").map(String.init)
        func word() -> String {
            (0..<Int.random(in: 0...6, using: &random)).map { _ in characters.randomElement(using: &random) ?? "" }
                .joined()
        }
        let payloads = (0..<600).map { _ in
            metric(
                word(), ["counter", "gauge", "histogram"].randomElement(using: &random) ?? "", .number(1),
                [word(): word(), word() + "x": word()], help: word())
        }
        // Help that is missing, or names that repeat their unit, are frowned on; what cannot be read is an error.
        let result = try check(text(families(of: payloads)))
        #expect(!result.error.contains("error while linting"), "\(result.error.prefix(500))")
        #expect(result.exitCode != 1)
    }
}
