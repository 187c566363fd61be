// Owns events as they go to the clients: made once for all of them.

import LTBEvents
import NIOCore

/// Consecutive events as WebSocket messages.
struct EventBatch: Sendable {
    /// One event within the messages.
    struct Entry: Sendable {
        var type: String
        /// Where its message ends.
        var end: Int
    }

    /// The messages of all events, each in a frame.
    private(set) var frames = ByteBuffer()
    private(set) var entries: [Entry] = []
    /// Events that are too large to be sent.
    private(set) var omitted = 0

    /// Larger ones are for those who read the log.
    static let largestEvent = 1 << 20

    init(_ lines: inout RunLines) {
        lines.forEach { line in append(line) }
    }

    private mutating func append(_ line: UnsafeRawBufferPointer) {
        guard line.count <= Self.largestEvent else { return omitted += 1 }
        WebSocketFrames.appendText(to: &frames, length: line.count + Self.head.count + 1) { frames in
            frames.writeBytes(Self.head)
            frames.writeBytes(line)
            frames.writeInteger(UInt8(ascii: "}"))
        }
        entries.append(Entry(type: EventTypeNames.name(in: line), end: frames.writerIndex))
    }

    private static let head = Array(#"{"type":"Event","data":"#.utf8)

    /// The messages of the events of some types.
    func frames(of types: Set<String>) -> (frames: ByteBuffer, count: Int) {
        var chosen = ByteBuffer()
        var count = 0
        var start = 0
        for entry in entries {
            if types.contains(entry.type), let frame = frames.getSlice(at: start, length: entry.end - start) {
                chosen.writeImmutableBuffer(frame)
                count += 1
            }
            start = entry.end
        }
        return (chosen, count)
    }

    /// How many events there are of some types; of those that are too large the type is not known.
    func count(of types: Set<String>?) -> Int {
        guard let types else { return entries.count + omitted }
        return entries.count { types.contains($0.type) } + omitted
    }
}

/// The types of events as they stand in lines.
private enum EventTypeNames {
    private static let names = EventType.allCases.map(\.rawValue)
    private static let beginning = Array(#"{"event_type":""#.utf8)

    /// The type of a line's event; empty if it is none.
    static func name(in line: UnsafeRawBufferPointer) -> String {
        guard line.starts(with: beginning) else { return name(inUnusual: line) }
        let rest = line.dropFirst(beginning.count)
        guard let end = rest.firstIndex(of: UInt8(ascii: "\"")) else { return "" }
        let name = rest[..<end]
        guard !name.contains(UInt8(ascii: "\\")) else { return self.name(inUnusual: line) }
        return names.first { $0.utf8.elementsEqual(name) } ?? String(decoding: name, as: UTF8.self)
    }

    private static func name(inUnusual line: UnsafeRawBufferPointer) -> String {
        (try? Event(json: line).eventType) ?? ""
    }
}
