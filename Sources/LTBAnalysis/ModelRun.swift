// Owns the run of provider and model in the writer's spelling, for lines that are spelled otherwise.

import Glibc

/// Puts the names of provider and model together as they are in the writer's lines, so that places are found by it.
struct ModelRun: ~Copyable {
    private static let separator: StaticString = "\",\"model\":\""
    private static let longestRun = 96

    private let memory = UnsafeMutableRawPointer.allocate(byteCount: longestRun, alignment: 8)

    init() {}

    deinit { memory.deallocate() }

    /// The run, valid until the next one is composed; nil if it is long, or could be that of other names.
    func compose(_ provider: UnsafeRawBufferPointer, _ model: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer? {
        let separator = Self.separator
        let count = provider.count + separator.utf8CodeUnitCount + model.count
        guard count <= Self.longestRun, let first = provider.baseAddress, let last = model.baseAddress,
            memchr(first, 0x22, provider.count) == nil
        else { return nil }
        memcpy(memory, first, provider.count)
        memcpy(memory + provider.count, separator.utf8Start, separator.utf8CodeUnitCount)
        memcpy(memory + (count - model.count), last, model.count)
        return UnsafeRawBufferPointer(start: memory, count: count)
    }
}
