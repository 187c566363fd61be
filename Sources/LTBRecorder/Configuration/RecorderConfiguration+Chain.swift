// Owns setting options in a chain.

extension RecorderConfiguration {
    /// Records, or not.
    public func withEnabled(_ isEnabled: Bool = true) -> Self { with { $0.isEnabled = isEnabled } }

    /// Records into this file.
    public func withLogPath(_ path: String) -> Self { with { $0.logPath = path } }

    /// Records the gaps between chunks and the labels of single requests, or not.
    public func withDetails(_ isEnabled: Bool = true) -> Self { with { $0.recordsDetails = isEnabled } }

    /// Records prompts and completions, or not.
    public func withContentCapture(_ isEnabled: Bool = true) -> Self { with { $0.capturesContent = isEnabled } }

    /// Keeps at most so many bytes of events that wait to be written, and then does as told.
    public func withBuffer(bytes: Int, overflow: Overflow = .dropNewest) -> Self {
        with {
            $0.bufferBytes = bytes
            $0.overflow = overflow
        }
    }

    /// Makes events readable at the latest after this time, and waits for the disk if so wished.
    public func withFlushInterval(_ interval: Duration, synchronizes: Bool = false) -> Self {
        with {
            $0.flushInterval = interval
            $0.synchronizesFlushes = synchronizes
        }
    }

    /// Goes on in a new file by this rule.
    public func withRotation(_ rotation: Rotation?) -> Self { with { $0.rotation = rotation } }

    /// Tells of errors of writing.
    public func withErrorHandler(_ handler: @escaping @Sendable (RecorderError) -> Void) -> Self {
        with { $0.onError = handler }
    }

    /// Keeps what the server shows so many seconds.
    public func withRetentionPeriod(_ seconds: Int) -> Self { with { $0.retentionPeriod = .seconds(seconds) } }

    /// Listens at this address: `0.0.0.0` for every machine.
    public func withBind(_ address: String) -> Self { with { $0.bindAddress = address } }

    /// Asks the server's clients for this token, or for none.
    public func withToken(_ token: String?) -> Self { with { $0.token = token } }

    /// Serves `/metrics`, or not.
    public func withPrometheus(_ isEnabled: Bool = true) -> Self { with { $0.prometheus.isEnabled = isEnabled } }

    /// Serves `/metrics` on this port.
    public func withPrometheusPort(_ port: Int) -> Self { with { $0.prometheus.port = port } }

    /// Serves `/ws`, or not.
    public func withWebSocket(_ isEnabled: Bool = true) -> Self { with { $0.webSocket.isEnabled = isEnabled } }

    /// Serves `/ws` on this port.
    public func withWebSocketPort(_ port: Int) -> Self { with { $0.webSocket.port = port } }

    /// Serves the dashboard, or not.
    public func withDashboard(_ isEnabled: Bool = true) -> Self { with { $0.dashboard.isEnabled = isEnabled } }

    /// Serves the dashboard on this port.
    public func withDashboardPort(_ port: Int) -> Self { with { $0.dashboard.port = port } }

    private func with(_ change: (inout Self) -> Void) -> Self {
        var copy = self
        change(&copy)
        return copy
    }
}
