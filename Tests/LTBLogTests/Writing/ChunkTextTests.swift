// Owns the claims about records that become lines when they are written.

@testable import LTBLog
import LTBTestSupport
import Testing

struct ChunkTextTests {
    private var configuration: LogRecorderConfiguration {
        var configuration = LogRecorderConfiguration()
        // As many bytes as the record says, of which each line is then.
        configuration.makeExpansion = {
            { record, line in
                let count = Int(record.loadUnaligned(as: UInt32.self))
                line.append(contentsOf: repeatElement(UInt8(ascii: "x"), count: count))
            }
        }
        return configuration
    }

    @Test func recordsAndLinesStayInOrderHoweverLongTheirTextIs() throws {
        let folder = try TemporaryFolder()
        for (frameBytes, stripes) in [(1 << 20, 16), (1_000, 3), (1, 1)] {
            let path = folder["\(frameBytes)"]
            var configuration = configuration
            configuration.log.frameBytes = frameBytes
            configuration.stripes = stripes
            let recorder = try LogRecorder(appendingTo: path, configuration: configuration)
            var rng = SplitMix64(seed: 5)
            var expected: [String] = []
            for number in 0..<3_000 {
                let count = UInt32.random(in: 0...(rng.oneIn(100) ? 5_000 : 400), using: &rng)
                if rng.oneIn(3) {
                    recorder.append("line \(number)")
                    expected.append("line \(number)")
                } else {
                    recorder.append(recordBytes: 4) { $0.storeBytes(of: count, as: UInt32.self) }
                    if count > 0 { expected.append(String(repeating: "x", count: Int(count))) }
                }
            }
            #expect(recorder.close())
            #expect(try readLog(path).lines == expected)
            #expect(recorder.droppedLines == 0)
        }
    }

    @Test(arguments: [OverflowPolicy.dropNewest, .dropOldest])
    func recordsThatWaitForAFullDiskAreAllWrittenOrCounted(_ overflow: OverflowPolicy) async throws {
        let folder = try TemporaryFolder()
        let files = TroubledFiles { $0.spaceLeft = 0 }
        var configuration = configuration
        configuration.overflow = overflow
        configuration.bufferBytes = 4_000
        configuration.log.frameBytes = 1_000
        configuration.retryInterval = .milliseconds(10)
        let recorder = try LogRecorder(appendingTo: folder["log"], configuration: configuration, files: files)
        for _ in 0..<2_000 { recorder.append(recordBytes: 4) { $0.storeBytes(of: 50, as: UInt32.self) } }
        #expect(await eventually { recorder.failures > 0 })
        files.change { $0.spaceLeft = .max }
        #expect(await eventually { recorder.flush() })
        #expect(recorder.close())
        let lines = try readLog(folder["log"]).lines
        #expect(Int64(lines.count) + recorder.droppedLines == 2_000)
        #expect(recorder.droppedLines > 0)
        #expect(recorder.keptLines == Int64(lines.count))
        #expect(lines.allSatisfy { $0 == String(repeating: "x", count: 50) })
    }
}
