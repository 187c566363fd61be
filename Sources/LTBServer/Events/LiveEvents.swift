// Owns events of this program on their way to the clients.

package import LTBEvents

/// Events that are sent together.
package struct LiveEvents: Sendable {
    var lines = RunLines()

    /// No events.
    package init() {}

    /// Adds an event.
    package mutating func append(_ event: Event) {
        var line: [UInt8] = []
        event.append(to: &line)
        line.withUnsafeBytes { lines.append($0) }
    }
}

extension EventHub {
    /// Sends events to all clients who want them.
    package func publish(_ events: inout LiveEvents) {
        if !events.lines.isEmpty { publish(&events.lines) }
    }
}
