// Owns the claims about rules: they are legal, name metrics that exist, and every alert fires and resolves.

import Glibc
import LTBEvents
import LTBPrometheus
import LTBTestSupport
import Testing

private let needsPromtool = ConditionTrait.enabled("promtool is not installed") {
    InstalledPrograms.contain("promtool")
}
private let python = InstalledPrograms.python(importing: "json")
private let needsAlertmanager = ConditionTrait.enabled("Alertmanager or Python is not installed") {
    python != nil && InstalledPrograms.contain("prometheus-alertmanager")
}
private let needsAmtool = ConditionTrait.enabled("amtool is not installed") { InstalledPrograms.contain("amtool") }

@Suite struct StackRulesTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        for name in ["prometheus", "prometheus/rules", "prometheus/targets", "alertmanager"] { folder.makeFolder(name) }
        for file in MonitoringStack.usual.files
        where file.path.hasPrefix("prometheus/") || file.path.hasPrefix("alertmanager/") {
            try folder.write(Array(file.text.utf8), to: file.path)
        }
    }

    private func promtool(_ arguments: String...) throws -> CommandResult {
        try CommandRunner(path: "/usr/bin/promtool").run(arguments, in: folder.path, timeout: .seconds(240))
    }

    @Test(needsPromtool) func theConfigurationAndTheRulesAreLegal() throws {
        let configuration = try promtool("check", "config", "prometheus/prometheus.yml")
        #expect(configuration.exitCode == 0, "\(configuration.error)")
        #expect(configuration.output.contains("4 rule files found"))
        #expect(configuration.error == "")
        for family in RuleFamily.all() {
            let rules = try promtool("check", "rules", "prometheus/rules/\(family.name).yml")
            #expect(rules.exitCode == 0, "\(rules.error)")
            #expect(rules.output.contains("\(family.alerts.count + family.recordings.count) rules found"))
        }
    }

    @Test func everyAlertHasATrial() {
        let alerts = RuleFamily.all().flatMap { family in family.alerts.map { "\(family.name) \($0.name)" } }
        #expect(Set(alerts).count == alerts.count)
        #expect(Set(AlertTrial.all.map { "\($0.family) \($0.alert)" }) == Set(alerts))
    }

    @Test(needsPromtool, arguments: RuleFamily.all().map(\.name)) func everyAlertFiresAndResolves(family: String) throws
    {
        let trials = AlertTrial.all.filter { $0.family == family }.map(\.yaml).joined()
        let text = "rule_files: [prometheus/rules/\(family).yml]\nevaluation_interval: 1m\ntests:\n" + trials
        try folder.write(Array(text.utf8), to: "trials.yml")
        let result = try promtool("test", "rules", "trials.yml")
        #expect(result.exitCode == 0, "\(result.output) \(result.error)")
        #expect(result.output.contains("SUCCESS"))
    }

    /// What tests would find: an alert that never fires.
    @Test(needsPromtool) func anAlertThatDoesNotFireIsFound() throws {
        var trial = try #require(AlertTrial.all.first { $0.alert == "QueueDepthHigh" })
        trial.series[0].values = "900x300"
        let text = "rule_files: [prometheus/rules/pipeline.yml]\nevaluation_interval: 1m\ntests:\n" + trial.yaml
        try folder.write(Array(text.utf8), to: "trials.yml")
        #expect(try promtool("test", "rules", "trials.yml").exitCode == 1)
    }

    @Test func rulesNameOnlyMetricsThatThereAre() {
        for family in RuleFamily.all() {
            let expressions = family.alerts.map(\.expression) + family.recordings.map(\.expression)
            for expression in expressions { #expect(QueriedMetrics.unknown(in: expression) == []) }
        }
        #expect(QueriedMetrics.unknown(in: "sum(rate(llm_request_total[5m]))") == ["llm_request_total"])
    }

    @Test func jobsThatAlertsKnowAreScraped() throws {
        let expressions = RuleFamily.all().flatMap(\.alerts).map(\.expression)
        let jobs = Set(expressions.flatMap { $0.matches(of: #/up\{job="(\w+)"\}/#).map { String($0.output.1) } })
        #expect(jobs == ["ltb", "configuration", "pipeline", "router"])
        let files = Dictionary(uniqueKeysWithValues: MonitoringStack.usual.files.map { ($0.path, $0.text) })
        for job in jobs {
            #expect(try #require(files["prometheus/prometheus.yml"]).contains("job_name: \(job)\n"))
            let monitor = files["kubernetes/servicemonitor\(job == "ltb" ? "" : "-\(job)").yml"]
            #expect(try #require(monitor).contains("{targetLabel: job, replacement: \(job)}"))
        }
    }

    @Test func theOperatorHasTheRulesOfEachFamilyInAFileOfTheirOwn() throws {
        let files = Dictionary(uniqueKeysWithValues: MonitoringStack.usual.files.map { ($0.path, $0.text) })
        for family in RuleFamily.all() {
            let text = try #require(files["kubernetes/rules-\(family.name).yml"])
            #expect(text.contains("kind: PrometheusRule\n"))
            let names = text.matches(of: #/- (?:alert|record): "?([\w:]+)"?\n/#).map { String($0.output.1) }
            #expect(names == family.recordings.map(\.record) + family.alerts.map(\.name))
        }
        #expect(try #require(files["kubernetes/deployment.yml"]).contains("imagePullPolicy: IfNotPresent"))
    }

    @Test func theRouterMayHaveAPrefixOfItsOwn() throws {
        let stack = try #require(MonitoringStack(routerPrefix: "llm_router_vps_"))
        for (file, usual) in zip(stack.files, MonitoringStack.usual.files) {
            let renamed = usual.text.replacing("llm_router_", with: "llm_router_vps_")
            #expect(file.text == renamed)
        }
        #expect(stack.files.map(\.path) == MonitoringStack.usual.files.map(\.path))
        #expect(MonitoringStack(routerPrefix: "") == nil)
        #expect(MonitoringStack(routerPrefix: "a-b") == nil)
    }

    @Test func theImageIsMadeOfTheCheckoutAloneWhereverComposeIsCalled() throws {
        let files = Dictionary(uniqueKeysWithValues: MonitoringStack.usual.files.map { ($0.path, $0.text) })
        let compose = try #require(files["docker-compose.yml"])
        #expect(compose.contains("      context: .\n      additional_contexts:\n        ltb: \"${LTB_SOURCE:?"))
        #expect(!compose.contains("PWD"))
        let dockerfile = try #require(files["Dockerfile"])
        let copied = dockerfile.matches(of: #/COPY --from=ltb (.+) \S+\n/#).flatMap {
            $0.output.1.split(separator: " ")
        }
        // A fresh checkout has no Package.resolved, of which COPY would miss the name.
        #expect(copied == ["Package.*", "Sources", "Tests"])
        #expect(dockerfile.matches(of: #/COPY /#).count == 4)
        let checkout = #filePath.prefix(upTo: try #require(#filePath.firstRange(of: "/Tests/")).lowerBound)
        for name in ["Package.swift", "Sources", "Tests"] { #expect(access("\(checkout)/\(name)", F_OK) == 0) }
    }

    @Test func everyAlertSaysWhatToDo() {
        for alert in RuleFamily.all().flatMap(\.alerts) {
            #expect(
                [alert.threshold, alert.duration, alert.summary, alert.details, alert.runbook].allSatisfy {
                    !$0.isEmpty
                })
        }
    }

    @Test(needsAlertmanager) func criticalErrorsOfAStageHideOnlyTheWarningOfTheSameStage() throws {
        // Receivers that nobody reaches are left out.
        let started = try CommandRunner(path: "/bin/sh").run(
            "alertmanager/start.sh", in: folder.path,
            environment: ["LTB_PRINT_CONFIG": "1", "LTB_ALERTMANAGER_CONFIG": "alertmanager/alertmanager.yml"])
        try folder.write(started.outputBytes, to: "started.yml")
        let result = try #require(python).run("-c", PrometheusScripts.inhibitedAlerts, in: folder.path)
        #expect(
            result
                == CommandResult(
                    exitCode: 0,
                    output: """
                        CriticalErrorRate configuration None active
                        CriticalErrorRate pipeline rag active
                        HighErrorRate configuration None suppressed
                        HighErrorRate pipeline rag suppressed
                        HighErrorRate pipeline stream active
                        HighErrorRate router None active

                        """, error: ""))
    }

    @Test(needsAmtool) func alertmanagerTakesItsFileWithAndWithoutReceivers() throws {
        let amtool = CommandRunner(path: "/usr/bin/amtool")
        let plain = try amtool.run("check-config", folder["alertmanager/alertmanager.yml"])
        #expect(plain.exitCode == 0, "\(plain.error)")
        let environments: [[String: String]] = [
            [:], ["SLACK_WEBHOOK_URL": "https://hooks.example.org/a|b&c\\d", "SLACK_CHANNEL": "#ops"],
            ["EMAIL_TO": "ops@example.org", "SMTP_SMARTHOST": "mail.example.org:587", "SMTP_FROM": "ltb@example.org"],
            ["PAGERDUTY_ROUTING_KEY": "0123", "WEBHOOK_URL": "http://example.org/hook?a=1&b=2"],
            // What means something else in YAML.
            [
                "EMAIL_TO": "@a", "SMTP_USER": "*u: {", "SMTP_PASSWORD": "a\\b|c&d\"e # %", "SMTP_FROM": "!x",
                "SMTP_SMARTHOST": "mail.example.org:465", "SMTP_REQUIRE_TLS": "false",
            ],
            ["SLACK_WEBHOOK_URL": "https://hooks.example.org/a", "SLACK_CHANNEL": #"al"erts: []"#],
            ["PAGERDUTY_ROUTING_KEY": "{abc"],
        ]
        for environment in environments {
            let started = try CommandRunner(path: "/bin/sh").run(
                "alertmanager/start.sh", in: folder.path,
                environment: environment.merging([
                    "LTB_PRINT_CONFIG": "1", "LTB_ALERTMANAGER_CONFIG": "alertmanager/alertmanager.yml",
                ]) { $1 })
            let settings = started.output.split(separator: "\n").filter { !$0.hasPrefix("#") }.joined(separator: "\n")
            #expect(!settings.contains("invalid"))
            for value in environment.values { #expect(settings.contains(value)) }
            let names = ["slack", "email", "pagerduty", "webhook"].filter { settings.contains("\($0)_configs") }
            #expect(
                names.count == environment.keys.count { $0.contains("URL") || $0.contains("KEY") || $0.contains("_TO") }
            )
            try folder.write(started.outputBytes, to: "started.yml")
            let checked = try amtool.run("check-config", folder["started.yml"])
            #expect(checked.exitCode == 0, "\(checked.error)")
            #expect(settings.contains("auth_password") == (environment["SMTP_USER"] != nil))
        }
        let quoted = try CommandRunner(path: "/bin/sh").run(
            "alertmanager/start.sh", in: folder.path,
            environment: [
                "LTB_PRINT_CONFIG": "1", "LTB_ALERTMANAGER_CONFIG": "alertmanager/alertmanager.yml",
                "EMAIL_TO": "o'n@a",
            ])
        #expect(quoted.output.contains("to: 'o''n@a'\n"))
    }
}
