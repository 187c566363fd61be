// Owns the claims about what many ask for at a time.

import LTBEvents
import LTBLog
import NIOCore
@testable import LTBServer
import Testing

struct AnswerCacheTests {
    private let made = Monitor(0)

    private func cache(_ run: LiveRun, size: Int = 4_096) -> AnswerCache {
        AnswerCache(run) { [made] _ in
            made.withLock { $0 += 1 }
            return [UInt8](repeating: 0x20, count: size)
        }
    }

    private func address(_ buffer: ByteBuffer?) -> UnsafeRawPointer? {
        buffer?.withUnsafeReadableBytes { $0.baseAddress }
    }

    @Test func allWhoAskHoldTheSameBytes() async {
        let cache = cache(LiveRun())
        let (first, second) = await (cache.latest, cache.latest)
        #expect(address(first.plain) == address(second.plain))
        #expect(address(first.compressed) != nil && address(first.compressed) == address(second.compressed))
    }

    @Test func whileARunChangesItIsNotMadeForEachWhoAsks() async {
        let run = LiveRun()
        let cache = cache(run)
        for _ in 0..<100 {
            run.reset()
            _ = await cache.latest
        }
        // A second may have passed in between.
        #expect(made.withLock { $0 } < 50)
    }

    @Test func whatIsSmallIsNotCompressed() async {
        let body = await cache(LiveRun(), size: 1_024).latest
        #expect(body.compressed == nil)
    }
}
