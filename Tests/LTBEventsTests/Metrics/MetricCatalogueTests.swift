// Owns the tests of the metric catalogue: names, types and labels are a contract.

import LTBEvents
import Testing

@Suite struct MetricCatalogueTests {
    @Test func catalogueIsTheContract() {
        let families = [
            MetricCatalogue.requests, MetricCatalogue.configuration, MetricCatalogue.pipeline,
            MetricCatalogue.router(prefix: "llm_router_"),
        ]
        let lines = families.joined().map { definition in
            let labels = definition.labels.isEmpty ? "" : " " + definition.labels.joined(separator: ",")
            return "\(definition.name) \(definition.kind.rawValue)\(labels)"
        }
        #expect(lines.joined(separator: "\n") == Self.contract)
    }

    @Test func namesAreUniqueAndLegal() {
        let names = MetricCatalogue.all.map(\.name)
        #expect(Set(names).count == names.count)
        #expect(names.allSatisfy { $0.allSatisfy { ("a"..."z").contains($0) || $0 == "_" } })
        #expect(MetricCatalogue.all.allSatisfy { $0.kind != .counter || $0.name.hasSuffix("_total") })
        #expect(MetricCatalogue.all.allSatisfy { Set($0.labels).count == $0.labels.count })
    }

    @Test func helpIsOneLine() {
        #expect(MetricCatalogue.all.allSatisfy { !$0.help.isEmpty && !$0.help.contains("\n") })
        #expect(MetricCatalogue.definition(named: "llm_cost_usd_total")?.help.contains("micro-dollars") == true)
    }

    @Test func histogramsAndOnlyTheyHaveAscendingBounds() {
        for definition in MetricCatalogue.all {
            #expect(definition.bounds.isEmpty == (definition.kind != .histogram))
            #expect(zip(definition.bounds, definition.bounds.dropFirst()).allSatisfy { $0 < $1 })
        }
    }

    @Test(arguments: [
        (
            "llm_request_duration_seconds",
            "0.01 0.02 0.04 0.08 0.16 0.32 0.5 0.64 1 1.28 2.56 5 5.12 10.24 20.48 40.96 60 81.92 120 300 600"
        ),
        (
            "llm_request_failed_duration_seconds",
            "0.01 0.02 0.04 0.08 0.16 0.32 0.5 0.64 1 1.28 2.56 5 5.12 10.24 20.48 40.96 60 81.92 120 300 600"
        ),
        (
            "llm_time_to_first_token_seconds",
            "0.001 0.005 0.01 0.02 0.04 0.06 0.08 0.1 0.25 0.5 0.75 1 2.5 5 7.5 10 30 60"
        ),
        ("llm_time_per_output_token_seconds", "0.01 0.025 0.05 0.075 0.1 0.15 0.2 0.3 0.4 0.5 0.75 1 2.5"),
        ("llm_benchmark_duration_seconds", "1 5 10 30 60 120 300 600 1800 3600 7200"),
        (
            "cache_operation_duration_seconds",
            "0.0001 0.00025 0.0005 0.001 0.0025 0.005 0.01 0.025 0.05 0.1 0.25 0.5 1 2.5 5 10"
        ),
        ("my_own_histogram", "0.0001 0.00025 0.0005 0.001 0.0025 0.005 0.01 0.025 0.05 0.1 0.25 0.5 1 2.5 5 10"),
        ("llm_router_vps_http_request_size_bytes", "256 1024 4096 16384 65536 262144 1048576 4194304 16777216"),
        (
            "gen_ai_client_operation_duration_seconds",
            "0.01 0.02 0.04 0.08 0.16 0.32 0.64 1.28 2.56 5.12 10.24 20.48 40.96 81.92"
        ),
        ("gen_ai_client_token_usage", "1 4 16 64 256 1024 4096 16384 65536 262144 1048576 4194304 16777216 67108864"),
    ])
    func bucketBounds(_ name: String, bounds: String) {
        #expect(MetricCatalogue.bounds(forMetricNamed: name) == bounds.split(separator: " ").compactMap { Double($0) })
    }

    @Test func routerHasThePrefixOfTheUser() {
        let names = MetricCatalogue.router(prefix: "llm_router_vps_").map(\.name)
        #expect(names.allSatisfy { $0.hasPrefix("llm_router_vps_") })
        #expect(names.count == 16)
    }

    @Test(arguments: [
        ("llm_request_duration_seconds", "seconds" as String?), ("process_cpu_seconds_total", "seconds"),
        ("storage_size_bytes", "bytes"), ("ltb_log_damaged_bytes_total", "bytes"),
        ("llm_router_cache_hit_ratio", "ratio"),
        ("llm_cost_usd_total", nil), ("llm_requests_total", nil),
    ])
    func unitIsTheSuffixOfTheName(_ name: String, unit: String?) {
        #expect(MetricCatalogue.definition(named: name).map(\.unit) == unit)
    }

    @Test func unknownMetricHasNoDefinition() {
        #expect(MetricCatalogue.definition(named: "my_own_metric") == nil)
    }

    private static let contract = """
        llm_requests_total counter provider,model,status
        llm_request_duration_seconds histogram provider,model
        llm_request_failed_duration_seconds histogram provider,model
        llm_requests_active gauge provider
        llm_tokens_input_total counter provider,model
        llm_tokens_output_total counter provider,model
        llm_cost_usd_total counter provider,model
        llm_errors_total counter provider,model,error_type
        llm_evaluation_score gauge provider,model,metric
        llm_benchmark_progress gauge benchmark_id,name
        llm_benchmark_duration_seconds histogram benchmark_id,name
        llm_time_to_first_token_seconds histogram provider,model
        llm_time_per_output_token_seconds histogram provider,model
        llm_tokens_cached_input_total counter provider,model
        llm_tokens_reasoning_total counter provider,model
        llm_provider_status gauge provider,status
        ltb_events_total counter event_type
        ltb_log_damaged_bytes_total counter
        ltb_recorder_dropped_events_total counter
        ltb_filter_info gauge filter
        ltb_health_status gauge component,status
        process_cpu_seconds_total counter
        process_resident_memory_bytes gauge
        process_open_fds gauge
        process_threads gauge
        config_operations_total counter operation,environment
        config_operation_duration_seconds histogram operation
        config_active_total gauge environment
        config_errors_total counter error_type
        cache_hits_total counter tier
        cache_misses_total counter tier
        cache_evictions_total counter tier
        cache_size_entries gauge tier
        cache_operation_duration_seconds histogram operation,tier
        rbac_permission_checks_total counter resource,action
        rbac_permission_denials_total counter resource,action
        rbac_check_duration_seconds histogram resource
        rbac_active_roles_total gauge
        audit_events_total counter event_type
        audit_events_by_user_total counter user
        audit_event_processing_duration_seconds histogram event_type
        audit_queue_size gauge
        storage_operations_total counter operation
        storage_operation_duration_seconds histogram operation
        storage_size_bytes gauge
        storage_errors_total counter error_type
        crypto_operations_total counter operation
        crypto_operation_duration_seconds histogram operation
        crypto_key_rotations_total counter
        crypto_encryption_errors_total counter
        system_uptime_seconds gauge
        system_memory_usage_bytes gauge
        http_requests_total counter method,path,status
        http_request_duration_seconds histogram method,path
        secret_access_total counter environment
        database_operations_total counter operation,table
        database_operation_duration_seconds histogram operation,table
        orchestrator_requests_total counter stage
        orchestrator_requests_shed_total counter stage
        orchestrator_stage_duration_seconds histogram stage
        orchestrator_queue_depth gauge stage
        orchestrator_errors_total counter stage,error_type
        orchestrator_tokens_generated_total counter worker_type
        llm_router_http_requests_total counter method,route,status_code
        llm_router_http_request_duration_seconds histogram method,route,status_code
        llm_router_http_request_size_bytes histogram method,route,status_code
        llm_router_http_response_size_bytes histogram method,route,status_code
        llm_router_model_inference_total counter model_id,model_type,engine,status
        llm_router_model_inference_duration_seconds histogram model_id,model_type,engine
        llm_router_model_loading_duration_seconds histogram model_id,model_type,engine
        llm_router_tokens_generated_total counter model_id,model_type,engine
        llm_router_tokens_per_second gauge model_id,model_type,engine
        llm_router_active_connections gauge connection_type
        llm_router_loaded_models gauge model_type
        llm_router_memory_usage_bytes gauge type
        llm_router_errors_total counter error_type,component
        llm_router_cache_operations_total counter operation,cache_type,status
        llm_router_cache_hit_ratio gauge cache_type
        llm_router_cache_size_bytes gauge cache_type
        """
}
