// Owns what is said of work that goes on.

/// How far reading logs is, in at most a line.
package enum ProgressText {
    /// `Reading: 45 %, 620 MiB of 1.3 GiB, 2.05 M events, 1.10 M a second, 12 s left`; the share and the time left where it
    /// is known how much there is, and some of it was read. Once all was read there is nothing left but to sum it up.
    package static func of(readBytes: Int64, totalBytes: Int64?, events: Int64, seconds: Double) -> String {
        if let totalBytes, totalBytes > 0, readBytes >= totalBytes {
            return "Read \(NumberFormat.bytes(totalBytes)), \(Headline.counted(events, "event")); summing up"
        }
        var parts: [String] = []
        var left: String?
        if let totalBytes, totalBytes > 0, readBytes > 0 {
            let share = min(1, Double(readBytes) / Double(totalBytes))
            parts.append(NumberFormat.wholeShare(share))
            parts.append("\(NumberFormat.bytes(min(readBytes, totalBytes))) of \(NumberFormat.bytes(totalBytes))")
            left = "\(wholeSeconds(max(1, (seconds / share - seconds).rounded()))) left"
        }
        parts.append(Headline.counted(events, "event"))
        if seconds > 0 { parts.append("\(NumberFormat.quantity(Double(events) / seconds)) a second") }
        if let left { parts.append(left) }
        return "Reading: " + parts.joined(separator: ", ")
    }

    /// A guess has no decimals.
    private static func wholeSeconds(_ seconds: Double) -> String {
        guard seconds < 60 else { return NumberFormat.duration(seconds: seconds) }
        return NumberFormat.fixed(seconds, places: 0) + NumberFormat.space + "s"
    }
}
