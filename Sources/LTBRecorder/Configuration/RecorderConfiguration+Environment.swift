// Owns the environment variables by which options are set without changing the program.

extension RecorderConfiguration {
    /// The options, overridden by the variables that are set: `LTB_ENABLED`, `LTB_LOG_PATH`, `LTB_DETAILED_METRICS`,
    /// `LTB_CAPTURE_CONTENT`, `LTB_RETENTION_PERIOD`, `LTB_BIND`, `LTB_TOKEN`, and `LTB_…_ENABLED` and `LTB_…_PORT` for
    /// `PROMETHEUS`, `WEBSOCKET` and `DASHBOARD`.
    ///
    /// - Throws: `invalidConfiguration`, which names the variable, its value and what it may be.
    public func overriddenByEnvironment() throws(RecorderError) -> Self {
        try overridden(by: .process)
    }

    func overridden(by environment: ProcessEnvironment) throws(RecorderError) -> Self {
        var copy = self
        let variables = Variables(environment: environment)
        try variables.setSwitch("LTB_ENABLED", &copy.isEnabled)
        if let path = environment["LTB_LOG_PATH"] { copy.logPath = path }
        try variables.setSwitch("LTB_DETAILED_METRICS", &copy.recordsDetails)
        try variables.setSwitch("LTB_CAPTURE_CONTENT", &copy.capturesContent)
        try variables.setSeconds("LTB_RETENTION_PERIOD", &copy.retentionPeriod)
        if let address = environment["LTB_BIND"] { copy.bindAddress = address }
        if let token = environment["LTB_TOKEN"] { copy.token = token }
        try variables.setEndpoint("LTB_PROMETHEUS", &copy.prometheus)
        try variables.setEndpoint("LTB_WEBSOCKET", &copy.webSocket)
        try variables.setEndpoint("LTB_DASHBOARD", &copy.dashboard)
        return copy
    }

    /// Finds options that have no meaning.
    func validate() throws(RecorderError) {
        for (name, endpoint) in [("Prometheus", prometheus), ("WebSocket", webSocket), ("dashboard", dashboard)]
        where !(1...65_535).contains(endpoint.port) {
            throw .invalid("The \(name) port is \(endpoint.port); use one from 1 to 65535")
        }
        if bindAddress.isEmpty { throw .invalid("The address to listen at is empty; use one such as 127.0.0.1") }
        if token?.isEmpty == true { throw .invalid("The token is empty and protects nothing; use none, or a real one") }
        if retentionPeriod <= .zero { throw .invalid("The retention period is \(retentionPeriod); use a positive one") }
        if bufferBytes <= 0 { throw .invalid("The buffer has \(bufferBytes) bytes; use a positive number") }
        if flushInterval <= .zero { throw .invalid("The flush interval is \(flushInterval); use a positive one") }
        if let rotation, rotation.bytes ?? 1 <= 0 || rotation.age ?? .seconds(1) <= .zero {
            throw .invalid("The rotation has a size or an age of nothing; use positive ones, or none")
        }
        if logPath.isEmpty { throw .invalid("The log path is empty; name a file, such as run.jsonl.zst") }
    }
}

/// Reads options from variables.
private struct Variables {
    let environment: ProcessEnvironment

    func setSwitch(_ name: String, _ option: inout Bool) throws(RecorderError) {
        guard let text = environment[name] else { return }
        switch text.lowercased() {
        case "true", "1", "yes", "on": option = true
        case "false", "0", "no", "off": option = false
        default: throw .invalid(variable: name, text, "true or false")
        }
    }

    func setSeconds(_ name: String, _ option: inout Duration) throws(RecorderError) {
        guard let text = environment[name] else { return }
        guard let seconds = Int64(text), (1...1_000_000_000).contains(seconds) else {
            throw .invalid(variable: name, text, "a number of seconds from 1 to 1000000000")
        }
        option = .seconds(seconds)
    }

    func setEndpoint(_ name: String, _ endpoint: inout RecorderConfiguration.Endpoint) throws(RecorderError) {
        try setSwitch(name + "_ENABLED", &endpoint.isEnabled)
        guard let text = environment[name + "_PORT"] else { return }
        guard let port = Int(text), (1...65_535).contains(port) else {
            throw .invalid(variable: name + "_PORT", text, "a port from 1 to 65535")
        }
        endpoint.port = port
    }
}

extension RecorderError {
    fileprivate static func invalid(_ message: String) -> RecorderError {
        RecorderError(.invalidConfiguration, message)
    }

    fileprivate static func invalid(variable: String, _ text: String, _ expected: String) -> RecorderError {
        let shown = text.unicodeScalars.prefix(40).map { $0.properties.generalCategory == .control ? "?" : String($0) }
        return .invalid("The environment variable \(variable) is \"\(shown.joined())\"; set it to \(expected)")
    }
}
