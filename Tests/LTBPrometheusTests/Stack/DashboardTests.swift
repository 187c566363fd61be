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
    @Test(arguments: Dashboard.all.map(\.uid)) func aDashboardIsWellFormed(uid: String) throws {
        let dashboard = try #require(Dashboard.all.first { $0.uid == uid })
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
            #expect(panel["fieldConfig"]?["defaults"]?["thresholds"]?["steps"]?.elements?.isEmpty == false)
        }
        #expect(Set(dashboard.panels.map(\.title)).count == dashboard.panels.count)
        for target in dashboard.panels.flatMap(\.targets) {
            #expect(QueriedMetrics.unknown(in: target.expression) == [])
        }
    }

    @Test func namesAndIdentitiesAreUnique() {
        #expect(Set(Dashboard.all.map(\.uid)).count == 4)
        #expect(Set(Dashboard.all.map(\.title)).count == 4)
        let files = MonitoringStack.files.map(\.path)
        #expect(Set(files).count == files.count)
    }

    @Test func panelsDoNotOverlap() throws {
        for dashboard in Dashboard.all {
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

    @Test(needsPrometheus) func everyQueryOfEveryDashboardFindsData() throws {
        let folder = try TemporaryFolder()
        folder.makeFolder("dashboards")
        for dashboard in Dashboard.all {
            try folder.write(Array(dashboard.json.utf8), to: "dashboards/\(dashboard.uid).json")
        }
        let end = try AllFamilies.export(to: folder)
        let result = try #require(python).run(
            "-c", PrometheusScripts.queriesOfDashboards, "\(end)", in: folder.path, timeout: .seconds(120))
        #expect(result.exitCode == 0, "\(result.error)")
        let count = Dashboard.all.flatMap(\.panels).flatMap(\.targets).count
        #expect(result.output == "\(count) queries, 0 without data\n", "\(result.output)")
    }

    @Test(needsPrometheus) func everyDocumentOfTheStackIsYAMLOrJSON() throws {
        let folder = try TemporaryFolder()
        var names: [String] = []
        for (index, file) in MonitoringStack.files.enumerated() where file.isDocument {
            try folder.write(Array(file.text.utf8), to: "\(index).yml")
            names.append("\(index).yml")
        }
        let result = try #require(python).run(["-c", PrometheusScripts.loadYAML] + names, in: folder.path)
        #expect(result == CommandResult(exitCode: 0, output: "\(names.count) documents\n", error: ""))
    }
}
