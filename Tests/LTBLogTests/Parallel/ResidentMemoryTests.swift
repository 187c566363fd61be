// Owns the claims about the memory that this process holds.

import Glibc
import LTBLog
import Testing

@Suite struct ResidentMemoryTests {
    @Test func whatIsInUseIsTold() throws {
        let (memory, bytes) = (ResidentMemory(), 256 << 20)
        let before = memory.bytes
        #expect(before > 1 << 20)
        let pages = try #require(mmap(nil, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0))
        try #require(pages != MAP_FAILED)
        // Nothing is in use before it is written to. Other tests may take or give back a few megabytes meanwhile.
        #expect(memory.bytes < before + bytes / 2)
        memset(pages, 1, bytes)
        #expect(memory.bytes > before + bytes / 2)
        munmap(pages, bytes)
        ResidentMemory.giveBack()
        #expect(memory.bytes < before + bytes / 2)
    }
}
