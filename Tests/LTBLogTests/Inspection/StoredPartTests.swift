// Owns the tests of what a reader tells of the stored bytes that it passes.

import LTBTestSupport
import Testing

@testable import LTBLog

@Suite struct StoredPartTests {
    private let folder: TemporaryFolder
    private let text = Array(String(repeating: "{\"event\":1}\n", count: 40).utf8)

    init() throws { folder = try TemporaryFolder() }

    private func frame(_ text: [UInt8]) throws -> [UInt8] {
        let compressor = FrameCompressor(level: 1)
        return try text.withUnsafeBytes { Array(try #require(compressor.compress($0, endOf: .frame))) }
    }

    private func parts(_ bytes: [UInt8]) throws -> (parts: [StoredPart], outcome: LogOutcome) {
        let reader = try LogReader(LogFile(path: try folder.write(bytes)))
        var parts: [StoredPart] = []
        reader.observer = { parts.append($0) }
        try reader.forEachLine { _, _ in }
        return (parts, reader.outcome)
    }

    @Test func framesAreToldWithTheirPlacesAndSizes() throws {
        let one = try frame(text)
        let skippable: [UInt8] = [0x50, 0x2A, 0x4D, 0x18, 2, 0, 0, 0, 7, 7]
        let told = try parts(one + skippable + one).parts
        let size = Int64(one.count)
        let textBytes = Int64(text.count)
        #expect(
            told == [
                StoredPart(kind: .data(textBytes: textBytes), offset: 0, bytes: size, frame: 0),
                StoredPart(kind: .skippable, offset: size, bytes: 10, frame: 1),
                StoredPart(kind: .data(textBytes: textBytes), offset: size + 10, bytes: size, frame: 1),
            ])
    }

    @Test func aWrongChecksumIsToldOfItsFrameAlone() throws {
        let one = try frame(text)
        var wrong = one
        wrong[wrong.count - 1] ^= 1
        let told = try parts(one + wrong + one).parts
        let size = Int64(one.count)
        #expect(told[1] == StoredPart(kind: .damage(.undecodable), offset: size, bytes: size, frame: 1))
        #expect(told[2].frame == 2)
        #expect(told.count == 3)
    }

    @Test func whatIsNoFrameIsToldWithItsSize() throws {
        let one = try frame(text)
        let told = try parts(one + Array(repeating: 0xAA, count: 33) + one).parts
        #expect(told[1] == StoredPart(kind: .damage(.noFrame), offset: Int64(one.count), bytes: 33, frame: 1))
    }

    /// Whatever is cut off or changed, the parts are the stored bytes one after the other, and say what the outcome does.
    @Test func partsAddUpToTheOutcomeHoweverALogIsDamaged() throws {
        let one = try frame(text)
        let log = one + one + SeekTableBytes.of([one, one], textBytes: text.count)
        var random = SplitMix64(seed: 5)
        var damaged = (8..<log.count).map { Array(log[..<$0]) }
        for place in 4..<log.count {
            var bytes = log
            bytes[place] ^= UInt8.random(in: 1...255, using: &random)
            damaged.append(bytes)
        }
        for bytes in damaged {
            guard let (parts, outcome) = try? parts(bytes) else { continue }
            var isDamage = false
            var damagedBytes: Int64 = 0
            for part in parts {
                if case .damage = part.kind {
                    isDamage = true
                    damagedBytes += part.bytes
                }
            }
            #expect(damagedBytes == outcome.damagedBytes)
            #expect(isDamage == (outcome.damagedBytes > 0 || outcome.damagedFrames > 0 || outcome.tornTail))
            #expect(parts.allSatisfy { $0.offset >= 0 && $0.offset + $0.bytes <= Int64(bytes.count) })
        }
    }
}

/// Seek tables of frames that a test has made.
private enum SeekTableBytes {
    static func of(_ frames: [[UInt8]], textBytes: Int) -> [UInt8] {
        var table = SeekTable()
        for frame in frames { table.append(storedBytes: Int64(frame.count), textBytes: Int64(textBytes)) }
        return table.bytes
    }
}
