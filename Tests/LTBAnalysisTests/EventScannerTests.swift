import LTBEvents
import LTBLog
import LTBTestSupport
import Testing

@testable import LTBAnalysis

@Suite struct EventScannerTests {
    /// What is found in a line; its memory is gone afterwards.
    private func scanned(_ line: [UInt8], _ scanner: inout EventScanner) -> ScannedFields? {
        line.withPaddedBytes { scanner.scan($0) ? ScannedFields(scanner.event) : nil }
    }

    private func decoded(_ line: [UInt8]) -> ScannedFields? {
        guard let event = try? line.withUnsafeBytes({ try Event(json: $0) }) else { return nil }
        return ScannedEvent.with(event) { ScannedFields($0) }
    }

    /// The fields that the short way takes, which must be those that the general way takes.
    private func scannedShortly(_ line: [UInt8], _ scanner: inout EventScanner) -> ScannedFields? {
        line.withPaddedBytes { bytes in
            guard scanner.scanCanonical(bytes) else { return nil }
            let fields = ScannedFields(scanner.event)
            let isTakenGenerally = scanner.scanGeneral(bytes)
            #expect(isTakenGenerally)
            #expect(fields == ScannedFields(scanner.event), "\(String(decoding: line, as: UTF8.self))")
            return fields
        }
    }

    private static let types: [EventType] = [
        .requestStarted, .requestCompleted, .requestFailed, .evaluationStarted, .evaluationCompleted, .spanEnded,
    ]

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
        #expect(found > 2_600)
    }

    @Test func whatTheScannerTakesTheDecoderTakesToo() {
        var random = SplitMix64(seed: 3)
        var scanner = EventScanner()
        for _ in 0..<300 {
            var line: [UInt8] = []
            random.event(Self.types[Int.random(in: 0..<6, using: &random)]).append(to: &line)
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

    /// Events as instrumented programs record them: plain names, and most fields there.
    private func plainEvent(_ random: inout SplitMix64) -> Event {
        let context = RequestContext(
            provider: random.word(), model: random.word(), requestID: random.maybe { "req_\($0.count())" },
            scheduledAt: random.maybe { $0.timestamp() }, benchmarkID: random.maybe { $0.word() },
            exampleID: random.maybe { $0.word() }, operation: random.maybe { _ in "chat" },
            attempt: random.maybe { Int64.random(in: 1...3, using: &$0) }, traceID: random.maybe { $0.word() },
            labels: random.oneIn(2) ? ["team": random.word(), "tier": random.word()] : [:])
        let tokens = TokenUsage(
            inputTokens: random.maybe { $0.count() >> 20 }, outputTokens: random.maybe { $0.count() },
            cachedInputTokens: random.maybe { $0.count() >> 40 })
        let payload: Payload =
            switch Int.random(in: 0..<6, using: &random) {
            case 0: .requestStarted(RequestStarted(context: context))
            case 1:
                .requestFailed(
                    RequestFailed(
                        context: context, errorType: random.maybe { $0.word() }, message: random.maybe { $0.word() },
                        latencySeconds: random.maybe { $0.amount() }, statusCode: 429,
                        tokens: random.maybe { _ in tokens }))
            case 2:
                .evaluationStarted(
                    EvaluationStarted(
                        evaluationID: random.word(), metric: random.word(), provider: random.maybe { $0.word() },
                        benchmarkID: random.maybe { $0.word() }, requestID: random.maybe { $0.word() }))
            case 3:
                .evaluationCompleted(
                    EvaluationCompleted(
                        evaluationID: random.word(), metric: random.word(), model: random.maybe { $0.word() },
                        score: random.maybe { $0.signedAmount() }, passed: random.maybe { $0.oneIn(2) },
                        durationSeconds: random.maybe { $0.amount() }))
            case 4:
                .spanEnded(
                    SpanEnded(
                        traceID: random.word(), spanID: random.maybe { $0.word() }, name: random.word(),
                        startTime: random.maybe { $0.timestamp() }, durationSeconds: random.amount(),
                        parentSpanID: random.maybe { $0.word() }, status: random.maybe { $0.word() },
                        attributes: ["a": .number("5"), "b": .string(random.word())]))
            default:
                .requestCompleted(
                    RequestCompleted(
                        context: context, latencySeconds: random.maybe { $0.amount() },
                        timeToFirstTokenSeconds: random.maybe { $0.amount() },
                        chunkGapsSeconds: (0..<Int.random(in: 0...4, using: &random)).map { _ in random.amount() },
                        tokens: random.maybe { _ in tokens }, costUSD: random.maybe { $0.amount() },
                        finishReason: random.maybe { $0.word() }, statusCode: 200))
            }
        return Event(timestamp: random.timestamp(), id: random.maybe { "evt_\($0.count())" }, payload: payload)
    }

    @Test func theShortWayTakesThePlainLinesOfTheWriter() {
        var random = SplitMix64(seed: 4)
        var scanner = EventScanner()
        var found = 0
        for _ in 0..<3_000 {
            var line: [UInt8] = []
            plainEvent(&random).append(to: &line)
            guard let fields = scannedShortly(line, &scanner) else { continue }
            found += 1
            #expect(fields == decoded(line), "\(String(decoding: line, as: UTF8.self))")
        }
        // Counts of more than 7 digits are not taken.
        #expect(found > 2_000)
    }

    @Test func whatTheShortWayTakesTheDecoderTakesToo() {
        var random = SplitMix64(seed: 5)
        var scanner = EventScanner()
        for _ in 0..<400 {
            var line: [UInt8] = []
            plainEvent(&random).append(to: &line)
            for _ in 0..<40 {
                var damaged = line
                let place = Int.random(in: 0..<line.count, using: &random)
                switch Int.random(in: 0..<4, using: &random) {
                case 0: damaged[place] = UInt8.random(in: 0...255, using: &random)
                case 1: damaged[place] = Array("\",:{}[]0e-.9\\".utf8).randomElement(using: &random) ?? 0
                case 2: damaged.remove(at: place)
                default: damaged.insert(Array("\",:{}[]0e-.9\\".utf8).randomElement(using: &random) ?? 0, at: place)
                }
                guard let fields = scannedShortly(damaged, &scanner) else { continue }
                #expect(fields == decoded(damaged), "\(String(decoding: damaged, as: UTF8.self))")
            }
        }
    }

    /// The lines that differ from one in a single structural character: one too few, one too many, another, or in the
    /// place of its neighbour.
    private func misspellings(of line: [UInt8]) -> [[UInt8]] {
        let structure = Array(",:{}[]\"".utf8)
        return line.indices.filter { structure.contains(line[$0]) }.flatMap { place in
            var exchanged = line
            exchanged.swapAt(place, min(place + 1, line.count - 1))
            let replacements = [[]] + structure.flatMap { [[$0], [$0, line[place]]] }
            return [exchanged] + replacements.map { line[..<place] + $0 + line[(place + 1)...] }
        }
    }

    @Test func aMisspeltLineIsTakenOnlyAsTheDecoderTakesIt() {
        var random = SplitMix64(seed: 8)
        var scanner = EventScanner()
        for type in Self.types {
            for event in [random.event(type)] + (0..<5).map({ _ in plainEvent(&random) }) {
                for line in misspellings(of: Array(event.line.utf8)) {
                    guard let fields = scanned(line, &scanner) else { continue }
                    #expect(fields == decoded(line), "\(String(decoding: line, as: UTF8.self))")
                }
            }
        }
    }

    @Test(arguments: [
        "\"tokens\":{,\"output_tokens\":75}", "\"tokens\":{,}", "\"tokens\":{\"input_tokens\":1,}",
        "\"tokens\":{\"input_tokens\":1\"output_tokens\":75}", "\"chunk_gaps\":[,0.5]", "\"chunk_gaps\":[0.5,]",
        "\"chunk_gaps\":[,]", "\"labels\":{,\"a\":\"b\"}", "\"labels\":{\"a\":\"b\",}", "\"labels\":{,}",
    ])
    func anObjectOrArrayWithACommaTooManyIsNoJSON(member: String) {
        let text = request("Completed", at: 1, "\"provider\":\"p\",\"model\":\"m\",\(member)")
        #expect(summary(of: [text]).log.skippedLines == ["invalid_json": 1])
    }

    @Test func everyBeginningOfALineIsRefused() {
        var random = SplitMix64(seed: 6)
        var scanner = EventScanner()
        for _ in 0..<20 {
            var line: [UInt8] = []
            plainEvent(&random).append(to: &line)
            for count in line.indices { #expect(scanned(Array(line[..<count]), &scanner) == nil) }
        }
    }

    @Test(arguments: ["\n", "\0", " \n", "\r\n", "\r \n", "{\"event_type\":\"RequestStarted\"}\n", "}\n", ",\n"])
    func aLineIsTakenShortlyOnlyIfTheTextOrANewlineEndsIt(after: String) {
        var random = SplitMix64(seed: 7)
        var scanner = EventScanner()
        for _ in 0..<200 {
            var line: [UInt8] = []
            plainEvent(&random).append(to: &line)
            guard scannedShortly(line, &scanner) != nil else { continue }
            (line + Array(after.utf8)).withPaddedBytes { text in
                guard let start = text.baseAddress else { return }
                let end = scanner.scanCanonical(at: start, endingBy: start + text.count)
                let newline = after == "\n" ? 0 : after == "\r\n" ? 1 : nil
                #expect(end == newline.map { start + line.count + $0 })
            }
        }
    }

    @Test(arguments: [
        "0", "0.0", "1.5", "0.000000001", "0.123456789", "0.1234567891", "2251798.999999999", "2251799.000000001",
        "0.123456", "9.999999", "9.1234560", "1.123456e3", "01.123456", "9007199.254740993", "1e-9", "5e-07", "1.5e3",
        "9223372036.854775", "123456789.5", "0.30000000000000004",
    ])
    func secondsReadTheShortWayAreRoundedAsTheDecoderRoundsThem(number: String) {
        var scanner = EventScanner()
        let line = Array(
            ("{\"event_type\":\"RequestCompleted\",\"timestamp\":\"2026-01-15T10:30:00.000001Z\",\"payload\":"
                + "{\"type\":\"Request\",\"data\":{\"provider\":\"p\",\"model\":\"m\",\"latency\":\(number)}}}").utf8)
        #expect(scannedShortly(line, &scanner) == decoded(line))
    }

    @Test func whatARequestRepeatsOfTheOneBeforeIsTakenAsItStands() {
        var scanner = EventScanner()
        let manners = [
            ",\"operation\":\"chat\",\"attempt\":1", ",\"operation\":\"chat\",\"attempt\":12",
            ",\"operation\":\"chat\"",
            ",\"attempt\":1", ",\"attempt\":2", "", ",\"benchmark_id\":\"b\",\"operation\":\"chat\",\"attempt\":2",
            ",\"operation\":\"\(String(repeating: "o", count: 60))\",\"attempt\":2",
        ]
        let outcomes = [
            ",\"finish_reason\":\"stop\",\"status_code\":200", ",\"finish_reason\":\"stop\",\"status_code\":2001",
            ",\"finish_reason\":\"stop\"", ",\"status_code\":200", "",
        ]
        var random = SplitMix64(seed: 9)
        for _ in 0..<1_000 {
            let manner = manners.randomElement(using: &random) ?? ""
            let outcome = outcomes.randomElement(using: &random) ?? ""
            let text = request("Completed", at: 1, "\"provider\":\"p\",\"model\":\"m\"\(manner),\"cost\":0.5\(outcome)")
            let line = Array(text.utf8)
            #expect(scannedShortly(line, &scanner) == decoded(line), "\(text)")
        }
    }

    @Test(arguments: [
        "1677-09-21T00:12:43.145225Z", "1969-12-31T23:59:59.999999Z", "2026-02-28T23:59:59.000000Z",
        "2024-02-29T00:00:00.500000Z", "2026-01-15t10:30:00.000001Z", "2262-04-11T23:47:16.854775Z",
        "2026-12-31T23:59:60.123456Z", "2026-02-29T10:00:00.000000Z", "2026-01-15T24:00:00.000000Z",
        "2026-01-15T10:60:00.000000Z", "2026-01-15T10:30:0:.000000Z", "2262-04-11T23:47:17.000000Z",
    ])
    func timesReadTheShortWayAreThoseOfTheDecoder(time: String) {
        var scanner = EventScanner()
        // Twice, so that the second is known the other time; with another day in between.
        for time in [time, time, "2025-01-01T00:00:00.000000Z", time] {
            let line = Array(
                ("{\"event_type\":\"RequestStarted\",\"timestamp\":\"\(time)\",\"payload\":{\"type\":\"Request\",\"data\":"
                    + "{\"provider\":\"p\",\"model\":\"m\"}}}").utf8)
            #expect(scanned(line, &scanner) == decoded(line), "\(time)")
        }
    }

    @Test(arguments: [0x00, 0xFF, 0x20, 0x30] as [UInt8])
    func bytesThatAreNoTimeAreNoneBeforeAnyTimeIsKnownEither(byte: UInt8) {
        let noDate = [UInt8](repeating: byte, count: 11)
        let noTime = [UInt8](repeating: byte, count: 8)
        for second in [noDate + noTime, noDate + Array("10:30:00".utf8), Array("2025-01-15T".utf8) + noTime] {
            let time = second + Array(".123456Z".utf8)
            for (before, after) in [
                (
                    "\"timestamp\":\"",
                    "\",\"payload\":{\"type\":\"Request\",\"data\":{\"provider\":\"p\",\"model\":\"m\"}}}"
                ),
                (
                    "\"timestamp\":\"2025-01-15T10:30:00.000000Z\",\"payload\":{\"type\":\"Request\",\"data\":"
                        + "{\"provider\":\"p\",\"model\":\"m\",\"scheduled_at\":\"", "\"}}}"
                ),
            ] {
                let line = Array("{\"event_type\":\"RequestFailed\",\(before)".utf8) + time + Array(after.utf8)
                var scanner = EventScanner()
                #expect(scannedShortly(line, &scanner) == nil)
                #expect(decoded(line) == nil)
            }
        }
    }

    @Test func aFailureThatUsedTokensNobodyCountedIsTheSameHoweverItIsRead() {
        for usage in ["\"total_tokens\":9", "\"total_tokens\":0", "\"cached_input_tokens\":1", "\"input_tokens\":2"] {
            let line = Array(
                request("Failed", at: 1, "\"provider\":\"p\",\"model\":\"m\",\"tokens\":{\(usage)}").utf8)
            var scanner = EventScanner()
            let fields = scanned(line, &scanner)
            #expect(fields != nil)
            #expect(fields == decoded(line), "\(usage)")
        }
    }
}

extension [UInt8] {
    /// Calls `body` with the bytes in memory that may be loaded from for `LineBatch.padding` bytes more.
    func withPaddedBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        (self + Array(repeating: 0, count: LineBatch.padding)).withUnsafeBytes {
            body(UnsafeRawBufferPointer(rebasing: $0[..<count]))
        }
    }
}
