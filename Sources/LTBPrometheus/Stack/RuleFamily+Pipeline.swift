// Owns the rules of the prompt pipeline and of the model router.

import LTBEvents

extension RuleFamily {
    /// Family 3: the stages of the prompt pipeline.
    package static let pipeline = RuleFamily(
        name: "pipeline", title: "Prompt pipeline",
        recordings: [
            RecordingRule("stage:orchestrator_requests:rate5m", Query.rate("orchestrator_requests_total", by: "stage")),
            RecordingRule(
                "stage:orchestrator_stage_duration_seconds:p95_5m",
                Query.quantile(0.95, "orchestrator_stage_duration_seconds", by: "stage")),
        ],
        alerts: [
            AlertRule(
                "OrchestratorDown", "no scrape succeeds", for: "1m", .critical, #"up{job="pipeline"} == 0"#,
                summary: "The pipeline {{ $labels.instance }} is down", details: "Prometheus cannot scrape it.",
                runbook: "See whether its process runs and whether its port can be reached; then its log."),
            pipelineErrors("CriticalErrorRate", "over 10 % of a stage's requests", 0.1, for: "2m", .critical),
            pipelineErrors("HighErrorRate", "over 5 % of a stage's requests", 0.05, for: "5m", .warning),
            AlertRule(
                "HighLatency", "p95 of a stage over 5 s", for: "5m", .warning,
                Query.quantile(0.95, "orchestrator_stage_duration_seconds", by: "stage") + " > 5",
                summary: "The stage {{ $labels.stage }} is slow",
                details: "95 % of its requests take up to {{ $value | humanizeDuration }}.",
                runbook: "Compare the stages in the dashboard; inference waits for the provider, rag for the index."),
            AlertRule(
                "HighBackpressure", "over 10 % shed", for: "5m", .warning,
                Query.rate("orchestrator_requests_shed_total", by: "stage") + " / "
                    + Query.rate("orchestrator_requests_total", by: "stage") + " > 0.1",
                summary: "The stage {{ $labels.stage }} turns requests away",
                details: "It sheds {{ $value | humanizePercentage }} of them.",
                runbook: "Add workers to the stage, or slow down what sends to it."),
            AlertRule(
                "QueueDepthHigh", "over 900 requests wait", for: "2m", .warning,
                "max by (stage) (orchestrator_queue_depth) > 900", summary: "Requests wait for {{ $labels.stage }}",
                details: "{{ $value | humanize }} requests wait; the queue sheds when it is full.",
                runbook: "Add workers to the stage before it sheds."),
        ])

    private static func pipelineErrors(
        _ name: String, _ threshold: String, _ limit: Double, for duration: String, _ severity: SystemAlert.Severity
    ) -> AlertRule {
        AlertRule(
            name, threshold, for: duration, severity,
            Query.rate("orchestrator_errors_total", by: "stage") + " / "
                + Query.rate("orchestrator_requests_total", by: "stage") + " > \(limit)",
            summary: "Requests fail in {{ $labels.stage }}",
            details: "{{ $value | humanizePercentage }} of the requests of 5 minutes failed.",
            runbook: "Look at the errors by type of the stage; what began with a release ends with its withdrawal.")
    }

    /// Family 4: the model router, whose metrics have a prefix.
    package static func router(prefix: String) -> RuleFamily {
        RuleFamily(
            name: "router", title: "Model router", recordings: routerRecordings(prefix), alerts: routerAlerts(prefix))
    }

    private static func routerRecordings(_ prefix: String) -> [RecordingRule] {
        [
            RecordingRule(
                "model:\(prefix)model_inference:rate5m",
                Query.rate("\(prefix)model_inference_total", by: "model_id, engine")),
            RecordingRule(
                "model:\(prefix)model_inference_duration_seconds:p95_5m",
                Query.quantile(0.95, "\(prefix)model_inference_duration_seconds", by: "model_id, engine")),
        ]
    }

    private static func routerAlerts(_ prefix: String) -> [AlertRule] {
        [
            AlertRule(
                "RouterDown", "no scrape succeeds", for: "1m", .critical, #"up{job="router"} == 0"#,
                summary: "The router {{ $labels.instance }} is down", details: "Prometheus cannot scrape it.",
                runbook: "See whether its process runs and whether its port can be reached; then its log."),
            AlertRule(
                "SystemHealthDegraded", "a component is not healthy", for: "2m", .warning,
                #"max by (component, status) (ltb_health_status{status!="healthy"}) == 1"#,
                summary: "{{ $labels.component }} is {{ $labels.status }}",
                details: "The last health check of the component was not healthy.",
                runbook: "The message of the check is in `/health` of the service, and in the run's report."),
            AlertRule(
                "ModelInferenceFailures", "over 10 % of inferences", for: "5m", .critical,
                Query.rate("\(prefix)model_inference_total", #"status!="success""#, by: "model_id") + " / "
                    + Query.rate("\(prefix)model_inference_total", by: "model_id") + " > 0.1",
                summary: "Inferences of {{ $labels.model_id }} fail",
                details: "{{ $value | humanizePercentage }} of the inferences of 5 minutes failed.",
                runbook: "Take the model out of the routes; look at the errors of its engine."),
            AlertRule(
                "PerformanceDegradation", "p95 of a model over 5 s", for: "5m", .warning,
                Query.quantile(0.95, "\(prefix)model_inference_duration_seconds", by: "model_id") + " > 5",
                summary: "Inferences of {{ $labels.model_id }} are slow",
                details: "95 % of them take up to {{ $value | humanizeDuration }}.",
                runbook: "See whether other models share the device, and whether its memory is full."),
            AlertRule(
                "HighErrorRate", "over 5 % of HTTP requests", for: "5m", .warning,
                Query.rate("\(prefix)http_requests_total", #"status_code=~"5..""#) + " / "
                    + Query.rate("\(prefix)http_requests_total") + " > 0.05",
                summary: "The router answers with errors",
                details: "{{ $value | humanizePercentage }} of the answers of 5 minutes were 5xx.",
                runbook: "Look at the errors by component in the dashboard."),
        ]
    }
}
