import LTBEvents
import LTBTestSupport
import Testing

@testable import LTBAnalysis

/// What the scanner or the decoder makes of a line, in a form that can be compared.
private struct Fields: Equatable {
    var kind: ScannedEvent.Kind
    var timestamp: Int64
    var strings: [[UInt8]?]
    var numbers: [Int64?]
    var gaps: [Int64]
    var passed: Bool?

    init(_ event: ScannedEvent) {
        kind = event.kind
        timestamp = event.timestamp
        let request = event.kind == .evaluationCompleted ? ScannedEvent.Request() : event.request
        let evaluation = event.kind == .evaluationCompleted ? event.evaluation : ScannedEvent.Evaluation()
        strings = [
            event.id, request.provider, request.model, request.requestID, request.benchmarkID, request.errorType,
            request.message, evaluation.metric, evaluation.provider, evaluation.model, evaluation.benchmarkID,
        ].map { $0.map { Array($0) } }
        numbers = [
            request.attempt, request.scheduledAt, request.latency, request.timeToFirstToken, request.inputTokens,
            request.outputTokens, request.cachedInputTokens, request.cacheWriteTokens, request.reasoningTokens,
            request.cost, evaluation.score,
        ]
        gaps = request.chunkGaps.map { Array($0) } ?? []
        passed = evaluation.passed
    }
}

@Suite struct EventScannerTests {
    private func scanned(_ line: [UInt8], _ scanner: inout EventScanner) -> Fields? {
        line.withUnsafeBytes { scanner.scan($0) } ? Fields(scanner.event) : nil
    }

    private func decoded(_ line: [UInt8]) -> Fields? {
        guard let event = try? line.withUnsafeBytes({ try Event(json: $0) }) else { return nil }
        return ScannedEvent.with(event) { Fields($0) }
    }

    private static let types: [EventType] = [.requestStarted, .requestCompleted, .requestFailed, .evaluationCompleted]

    @Test func theScannerFindsWhatTheDecoderDoesInCanonicalLines() {
        var random = SplitMix64(seed: 1)
        var scanner = EventScanner()
        for _ in 0..<500 {
            for type in Self.types {
                var line: [UInt8] = []
                random.event(type).append(to: &line)
                let expected = decoded(line)
                #expect(expected != nil)
                #expect(scanned(line, &scanner) == expected, "\(String(decoding: line, as: UTF8.self))")
            }
        }
    }

    @Test func theScannerFindsWhatTheDecoderDoesInAnyLegalSpelling() {
        var random = SplitMix64(seed: 2)
        var scanner = EventScanner()
        var found = 0
        for _ in 0..<500 {
            for type in Self.types {
                let line = Array(respell(random.event(type).line, using: &random).utf8)
                guard let fields = scanned(line, &scanner) else { continue }
                found += 1
                #expect(fields == decoded(line), "\(String(decoding: line, as: UTF8.self))")
            }
        }
        // What the scanner leaves to the decoder must stay the exception, or it is of no use.
        #expect(found > 1_000)
    }

    @Test func whatTheScannerTakesTheDecoderTakesToo() {
        var random = SplitMix64(seed: 3)
        var scanner = EventScanner()
        for _ in 0..<300 {
            var line: [UInt8] = []
            random.event(Self.types[Int.random(in: 0..<4, using: &random)]).append(to: &line)
            for _ in 0..<40 {
                var damaged = line
                let place = Int.random(in: 0..<line.count, using: &random)
                switch Int.random(in: 0..<3, using: &random) {
                case 0: damaged[place] = UInt8.random(in: 0...255, using: &random)
                case 1: damaged.removeSubrange(place...)
                default:
                    damaged.insert(contentsOf: Array("\",:{}[]0e-".utf8).shuffled(using: &random).prefix(2), at: place)
                }
                guard let fields = scanned(damaged, &scanner) else { continue }
                #expect(fields == decoded(damaged), "\(String(decoding: damaged, as: UTF8.self))")
            }
        }
    }
}
