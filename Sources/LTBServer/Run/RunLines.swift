// Owns the lines of events on their way from a log to what counts and sends them.

import LTBAnalysis
import LTBLog

/// Lines one behind the other in memory, as the scanner of events wants them.
struct RunLines: Sendable {
    /// Each line with its newline.
    private(set) var text: [UInt8] = []
    /// Where each line ends, before its newline.
    private var ends: [Int] = []

    var count: Int { ends.count }
    var isEmpty: Bool { ends.isEmpty }

    mutating func append(_ line: UnsafeRawBufferPointer) {
        text.append(contentsOf: line)
        ends.append(text.count)
        text.append(0x0A)
    }

    mutating func removeAll() {
        text.removeAll(keepingCapacity: true)
        ends.removeAll(keepingCapacity: true)
    }

    /// Gives each line; behind it is what `LineBatch` promises.
    mutating func forEach(_ body: (UnsafeRawBufferPointer) -> Void) {
        let length = text.count
        text.append(contentsOf: repeatElement(0, count: LineBatch.padding))
        text.withUnsafeBytes { text in
            var start = 0
            for end in ends {
                body(UnsafeRawBufferPointer(rebasing: text[start..<end]))
                start = end + 1
            }
        }
        text.removeLast(text.count - length)
    }

    /// Leaves out the lines that are no events.
    mutating func keepEvents() {
        let check = EventCheck()
        var events = RunLines()
        forEach { line in
            if (try? check.time(of: line)) != nil { events.append(line) }
        }
        self = events
    }

    /// The last lines, at most so many, in their order.
    func last(_ limit: Int) -> [[UInt8]] {
        ends.indices.suffix(limit).map { index in
            Array(text[(index == 0 ? 0 : ends[index - 1] + 1)..<ends[index]])
        }
    }
}
