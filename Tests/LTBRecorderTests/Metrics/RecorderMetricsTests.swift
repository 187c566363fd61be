// Owns the claims about the metrics of the catalogue.

import LTBEvents
@testable import LTBRecorder
import Testing

struct RecorderMetricsTests {
    /// What was recorded, as `name{label=value,…} value`.
    private func lines(_ run: RecordedRun) throws -> [String] {
        try run.payloads().map { payload in
            guard case .metricRecorded(let metric) = payload, case .number(let value) = metric.value else { return "?" }
            let labels = metric.labels.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
            return "\(metric.name ?? "?"){\(labels.joined(separator: ","))} \(value) \(metric.type ?? "?")"
        }
    }

    /// Calls every function once, so that each metric of the catalogue is recorded.
    private func recordAll(_ metrics: RecorderMetrics) {
        let second = Duration.seconds(1)
        metrics.config.operation("set", environment: "production", took: second)
        metrics.config.error("parse")
        metrics.config.active(3, environment: "production")
        metrics.config.secretAccess(environment: "production")
        metrics.cache.hit(tier: "l1")
        metrics.cache.miss(tier: "l1")
        metrics.cache.eviction(tier: "l1")
        metrics.cache.size(entries: 5, tier: "l1")
        metrics.cache.operation("get", tier: "l1", took: second)
        metrics.rbac.permissionCheck(resource: "config", action: "read", allowed: false, took: second)
        metrics.rbac.activeRoles(2)
        metrics.audit.event("login", user: "me", took: second)
        metrics.audit.queueSize(7)
        metrics.storage.operation("read", took: second)
        metrics.storage.error("io")
        metrics.storage.size(bytes: 9)
        metrics.crypto.operation("encrypt", took: second)
        metrics.crypto.keyRotation()
        metrics.crypto.encryptionError()
        metrics.system.uptime(second)
        metrics.system.memoryUsage(bytes: 11)
        metrics.http.request(method: "GET", path: "/a", status: 200, took: second)
        metrics.database.operation("select", table: "t", took: second)
        metrics.pipeline.stage("inference", took: second)
        metrics.pipeline.shed(stage: "rag")
        metrics.pipeline.queueDepth(4, stage: "rag")
        metrics.pipeline.error("timeout", stage: "post")
        metrics.pipeline.tokens(100, workerType: "gpu")
        let router = metrics.router
        router.httpRequest(
            method: "GET", route: "/a", status: 200, took: second, requestBytes: 1, responseBytes: 2)
        router.inference(model: "m", type: "chat", engine: "vllm", took: second, tokens: 12)
        router.modelLoading(model: "m", type: "chat", engine: "vllm", took: second)
        router.tokensPerSecond(30, model: "m", type: "chat", engine: "vllm")
        router.activeConnections(1, type: "http")
        router.loadedModels(1, type: "chat")
        router.memoryUsage(bytes: 1, type: "gpu")
        router.error("io", component: "loader")
        router.cacheOperation("get", cacheType: "kv", status: "hit")
        router.cacheHitRatio(0.5, cacheType: "kv")
        router.cacheSize(bytes: 1, cacheType: "kv")
    }

    @Test func everyMetricOfTheFamiliesOfServicesHasAFunctionThatGivesItsKindAndItsLabels() throws {
        let run = try RecordedRun()
        recordAll(run.recorder.metrics)
        var recorded: [String: MetricRecorded] = [:]
        for case .metricRecorded(let metric) in try run.payloads() { recorded[metric.name ?? ""] = metric }
        let catalogue =
            MetricCatalogue.configuration + MetricCatalogue.pipeline
            + MetricCatalogue.router(prefix: MetricCatalogue.routerPrefix)
        #expect(Set(recorded.keys) == Set(catalogue.map(\.name)))
        for definition in catalogue {
            #expect(recorded[definition.name]?.type == definition.kind.rawValue)
            #expect(recorded[definition.name]?.labels.keys.sorted() == definition.labels.sorted(), "\(definition.name)")
        }
    }

    @Test func functionsRecordWhatTheirArgumentsSay() throws {
        let run = try RecordedRun()
        let metrics = run.recorder.metrics
        metrics.config.operation("set", environment: "production", took: .milliseconds(3))
        metrics.config.operation("get", environment: "test")
        metrics.rbac.permissionCheck(resource: "config", action: "read", allowed: true)
        metrics.rbac.permissionCheck(resource: "config", action: "write", allowed: false)
        metrics.http.request(method: "GET", path: "/a", status: 200, took: .seconds(1), weight: 2.5)
        metrics.router(prefix: "llm_router_vps_").inference(
            model: "m", type: "chat", engine: "vllm", status: "error", took: .seconds(2))
        #expect(
            try lines(run) == [
                "config_operations_total{environment=production,operation=set} 1.0 counter",
                "config_operation_duration_seconds{operation=set} 0.003 histogram",
                "config_operations_total{environment=test,operation=get} 1.0 counter",
                "rbac_permission_checks_total{action=read,resource=config} 1.0 counter",
                "rbac_permission_checks_total{action=write,resource=config} 1.0 counter",
                "rbac_permission_denials_total{action=write,resource=config} 1.0 counter",
                "http_requests_total{method=GET,path=/a,status=200} 2.5 counter",
                "http_request_duration_seconds{method=GET,path=/a} 1.0 histogram",
                "llm_router_vps_model_inference_total{engine=vllm,model_id=m,model_type=chat,status=error} 1.0 counter",
                "llm_router_vps_model_inference_duration_seconds{engine=vllm,model_id=m,model_type=chat} 2.0 histogram",
            ])
    }

    @Test func wrappersRecordWhatTheirBodyTookAndBecameOfIt() async throws {
        struct Broken: Error {}
        let run = try RecordedRun()
        let recorder = run.recorder
        let model = { @Sendable (isBroken: Bool) async throws -> Int in
            try await recorder.withModelMonitoring(model: "m", type: "chat", engine: "vllm") {
                run.clock.advance(milliseconds: 40)
                if isBroken { throw Broken() }
                return 5
            }
        }
        #expect(try await model(false) == 5)
        await #expect(throws: Broken.self) { try await model(true) }
        await recorder.withDatabaseMonitoring("select", table: "t") { run.clock.advance(milliseconds: 10) }
        #expect(await recorder.withCacheMonitoring(tier: "l1") { 1 } == 1)
        #expect(await recorder.withCacheMonitoring(tier: "l1") { Int?.none } == nil)
        let labels = "engine=vllm,model_id=m,model_type=chat"
        #expect(
            try lines(run) == [
                "llm_router_model_inference_total{\(labels),status=success} 1.0 counter",
                "llm_router_model_inference_duration_seconds{\(labels)} 0.04 histogram",
                "llm_router_model_inference_total{\(labels),status=error} 1.0 counter",
                "llm_router_model_inference_duration_seconds{\(labels)} 0.04 histogram",
                "database_operations_total{operation=select,table=t} 1.0 counter",
                "database_operation_duration_seconds{operation=select,table=t} 0.01 histogram",
                "cache_operation_duration_seconds{operation=get,tier=l1} 0.0 histogram",
                "cache_hits_total{tier=l1} 1.0 counter",
                "cache_operation_duration_seconds{operation=get,tier=l1} 0.0 histogram",
                "cache_misses_total{tier=l1} 1.0 counter",
            ])
    }

    @Test func metricsOfRequestsThatNoEventTellsOfHaveFunctionsToo() throws {
        let run = try RecordedRun()
        let metrics = run.recorder.metrics
        metrics.requests.active(3, provider: "openai")
        metrics.requests.evaluationScore(0.5, provider: "openai", model: "m", metric: "f1")
        metrics.requests.benchmarkProgress(percent: 40, id: "b", name: "MMLU")
        metrics.process.processorTime(.milliseconds(1_500))
        metrics.process.residentMemory(bytes: 7)
        metrics.process.openFiles(8)
        metrics.process.threads(9)
        run.recorder.recordLatency(provider: "openai", model: "m", .seconds(2))
        run.recorder.recordTokens(provider: "openai", model: "m", input: 5, output: 6)
        run.recorder.recordCost(provider: "openai", model: "m", 0.25)
        let lines = try lines(run)
        #expect(
            lines == [
                "llm_requests_active{provider=openai} 3.0 gauge",
                "llm_evaluation_score{metric=f1,model=m,provider=openai} 0.5 gauge",
                "llm_benchmark_progress{benchmark_id=b,name=MMLU} 40.0 gauge",
                "process_cpu_seconds_total{} 1.5 counter",
                "process_resident_memory_bytes{} 7.0 gauge",
                "process_open_fds{} 8.0 gauge",
                "process_threads{} 9.0 gauge",
                "llm_request_duration_seconds{model=m,provider=openai} 2.0 histogram",
                "llm_tokens_input_total{model=m,provider=openai} 5.0 counter",
                "llm_tokens_output_total{model=m,provider=openai} 6.0 counter",
                "llm_cost_usd_total{model=m,provider=openai} 250000.0 counter",
            ])
        // Each is one of the catalogue's.
        for line in lines {
            let definition = MetricCatalogue.definition(named: String(line.prefix { $0 != "{" }))
            #expect(definition.map { line.hasSuffix($0.kind.rawValue) } == true, "\(line)")
        }
    }
}
