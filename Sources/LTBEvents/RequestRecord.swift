// Owns the events that are recorded most, on their way from the thread that records them to the one that writes their lines.

/// The figures of a request that was answered, or was sent; what is not known of it is less than nothing.
///
/// Whoever records a request puts them and the two names behind each other into memory, which takes a tenth of the time of
/// its line. `RequestWriter` makes that line of them, on another thread.
package struct RequestRecord: BitwiseCopyable, Sendable, Equatable {
    /// When it was sent or the answer was complete, in nanoseconds since 1970.
    package var time: Int64
    /// What the name of the event ends with.
    package var number: Int64
    /// What the name of the request ends with. The same number for both is fine, and costs less to store.
    package var requestNumber: Int64
    /// From sending the request to the last byte of the answer.
    package var latencyNanoseconds: Int64
    /// From sending the request to the first content.
    package var firstTokenNanoseconds: Int64
    /// What it cost, in US dollars.
    package var costUSD: Double
    /// Tokens of the prompt.
    package var inputTokens: Int64 = -1
    /// Tokens of the answer.
    package var outputTokens: Int64 = -1
    /// Both together, where that is told.
    package var totalTokens: Int64 = -1
    /// Those of the input that were read from a cache.
    package var cachedInputTokens: Int64 = -1
    /// Those of the input that were written to a cache.
    package var cacheWriteTokens: Int64 = -1
    /// Those of the output that were reasoning.
    package var reasoningTokens: Int64 = -1
    /// Whether anything is told of tokens, be it that no count is known.
    package var hasTokens = false
    /// Whether the request was only sent.
    package var isStart = false
    @usableFromInline var providerBytes: UInt16 = 0
    @usableFromInline var modelBytes: UInt16 = 0

    /// The bytes that the names may have together.
    @inlinable package static var mostNameBytes: Int { 1 << 12 }

    /// A request that was sent.
    @inlinable
    package init(startAt time: Int64, number: Int64, requestNumber: Int64) {
        self.init(
            time: time, number: number, requestNumber: requestNumber, latencyNanoseconds: -1,
            firstTokenNanoseconds: -1, costUSD: -1)
        isStart = true
    }

    /// A request that was answered, but for its tokens.
    @inlinable
    package init(
        time: Int64, number: Int64, requestNumber: Int64, latencyNanoseconds: Int64, firstTokenNanoseconds: Int64,
        costUSD: Double
    ) {
        self.time = time
        self.number = number
        self.requestNumber = requestNumber
        self.latencyNanoseconds = latencyNanoseconds
        self.firstTokenNanoseconds = firstTokenNanoseconds
        self.costUSD = costUSD
    }

    /// Takes over all counts; what else the tokens hold has no place here.
    @inlinable
    package mutating func take(_ tokens: borrowing TokenUsage) {
        hasTokens = true
        inputTokens = tokens.inputTokens ?? -1
        outputTokens = tokens.outputTokens ?? -1
        totalTokens = tokens.totalTokens ?? -1
        cachedInputTokens = tokens.cachedInputTokens ?? -1
        cacheWriteTokens = tokens.cacheWriteTokens ?? -1
        reasoningTokens = tokens.reasoningTokens ?? -1
    }
}

// MARK: - In memory

extension RequestRecord {
    /// How many bytes a record has whose names have so many together, which are at most `mostNameBytes`.
    @inlinable
    package static func bytes(names: Int) -> Int { MemoryLayout<Self>.size + names }

    /// Writes the record into memory that is large enough for it.
    package func write(
        provider: UnsafeRawBufferPointer, model: UnsafeRawBufferPointer, to memory: UnsafeMutableRawPointer
    ) {
        var whole = self
        whole.providerBytes = UInt16(truncatingIfNeeded: provider.count)
        whole.modelBytes = UInt16(truncatingIfNeeded: model.count)
        memory.storeBytes(of: whole, as: Self.self)
        let names = (memory + MemoryLayout<Self>.size).assumingMemoryBound(to: UInt8.self)
        names.copyShort(provider)
        (names + provider.count).copyShort(model)
    }

    /// Reads a record that was written so.
    @inline(__always)
    init(_ record: UnsafeRawBufferPointer) {
        self = record.loadUnaligned(as: Self.self)
    }

    /// The bytes of the provider's name.
    @inline(__always)
    func provider(in record: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
        let start = MemoryLayout<Self>.size
        return UnsafeRawBufferPointer(rebasing: record[start..<start + Int(providerBytes)])
    }

    /// The bytes of the model's name.
    @inline(__always)
    func model(in record: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
        let start = MemoryLayout<Self>.size + Int(providerBytes)
        return UnsafeRawBufferPointer(rebasing: record[start..<start + Int(modelBytes)])
    }
}
