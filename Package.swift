// swift-tools-version: 6.2
import PackageDescription

// Imports only go down this list, and targets of one layer do not import each other: the layers are comments below.
let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")

func module(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: settings)
}

func command(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .executableTarget(name: name, dependencies: [argumentParser] + dependencies, swiftSettings: settings)
}

func tests(_ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []) -> Target {
    .testTarget(name: name, dependencies: dependencies, exclude: exclude, swiftSettings: settings)
}

let package = Package(
    name: "ltb",
    products: [
        .library(name: "LTBRecorder", targets: ["LTBRecorder"]),
        .library(name: "LTBInstrumentation", targets: ["LTBInstrumentation"]),
        .library(name: "LTBHummingbird", targets: ["LTBHummingbird"]),
        .library(name: "LTBMonitoring", targets: ["LTBMonitoring"]),
        .library(name: "LTBAnalysis", targets: ["LTBAnalysis"]),
        .executable(name: "ltb-analyze", targets: ["ltb-analyze"]),
        .executable(name: "ltb-record", targets: ["ltb-record"]),
        .executable(name: "LTBPerformance", targets: ["LTBPerformance"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
        .package(url: "https://github.com/apple/swift-distributed-tracing", from: "1.7.3"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1", traits: []),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-extras", from: "1.34.1"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.2"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0", traits: []),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ],
    targets: [
        // Layer 0
        .systemLibrary(name: "CZstd", providers: [.apt(["libzstd-dev"])]),
        .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"])]),
        .systemLibrary(name: "CBytes"),
        // Layer 1
        module("LTBEvents", ["CBytes"]),
        module("LTBStatistics"),
        // Layer 2
        module("LTBLog", ["CZstd"]),
        module("LTBPricing", ["LTBEvents"]),
        module("LTBYAML", ["LTBEvents", .product(name: "Yams", package: "Yams")]),
        // Layer 3
        module("LTBAnalysis", ["CBytes", "LTBEvents", "LTBStatistics", "LTBLog", "LTBPricing"]),
        module("LTBRecorder", ["LTBEvents", "LTBLog"]),
        // Layer 4
        module("LTBReport", ["LTBAnalysis", "LTBEvents", "LTBStatistics"]),
        module("LTBPrometheus", ["LTBAnalysis", "LTBEvents", "LTBLog"]),
        module("LTBSimulation", ["LTBEvents"]),
        module(
            "LTBHistory",
            [
                "LTBAnalysis", "LTBEvents", "LTBLog", "LTBPricing", "LTBStatistics",
                .product(name: "GRDB", package: "GRDB.swift"), .product(name: "GRDBSQLite", package: "GRDB.swift"),
            ]),
        module(
            "LTBInstrumentation",
            [
                "LTBEvents", "LTBLog", "LTBRecorder", .product(name: "CoreMetrics", package: "swift-metrics"),
                .product(name: "Tracing", package: "swift-distributed-tracing"),
            ]),
        // Layer 5
        module(
            "LTBServer",
            [
                "CZlib", "LTBAnalysis", "LTBEvents", "LTBLog", "LTBPrometheus", "LTBReport",
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "HummingbirdTLS", package: "hummingbird"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"), .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOWebSocket", package: "swift-nio"),
                .product(name: "NIOExtras", package: "swift-nio-extras"),
                .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
                .product(name: "NIOHTTPTypesHTTP1", package: "swift-nio-extras"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ]),
        module("LTBHummingbird", ["LTBRecorder", .product(name: "Hummingbird", package: "hummingbird")]),
        // Layer 6
        module(
            "LTBMonitoring",
            ["LTBAnalysis", "LTBEvents", "LTBLog", "LTBPrometheus", "LTBRecorder", "LTBReport", "LTBServer"]),
        // Layer 7
        command(
            "ltb-analyze",
            [
                "LTBAnalysis", "LTBEvents", "LTBHistory", "LTBLog", "LTBPricing", "LTBPrometheus", "LTBReport",
                "LTBServer", "LTBYAML", .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "NIOCore", package: "swift-nio"), .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
            ]),
        command("ltb-record", ["LTBEvents", "LTBLog", "LTBSimulation"]),
        command("LTBPerformance", ["CZstd", "LTBAnalysis", "LTBEvents", "LTBLog", "LTBRecorder", "LTBReport"]),
        .executableTarget(
            name: "ltb-example",
            dependencies: [
                "LTBHummingbird", "LTBRecorder", .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "Hummingbird", package: "hummingbird"),
            ], swiftSettings: [.swiftLanguageMode(.v6)]),
        // Tests mirror the modules; EndToEndTests runs the built commands.
        .target(name: "CTestWidth", path: "Tests/CTestWidth"),
        .target(
            name: "LTBTestSupport", dependencies: ["CTestWidth", "LTBEvents", "LTBLog"], path: "Tests/LTBTestSupport",
            swiftSettings: settings),
        tests("LTBEventsTests", ["LTBEvents", "LTBTestSupport"]),
        tests("LTBStatisticsTests", ["LTBStatistics", "LTBTestSupport"]),
        .executableTarget(
            name: "LogWritingChild", dependencies: ["LTBLog", "LTBRecorder"], path: "Tests/LogWritingChild",
            swiftSettings: settings),
        tests("LTBLogTests", ["LTBLog", "LTBTestSupport", "LogWritingChild"]),
        tests("LTBPricingTests", ["LTBPricing", "LTBEvents", "LTBTestSupport"]),
        tests("LTBYAMLTests", ["LTBYAML", "LTBPricing", "LTBEvents", "LTBTestSupport"]),
        tests(
            "LTBAnalysisTests",
            ["LTBAnalysis", "LTBEvents", "LTBLog", "LTBPricing", "LTBStatistics", "LTBTestSupport"]),
        tests("LTBRecorderTests", ["LTBRecorder", "LTBEvents", "LTBLog", "LTBTestSupport", "LogWritingChild"]),
        tests(
            "LTBInstrumentationTests",
            [
                "LTBInstrumentation", "LTBRecorder", "LTBEvents", "LTBLog", "LTBTestSupport",
                .product(name: "Metrics", package: "swift-metrics"),
                .product(name: "Tracing", package: "swift-distributed-tracing"),
            ]),
        tests(
            "LTBHummingbirdTests",
            [
                "LTBHummingbird", "LTBRecorder", "LTBEvents", "LTBLog", "LTBTestSupport",
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdTesting", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
            ]),
        tests(
            "LTBReportTests", ["LTBReport", "LTBAnalysis", "LTBEvents", "LTBStatistics", "LTBTestSupport"],
            exclude: ["Golden"]),
        tests(
            "LTBPrometheusTests", ["LTBPrometheus", "LTBAnalysis", "LTBEvents", "LTBLog", "LTBTestSupport"],
            exclude: ["Golden"]),
        tests(
            "LTBServerTests",
            [
                "LTBServer", "LTBAnalysis", "LTBEvents", "LTBLog", "LTBPrometheus", "LTBReport", "LTBTestSupport",
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdTesting", package: "hummingbird"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOEmbedded", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOWebSocket", package: "swift-nio"),
            ]),
        tests(
            "LTBMonitoringTests",
            [
                "LTBMonitoring", "LTBAnalysis", "LTBEvents", "LTBPrometheus", "LTBRecorder", "LTBServer",
                "LTBTestSupport",
            ]),
        tests("LTBSimulationTests", ["LTBSimulation", "LTBEvents", "LTBTestSupport"]),
        tests("LTBHistoryTests", ["LTBHistory", "LTBAnalysis", "LTBEvents", "LTBLog", "LTBTestSupport"]),
        .executableTarget(name: "PeakMemory", path: "Tests/PeakMemory", swiftSettings: settings),
        tests(
            "EndToEndTests",
            [
                "LTBEvents", "LTBLog", "LTBTestSupport", "PeakMemory", "ltb-analyze", "ltb-example", "ltb-record",
            ]),
    ]
)
