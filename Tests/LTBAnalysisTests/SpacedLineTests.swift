// Tests of lines with spaces: they mean what they mean without.

import LTBEvents
import LTBTestSupport
import Testing

@testable import LTBAnalysis

@Suite struct SpacedLineTests {
    /// A line with a space after each comma and colon that is outside of a string, as Python's `json` writes it.
    private func spaced(_ line: [UInt8]) -> [UInt8] {
        var isInString = false
        return line.flatMap { byte -> [UInt8] in
            if byte == UInt8(ascii: "\"") { isInString.toggle() }
            return !isInString && (byte == UInt8(ascii: ",") || byte == UInt8(ascii: ":")) ? [byte, 0x20] : [byte]
        }
    }

    private func unspaced(_ line: [UInt8]) -> [UInt8]? {
        let memory = SpacedLine()
        return line.withPaddedBytes { bytes in memory.unspaced(bytes).map { Array($0) } }
    }

    private func canonical(_ message: String) -> [UInt8] {
        var line: [UInt8] = []
        let failure = RequestFailed(
            context: RequestContext(provider: "openai", model: "gpt-4", labels: ["team": "a, b: c"]),
            errorType: "timeout", message: message, latencySeconds: 1.25)
        Event(timestamp: Timestamp(nanosecondsSince1970: 0), id: "e", payload: .requestFailed(failure))
            .append(to: &line)
        return line
    }

    @Test func theSpacesAfterCommasAndColonsGoAndNoOthers() {
        // Of all lengths, so that each piece of the line lies across the borders of blocks.
        for length in 0..<130 {
            let message = String(repeating: "a, b : ,:  c", count: 11).prefix(length)
            let line = canonical(String(message))
            #expect(unspaced(spaced(line)) == line)
        }
    }

    @Test func aSecondSpaceIsLeftToTheGeneralWay() {
        let line = canonical("m")
        let twice = Array(String(decoding: spaced(line), as: UTF8.self).replacing(": ", with: ":  ").utf8)
        // One of the two stays, and is not expected where it is.
        #expect(unspaced(twice).map { $0 == line } != true)
    }

    @Test(arguments: ["\\", "a\"b", "ü\n"])
    func linesWithEscapesAreLeftToTheGeneralWay(message: String) {
        #expect(unspaced(spaced(canonical(message))) == nil)
    }

    @Test func linesWithoutSpacesAndLongOnesAreLeftToTheGeneralWay() {
        #expect(unspaced(canonical("m")) == nil)
        #expect(unspaced(spaced(canonical(String(repeating: "m", count: 4_000)))) == nil)
    }

    @Test func spacedLinesHaveTheFieldsThatTheGeneralWayFinds() {
        var random = SplitMix64(seed: 1)
        var scanner = EventScanner()
        var found = 0
        let types: [EventType] = [
            .requestStarted, .requestCompleted, .requestFailed, .evaluationStarted, .evaluationCompleted, .spanEnded,
        ]
        for _ in 0..<600 {
            for type in types {
                var line: [UInt8] = []
                random.event(type).append(to: &line)
                spaced(line).withPaddedBytes { bytes in
                    guard scanner.scanSpaced(bytes) else { return }
                    found += 1
                    let fields = ScannedFields(scanner.event)
                    let isTakenGenerally = scanner.scanGeneral(bytes)
                    #expect(isTakenGenerally)
                    #expect(fields == ScannedFields(scanner.event), "\(String(decoding: line, as: UTF8.self))")
                }
            }
        }
        #expect(found > 50)
    }

    @Test func damagedSpacedLinesAreTakenOnlyAsTheDecoderTakesThem() {
        var random = SplitMix64(seed: 2)
        var scanner = EventScanner()
        let line = spaced(canonical("a, b"))
        for _ in 0..<5_000 {
            var damaged = line
            let place = Int.random(in: 0..<line.count, using: &random)
            switch Int.random(in: 0..<3, using: &random) {
            case 0: damaged[place] = Array("\",:{}[] 0t\\".utf8).randomElement(using: &random) ?? 0
            case 1: damaged.remove(at: place)
            default: damaged.insert(contentsOf: Array("\", ".utf8).shuffled(using: &random).prefix(2), at: place)
            }
            let fields = damaged.withPaddedBytes { bytes in
                scanner.scanSpaced(bytes) ? ScannedFields(scanner.event) : nil
            }
            guard let fields else { continue }
            let event = try? damaged.withUnsafeBytes { try Event(json: $0) }
            #expect(fields == event.flatMap { ScannedEvent.with($0) { ScannedFields($0) } })
        }
    }
}
