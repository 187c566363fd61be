// Owns the claims about reading the headers of frames.

@testable import LTBLog
import Testing

struct FrameHeaderTests {
    private func header(_ bytes: [UInt8]) -> FrameHeader? {
        bytes.withUnsafeBytes { bytes in
            bytes.count >= FrameHeader.size(bytes) ? FrameHeader(bytes) : nil
        }
    }

    @Test func everyShapeOfHeaderIsReadAsItWasWritten() throws {
        for count in [0, 1, 255, 256, 257, 65_791, 65_792, 300_000] {
            for hasChecksum in [true, false] {
                let text = [UInt8](repeating: 65, count: count)
                let sized = try #require(header(frame(text, FrameShape(hasChecksum: hasChecksum))))
                #expect(sized.textBytes == UInt64(count))
                #expect(sized.windowBytes >= UInt64(count))
                #expect(sized.hasChecksum == hasChecksum)
                let unsized = try #require(
                    header(frame(text, FrameShape(hasChecksum: hasChecksum, saysSize: false, windowLog: 20))))
                #expect(unsized.windowBytes == 1 << 20 || unsized.textBytes == UInt64(count))
                #expect(unsized.dictionaryID == 0)
            }
        }
    }

    @Test func fieldsOfAllSizesAreRead() throws {
        let magic: [UInt8] = [0x28, 0xB5, 0x2F, 0xFD]
        let large = try #require(header(magic + [0b1100_0011, 0xFF, 1, 2, 3, 4] + [UInt8](repeating: 0xFF, count: 8)))
        #expect(large.headerBytes == 18)
        #expect(large.windowBytes == (1 << 41) + 7 * (1 << 38))
        #expect(large.dictionaryID == 0x0403_0201)
        #expect(large.textBytes == UInt64.max)
        let single = try #require(header(magic + [0b0110_0010, 5, 6, 1, 2]))
        #expect(single.dictionaryID == 0x0605)
        #expect(single.textBytes == 0x0201 + 256)
        #expect(single.windowBytes == 0x0201 + 256)
        #expect(header(magic + [0b0000_1000, 0]) == nil)
    }

    @Test func illegalBlocksAreRefused() {
        func block(_ word: UInt32) -> BlockHeader? { littleEndian(word).withUnsafeBytes { BlockHeader($0, at: 0) } }
        #expect(block(1 << 3 | 3 << 1) == nil)
        #expect(block(((128 << 10) + 1) << 3) == nil)
        #expect(block((128 << 10) << 3 | 1 << 1)?.contentBytes == 1)
        #expect(block((128 << 10) << 3 | 1)?.isLast == true)
    }
}
