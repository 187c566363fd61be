// Owns the files of Grafana: its data source and its dashboards.

extension MonitoringStack {
    var grafanaFiles: [StackFile] {
        Self.provisioningFiles
            + dashboards.map { dashboard in
                StackFile("grafana/dashboards/\(dashboard.uid).json", "dashboard: \(dashboard.title)", dashboard.json)
            }
    }

    private static var provisioningFiles: [StackFile] {
        [
            StackFile(
                "grafana/provisioning/datasources/prometheus.yml", "where Grafana finds Prometheus",
                YAMLText.document(
                    ["Grafana: Prometheus of the stack."],
                    .map([
                        ("apiVersion", .integer(1)),
                        (
                            "datasources",
                            .list([
                                .map([
                                    ("name", .text("Prometheus")), ("uid", .text("prometheus")),
                                    ("type", .text("prometheus")), ("access", .text("proxy")),
                                    ("url", .text("http://prometheus:9090")), ("isDefault", .bool(true)),
                                    ("jsonData", .map([("timeInterval", .text("15s"))])),
                                ])
                            ])
                        ),
                    ]))),
            StackFile(
                "grafana/provisioning/dashboards/ltb.yml", "where Grafana finds the dashboards",
                YAMLText.document(
                    ["Grafana: the dashboards of grafana/dashboards."],
                    .map([
                        ("apiVersion", .integer(1)),
                        (
                            "providers",
                            .list([
                                .map([
                                    ("name", .text("ltb")), ("folder", .text("ltb")), ("type", .text("file")),
                                    ("allowUiUpdates", .bool(true)),
                                    ("options", .map([("path", .text("/var/lib/grafana/dashboards"))])),
                                ])
                            ])
                        ),
                    ]))),
        ]
    }
}
