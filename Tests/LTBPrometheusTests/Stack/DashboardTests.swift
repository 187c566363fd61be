// Owns the claims about dashboards: they are well formed, and every query finds data where all families are.

import LTBAnalysis
import LTBEvents
import LTBPrometheus
import LTBTestSupport
import Testing

private let python = InstalledPrograms.python(importing: "yaml")
private let needsPrometheus = ConditionTrait.enabled("Prometheus or Python with yaml is not installed") {
    python != nil && InstalledPrograms.contain("prometheus", "promtool")
}

@Suite struct DashboardTests {
    @Test(arguments: Dashboard.all().map(\.uid)) func aDashboardIsWellFormed(uid: String) throws {
        let dashboard = try #require(Dashboard.all().first { $0.uid == uid })
        let json = try Array(dashboard.json.utf8).withUnsafeBytes { try DocumentNode(json: $0) }
        #expect(json["uid"]?.text == uid)
        #expect(json["refresh"]?.text == "30s")
        #expect(json["time"]?["from"]?.text == "now-1h")
        let variables = json["templating"]?["list"]?.elements ?? []
        #expect(variables.first?["type"]?.text == "datasource")
        #expect(variables.first?["name"]?.text == "datasource")
        let panels = json["panels"]?.elements ?? []
        let ids = panels.map { $0["id"]?.value }
        #expect(ids == (1...panels.count).map { .number("\($0)") })
        let pictures = panels.filter { $0["type"]?.text != "row" }
        #expect(pictures.count == dashboard.panels.count)
        for panel in pictures {
            #expect(panel["datasource"]?["uid"]?.text == "${datasource}")
            #expect(panel["description"]?.text?.isEmpty == false)
            #expect(panel["fieldConfig"]?["defaults"]?["unit"]?.text?.isEmpty == false)
            let defaults = try #require(panel["fieldConfig"]?["defaults"])
            let steps = try #require(defaults["thresholds"]?["steps"]?.elements)
            let values = steps.map { $0["value"]?.value }
            #expect(values.first == .null)
            #expect(Set(values.map { "\(String(describing: $0))" }).count == values.count)
            let isColored = panel["type"]?.text == "timeseries" && steps.count > 1
            #expect(defaults["custom"]?["thresholdsStyle"]?["mode"]?.text == (isColored ? "dashed" : nil))
        }
        #expect(Set(dashboard.panels.map(\.title)).count == dashboard.panels.count)
        for target in dashboard.panels.flatMap(\.targets) {
            #expect(QueriedMetrics.unknown(in: target.expression) == [])
        }
    }

    @Test func namesAndIdentitiesAreUnique() {
        #expect(Set(Dashboard.all().map(\.uid)).count == 4)
        #expect(Set(Dashboard.all().map(\.title)).count == 4)
        let files = MonitoringStack.usual.files.map(\.path)
        #expect(Set(files).count == files.count)
    }

    @Test func panelsDoNotOverlap() throws {
        for dashboard in Dashboard.all() {
            let json = try Array(dashboard.json.utf8).withUnsafeBytes { try DocumentNode(json: $0) }
            var taken: Set<[Int]> = []
            for panel in json["panels"]?.elements ?? [] {
                let sides = try ["x", "y", "w", "h"].map { name -> Int in
                    guard case .number(let text)? = panel["gridPos"]?[name]?.value else { return -1 }
                    return try #require(Int(text))
                }
                #expect(sides[0] + sides[2] <= 24)
                for x in sides[0]..<(sides[0] + sides[2]) {
                    for y in sides[1]..<(sides[1] + sides[3]) { #expect(taken.insert([x, y]).inserted) }
                }
            }
        }
    }

    /// What a panel shows where some of its series are not there: `panel`, `series`, and the value after 30 minutes.
    private static let trials: [(panel: String, series: [String], value: String)] = [
        ("System status", ["system_uptime_seconds 60+60x20 stale"], "{} 0"),
        ("System status", ["system_uptime_seconds 60+60x40"], "{} 1"),
        ("Errors", [#"llm_requests_total{provider="p",model="m",status="success"} 0+60x40"#], "{} 0"),
        ("Error rate", [#"http_requests_total{method="GET",path="/",status="200"} 0+60x40"#], "{} 0"),
        ("Errors of operations", ["config_operations_total 0+60x40"], "{} 0"),
        ("Denial rate", ["rbac_permission_checks_total 0+60x40"], "{} 0"),
        ("Hit rate L1", [#"cache_hits_total{tier="l1"} 0+60x40"#], "{} 1"),
        ("Hit rate L1", [#"cache_misses_total{tier="l1"} 0+60x40"#], "{} 0"),
        ("Shed", [#"orchestrator_requests_total{stage="rag"} 0+60x40"#], "{} 0"),
        ("Shed rate", [#"orchestrator_requests_total{stage="rag"} 0+60x40"#], #"{stage="rag"} 0"#),
    ]

    @Test(needsPrometheus) func whereNothingWentWrongAPanelSaysSo() throws {
        let panels = Dashboard.all().flatMap(\.panels)
        let tests = try Self.trials.map { trial in
            let query = try #require(panels.first { $0.title == trial.panel }?.targets.first?.expression)
                .replacing("$__rate_interval", with: "5m").replacing(#/\$\w+/#, with: ".*")
            let series = trial.series.map { line in
                let parts = line.split(separator: " ", maxSplits: 1)
                return "      - {series: '\(parts[0])', values: '\(parts[1])'}\n"
            }
            let sample = trial.value.split(separator: " ")
            return "  - interval: 1m\n    input_series:\n" + series.joined() + """
                    promql_expr_test:
                      - expr: '\(query)'
                        eval_time: 30m
                        exp_samples: [{labels: '\(sample[0])', value: \(sample[1])}]

                """
        }
        let folder = try TemporaryFolder()
        try folder.write(Array(("tests:\n" + tests.joined()).utf8), to: "panels.yml")
        let result = try CommandRunner(path: "/usr/bin/promtool").run("test", "rules", "panels.yml", in: folder.path)
        #expect(result.exitCode == 0, "\(result.output) \(result.error)")
    }

    @Test(needsPrometheus) func everyQueryOfEveryDashboardFindsData() throws {
        let folder = try TemporaryFolder()
        folder.makeFolder("dashboards")
        for dashboard in Dashboard.all() {
            try folder.write(Array(dashboard.json.utf8), to: "dashboards/\(dashboard.uid).json")
        }
        let end = try AllFamilies.export(to: folder)
        let result = try #require(python).run(
            "-c", PrometheusScripts.queriesOfDashboards, "\(end)", in: folder.path, timeout: .seconds(120))
        #expect(result.exitCode == 0, "\(result.error)")
        let count = Dashboard.all().flatMap(\.panels).flatMap(\.targets).count
        #expect(result.output == "\(count) queries, 0 without data\n", "\(result.output)")
    }

    @Test(needsPrometheus) func everyDocumentOfTheStackIsYAMLOrJSON() throws {
        let folder = try TemporaryFolder()
        var names: [String] = []
        for (index, file) in MonitoringStack.usual.files.enumerated() where file.isDocument {
            try folder.write(Array(file.text.utf8), to: "\(index).yml")
            names.append("\(index).yml")
        }
        let result = try #require(python).run(["-c", PrometheusScripts.loadYAML] + names, in: folder.path)
        #expect(result == CommandResult(exitCode: 0, output: "\(names.count) documents\n", error: ""))
    }
}
