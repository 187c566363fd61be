// Owns how a program is monitored.

public import LTBRecorder

/// How a program is monitored: the same options as a recorder's, whose ports and retention period count here.
///
///     let config = try MonitoringConfig().withPrometheusPort(9091).withRetentionPeriod(7200).overriddenByEnvironment()
public typealias MonitoringConfig = RecorderConfiguration
