// Owns what threads and the writer of a recorder tell each other: full chunks, wishes, and what came of them.

/// The shared state of a recorder, behind its monitor's lock.
struct RecorderQueue: Sendable {
    /// A wish to have everything written that was appended before.
    struct Flush: Sendable {
        /// How often that was wished for until now.
        var wished = 0
        /// Up to which wish the writer has tried, and up to which it has succeeded.
        var tried = 0
        var succeeded = 0
        var synchronizes = false
    }

    /// What the writer thread should look at.
    struct Wishes: Sendable {
        var flush: Int?
        var synchronizes = false
        var closes = false
    }

    var flush = Flush()
    /// No line is taken any more.
    var isClosing = false
    /// The writer has come to its end.
    var isClosed = false
    /// The writer is at work, or waits for a file that failed: more lines are no reason to wake it.
    var isAwake = false
    /// Something came up for the writer while it was idle.
    var hasNews = false
    private var chunks: [LineChunk] = []
    /// The first chunk that is still there.
    private var head = 0
    private var bytes = 0
    private var spares: [[UInt8]] = []
    private let limit: Int
    private let wakeBytes: Int

    private static let mostSpares = 32

    init(limit: Int, wakeBytes: Int) {
        self.limit = limit
        self.wakeBytes = min(wakeBytes, limit / 2)
    }

    func hasRoom(for count: Int) -> Bool { head == chunks.count || bytes + count <= limit }

    /// Whether there is so much that the writer should start on it.
    var shouldWake: Bool { bytes >= wakeBytes && !isAwake }

    /// How many chunks wait.
    var count: Int { chunks.count - head }

    /// Takes a chunk and leaves an empty one, with memory if there is some to spare.
    mutating func push(_ chunk: inout LineChunk) {
        bytes += chunk.bytes.count
        var empty = LineChunk()
        if let spare = spares.popLast() { empty.bytes = spare }
        swap(&chunk, &empty)
        chunks.append(empty)
    }

    /// The chunk that has waited longest.
    mutating func pop() -> LineChunk? {
        guard head < chunks.count else { return nil }
        var chunk = LineChunk()
        swap(&chunk, &chunks[head])
        head += 1
        bytes -= chunk.bytes.count
        if head == chunks.count || head >= 1024 {
            chunks.removeFirst(head)
            head = 0
        }
        return chunk
    }

    /// Takes back the memory of a chunk that was written.
    mutating func reclaim(_ memory: inout [UInt8]) {
        guard spares.count < Self.mostSpares, memory.capacity <= 1 << 20 else { return }
        var spare: [UInt8] = []
        swap(&spare, &memory)
        spare.removeAll(keepingCapacity: true)
        spares.append(spare)
    }

    /// Asks the writer to come to an end; counts as a flush, so that whoever closes learns what came of it.
    mutating func beginClosing() {
        guard !isClosing else { return }
        isClosing = true
        flush.wished += 1
    }

    /// What the writer should do now; nil: nothing before its own deadline.
    mutating func wishes() -> Wishes? {
        guard flush.wished > flush.tried || isClosing || hasNews || shouldWake else { return nil }
        hasNews = false
        defer { flush.synchronizes = false }
        return Wishes(
            flush: flush.wished > flush.tried ? flush.wished : nil, synchronizes: flush.synchronizes, closes: isClosing)
    }
}
