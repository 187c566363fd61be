// Owns what must hold of any bytes that are read as lines of events; the tests and the fuzzer check it.

@testable import LTBAnalysis
import LTBEvents
import LTBLog

/// What does not hold of a line.
struct LineDisagreement: Error, CustomStringConvertible {
    let description: String
}

/// Checks the claims on reading lines, with one scanner for all of them.
struct ArbitraryLines: ~Copyable {
    private var scanner = EventScanner()

    /// Throws what does not hold.
    mutating func check(_ bytes: [UInt8]) throws {
        // No byte more than the scanner may load; a newline or a zero ends the last line, and the rest may be anything.
        let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count + LineBatch.padding, alignment: 1)
        defer { memory.deallocate() }
        memory.initializeMemory(as: UInt8.self, repeating: UInt8(ascii: "0"))
        memory.copyBytes(from: bytes + [0])
        try check(UnsafeRawBufferPointer(rebasing: memory[..<bytes.count]))
    }

    private mutating func check(_ text: UnsafeRawBufferPointer) throws {
        var aggregator: RunAggregator?
        for (index, line) in text.split(separator: UInt8(ascii: "\n")).enumerated() {
            let bytes = UnsafeRawBufferPointer(rebasing: line)
            let event = try? Event(json: bytes)
            try checkScanning(text, line.startIndex..<line.endIndex, event)
            guard let event else { continue }
            try checkWriting(event)
            // Whatever an event says, it can be counted.
            if aggregator == nil { aggregator = RunAggregator() }
            let position = SkippedLine.Position(file: 0, frame: 0, line: index + 1)
            aggregator?.add(line: bytes, scanner: &scanner, position: position)
        }
        _ = aggregator?.summary(log: LogFigures())
    }

    /// What the scanner takes, it takes as the decoder does.
    private mutating func checkScanning(
        _ text: UnsafeRawBufferPointer, _ range: Range<Int>, _ event: Event?
    ) throws {
        let line = UnsafeRawBufferPointer(rebasing: text[range])
        guard let start = line.baseAddress, let textStart = text.baseAddress else { return }
        let decoded = event.flatMap { ScannedEvent.with($0) { ScannedFields($0) } }
        if scanner.scanCanonical(line) { try demandEqual(ScannedFields(scanner.event), decoded, line, "the short way") }
        if let end = scanner.scanCanonical(at: start, endingBy: textStart + text.count) {
            try demandEqual(ScannedFields(scanner.event), decoded, line, "the short way to an unknown end")
            guard end == start + line.count else { throw LineDisagreement(description: "the line ends elsewhere") }
        }
        if scanner.scanGeneral(line) { try demandEqual(ScannedFields(scanner.event), decoded, line, "the general way") }
    }

    private func demandEqual(
        _ scanned: ScannedFields, _ decoded: ScannedFields?, _ line: UnsafeRawBufferPointer, _ way: String
    ) throws {
        guard scanned != decoded else { return }
        let text = String(decoding: line, as: UTF8.self)
        throw LineDisagreement(
            description: "\(way) finds \(scanned) where the decoder finds \(String(describing: decoded)): \(text)")
    }

    /// An event that was written reads back as itself, and is then written the same.
    private func checkWriting(_ event: Event) throws {
        var line: [UInt8] = []
        event.append(to: &line)
        let text = String(decoding: line, as: UTF8.self)
        guard let read = line.withUnsafeBytes({ try? Event(json: $0) }) else {
            throw LineDisagreement(description: "what was written is no event: \(text)")
        }
        guard read == event.inMicroseconds else {
            throw LineDisagreement(description: "\(event) reads back as \(read) from \(text)")
        }
        var again: [UInt8] = []
        read.append(to: &again)
        guard again == line else {
            throw LineDisagreement(description: "\(text) is written again as \(String(decoding: again, as: UTF8.self))")
        }
    }
}

extension Event {
    /// The event with its times as they are written: the rest of a microsecond is cut off.
    fileprivate var inMicroseconds: Event {
        var event = self
        event.timestamp = timestamp.inMicroseconds
        switch payload {
        case .requestStarted(var request):
            request.context.scheduledAt = request.context.scheduledAt?.inMicroseconds
            event.payload = .requestStarted(request)
        case .requestCompleted(var request):
            request.context.scheduledAt = request.context.scheduledAt?.inMicroseconds
            event.payload = .requestCompleted(request)
        case .requestFailed(var request):
            request.context.scheduledAt = request.context.scheduledAt?.inMicroseconds
            event.payload = .requestFailed(request)
        case .runStarted(var run):
            run.startedAt = run.startedAt?.inMicroseconds
            event.payload = .runStarted(run)
        case .spanEnded(var span):
            span.startTime = span.startTime?.inMicroseconds
            event.payload = .spanEnded(span)
        case .healthReported(var health):
            health.reportedAt = health.reportedAt?.inMicroseconds
            health.checks = health.checks.mapValues { check in
                var check = check
                check.lastCheck = check.lastCheck?.inMicroseconds
                return check
            }
            event.payload = .healthReported(health)
        default: break
        }
        return event
    }
}

extension Timestamp {
    fileprivate var inMicroseconds: Timestamp {
        let rest = nanosecondsSince1970 % 1_000
        return Timestamp(nanosecondsSince1970: nanosecondsSince1970 &- (rest < 0 ? rest + 1_000 : rest))
    }
}
