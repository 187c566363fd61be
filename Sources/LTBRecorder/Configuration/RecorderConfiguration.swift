// Owns the options of a recorder, and of the server that may run beside it.

/// How a run is recorded, and what is served of it while it runs.
///
/// Options come from the program (properties, or `with…` in a chain), on top of a profile, and from the environment:
///
///     let configuration = try RecorderConfiguration.production
///         .withLogPath("logs/run.jsonl.zst")
///         .withPrometheusPort(9091)
///         .overriddenByEnvironment()
public struct RecorderConfiguration: Sendable {
    /// What happens to events that come faster than they can be written, once `bufferBytes` are used up.
    public enum Overflow: String, Sendable, CaseIterable {
        /// The event that comes is dropped.
        case dropNewest
        /// The events that have waited longest are dropped.
        case dropOldest
        /// Whoever records waits.
        case block
    }

    /// When to go on in a new file of the log, `run-00001.jsonl.zst`, …
    public struct Rotation: Sendable, Hashable {
        /// Once the file has so many bytes; nil: never.
        public var bytes: Int?
        /// Once the file is so old; nil: never.
        public var age: Duration?

        /// A rule.
        public init(bytes: Int? = nil, age: Duration? = nil) {
            self.bytes = bytes
            self.age = age
        }
    }

    /// One role of the server that may run beside the recorder.
    public struct Endpoint: Sendable, Hashable {
        /// Whether it is served at all.
        public var isEnabled: Bool
        /// The port, 1 to 65,535.
        public var port: Int

        /// An endpoint.
        public init(isEnabled: Bool = true, port: Int) {
            self.isEnabled = isEnabled
            self.port = port
        }
    }

    /// Whether anything is recorded; if not, every call returns at once. `LTB_ENABLED`.
    public var isEnabled = true
    /// The log, unless the recorder is told another. `LTB_LOG_PATH`.
    public var logPath = "run.jsonl.zst"
    /// Whether the gaps between chunks and the labels of single requests are recorded. `LTB_DETAILED_METRICS`.
    public var recordsDetails = false
    /// Whether prompts and completions are recorded, each cut at 256 KiB. `LTB_CAPTURE_CONTENT`.
    public var capturesContent = false
    /// Bytes of events that may wait to be written.
    public var bufferBytes = 64 << 20
    /// What happens when they are used up.
    public var overflow = Overflow.dropNewest
    /// After how long an event can be read from the file at the latest.
    public var flushInterval: Duration = .seconds(1)
    /// Whether each flush waits until the disk has the bytes.
    public var synchronizesFlushes = false
    /// When to go on in a new file; nil: never.
    public var rotation: Rotation?
    /// Told of the first error of writing, and again of the first after writing had gone on. Called on the recorder's own
    /// thread, where `flush` and `close` do not wait and are false; letting go of the recorder there is fine. Nil: the sentence goes to standard error.
    public var onError: (@Sendable (RecorderError) -> Void)?

    /// How long the server keeps what it shows. `LTB_RETENTION_PERIOD`, in seconds.
    public var retentionPeriod: Duration = .seconds(3_600)
    /// The address at which the server listens; by default only this machine reaches it. `LTB_BIND`.
    public var bindAddress = "127.0.0.1"
    /// What the server's clients must show as `Authorization: Bearer`; nil for nothing. `LTB_TOKEN`.
    public var token: String?
    /// `/metrics`. `LTB_PROMETHEUS_ENABLED`, `LTB_PROMETHEUS_PORT`.
    public var prometheus = Endpoint(port: 9_090)
    /// `/ws`. `LTB_WEBSOCKET_ENABLED`, `LTB_WEBSOCKET_PORT`.
    public var webSocket = Endpoint(port: 8_080)
    /// The dashboard. `LTB_DASHBOARD_ENABLED`, `LTB_DASHBOARD_PORT`.
    public var dashboard = Endpoint(port: 3_000)

    /// The defaults.
    public init() {}

    /// For a run on a developer's machine: all details, readable after a tenth of a second.
    public static var development: RecorderConfiguration {
        RecorderConfiguration().withDetails().withFlushInterval(.milliseconds(100))
    }

    /// For a service: the defaults.
    public static var production: RecorderConfiguration { RecorderConfiguration() }
}
