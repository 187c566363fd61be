// Owns the way to the metrics of the catalogue: one function for each thing that happens.

import LTBEvents

/// Records the metrics that dashboards and alert rules know, under names that cannot be mistyped.
///
///     recorder.metrics.cache.hit(tier: "l1")
///     recorder.metrics.config.operation("set", environment: "production", took: .milliseconds(3))
///     recorder.metrics.router(prefix: "llm_router_vps_").loadedModels(4, type: "chat")
///
/// For metrics of the program's own there is `Recorder.recordMetric`.
public struct RecorderMetrics: Sendable {
    let writer: MetricWriter

    /// LLM requests, as far as their events do not tell of them.
    public var requests: RequestMetrics { RequestMetrics(writer: writer) }
    /// The process.
    public var process: ProcessMetrics { ProcessMetrics(writer: writer) }
    /// Operations on configurations.
    public var config: ConfigMetrics { ConfigMetrics(writer: writer) }
    /// Caches.
    public var cache: CacheMetrics { CacheMetrics(writer: writer) }
    /// Permissions.
    public var rbac: RBACMetrics { RBACMetrics(writer: writer) }
    /// Audit events.
    public var audit: AuditMetrics { AuditMetrics(writer: writer) }
    /// Storage.
    public var storage: StorageMetrics { StorageMetrics(writer: writer) }
    /// Cryptographic operations.
    public var crypto: CryptoMetrics { CryptoMetrics(writer: writer) }
    /// The service as a whole.
    public var system: SystemMetrics { SystemMetrics(writer: writer) }
    /// HTTP requests to the service.
    public var http: HTTPMetrics { HTTPMetrics(writer: writer) }
    /// Databases.
    public var database: DatabaseMetrics { DatabaseMetrics(writer: writer) }
    /// A prompt pipeline.
    public var pipeline: PipelineMetrics { PipelineMetrics(writer: writer) }
    /// A model router, under the usual prefix `llm_router_`.
    public var router: RouterMetrics { router(prefix: MetricCatalogue.routerPrefix) }

    /// A model router whose metrics begin with a prefix of its own.
    public func router(prefix: String) -> RouterMetrics {
        RouterMetrics(writer: MetricWriter(recorder: writer.recorder, prefix: prefix))
    }
}

extension Recorder {
    /// The metrics of the catalogue.
    public var metrics: RecorderMetrics { RecorderMetrics(writer: MetricWriter(recorder: self)) }
}

/// Writes values of catalogued metrics.
struct MetricWriter: Sendable {
    let recorder: Recorder
    /// What goes before each name.
    var prefix = ""

    /// Records a value; its labels are in the order of the catalogue.
    func record(_ metric: MetricDefinition, _ value: Double, _ labels: String...) {
        guard recorder.isEnabled else { return }
        recorder.recordMetric(
            prefix + metric.name, MetricKind(metric.kind), value,
            labels: Dictionary(zip(metric.labels, labels)) { first, _ in first })
    }

    /// Records a number of things.
    func record(_ metric: MetricDefinition, _ value: Int, _ labels: String...) {
        guard recorder.isEnabled else { return }
        recorder.recordMetric(
            prefix + metric.name, MetricKind(metric.kind), Double(value),
            labels: Dictionary(zip(metric.labels, labels)) { first, _ in first })
    }
}

extension MetricKind {
    fileprivate init(_ kind: MetricDefinition.Kind) {
        self =
            switch kind {
            case .counter: .counter
            case .gauge: .gauge
            case .histogram: .histogram
            }
    }
}
