// Owns the configuration of Prometheus.

extension MonitoringStack {
    /// The services whose families have dashboards, besides runs; where each is comes from a file of targets.
    static let services = ["configuration", "pipeline", "router"]

    static var prometheusFiles: [StackFile] {
        [StackFile("prometheus/prometheus.yml", "what Prometheus scrapes, and by which rules", configuration)]
            + services.map { name in
                StackFile(
                    "prometheus/targets/\(name).yml", "where the \(name) service is",
                    """
                    # Where the \(name) service is scraped; Prometheus reads this again when it changes. For example:
                    # - targets: ["\(name):9090"]
                    []

                    """)
            }
    }

    private static var configuration: String {
        YAMLText.document(
            ["Prometheus: a run served by ltb-analyze, the services of prometheus/targets, and the stack itself."],
            .map([
                (
                    "global",
                    .map([
                        ("scrape_interval", .text("15s")), ("scrape_timeout", .text("10s")),
                        ("evaluation_interval", .text("15s")),
                    ])
                ),
                // One line a family: a service that has not all of them loads those that it has.
                ("rule_files", .list(RuleFamily.all().map { .text("rules/\($0.name).yml") })),
                (
                    "alerting",
                    .map([
                        ("alertmanagers", .list([.map([("static_configs", staticTargets("alertmanager:9093"))])]))
                    ])
                ),
                ("scrape_configs", .list(jobs)),
                // For samples that are sent to it: a run is older than what was written last.
                ("storage", .map([("tsdb", .map([("out_of_order_time_window", .text("30d"))]))])),
            ]))
    }

    private static var jobs: [YAMLValue] {
        let fixed = [("ltb", "ltb:9090"), ("prometheus", "localhost:9090"), ("node", "node-exporter:9100")]
        return fixed.map { name, target in
            .map([("job_name", .text(name)), ("static_configs", staticTargets(target))])
        }
            + services.map { name in
                .map([
                    ("job_name", .text(name)),
                    ("file_sd_configs", .list([.map([("files", .list([.text("targets/\(name).yml")]))])])),
                ])
            }
    }

    private static func staticTargets(_ target: String) -> YAMLValue {
        .list([.map([("targets", .list([.text(target)]))])])
    }
}
