// Owns how much memory this process holds, and giving back what it holds for nothing.

import Glibc

/// Tells how much memory of this process is in use, as the system counts it.
package final class ResidentMemory: Sendable {
    private let descriptor: Int32
    private let pageBytes = sysconf(Int32(_SC_PAGESIZE))

    /// Keeps the way to ask open, which costs most of each question.
    package init() {
        descriptor = Int32(retrying { open("/proc/self/statm", O_RDONLY | O_CLOEXEC) })
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
    }

    /// Bytes in use now, in about a microsecond; 0 where the system does not tell.
    package var bytes: Int {
        withUnsafeTemporaryAllocation(byteCount: 256, alignment: 8) { text in
            let count = retrying { pread(descriptor, text.baseAddress, text.count, 0) }
            // The second number: pages of the address space, pages in use, and more.
            var (spaces, pages) = (0, 0)
            for place in 0..<max(0, count) where spaces < 2 {
                if text[place] == UInt8(ascii: " ") {
                    spaces += 1
                } else if spaces == 1 {
                    pages = pages * 10 + Int(text[place] & 0x0F)
                }
            }
            return pages * pageBytes
        }
    }

    /// Gives memory back to the system that was freed, by whichever thread, and is kept for what may come.
    package static func giveBack() { _ = trim?(0) }

    /// `malloc_trim`, which is out of Swift's reach without a C module; nil where the system's allocator has none.
    private static let trim: (@convention(c) (Int) -> Int32)? = {
        guard let symbol = dlsym(nil, "malloc_trim") else { return nil }
        return unsafeBitCast(symbol, to: (@convention(c) (Int) -> Int32).self)
    }()
}
