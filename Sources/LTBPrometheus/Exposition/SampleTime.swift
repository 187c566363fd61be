// Owns the times of samples as text.

/// Times of OpenMetrics: seconds since 1970.
enum SampleTime {
    /// Milliseconds as seconds, in a text that also Prometheus takes for that millisecond.
    ///
    /// Prometheus reads a double, multiplies it by 1000 and cuts off what is behind the point; where that would be the
    /// millisecond before, the text is the next double's, less than a microsecond later.
    static func text(_ milliseconds: Int64) -> String {
        guard milliseconds % 1000 != 0 else { return "\(milliseconds / 1000)" }
        let seconds = Double(milliseconds) / 1000
        if Int64(seconds * 1000) == milliseconds { return seconds.description }
        return (milliseconds < 0 ? seconds.nextDown : seconds.nextUp).description
    }
}
