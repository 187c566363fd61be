// Owns the choice of the names under which requests are exposed.

/// Under which names requests are exposed.
package enum MetricNaming: String, Sendable, CaseIterable {
    /// The names of the metric catalogue: `llm_request_duration_seconds`.
    case llm
    /// Those of OpenTelemetry's GenAI conventions where it has any: `gen_ai_client_operation_duration_seconds`.
    case otel
}
