// Owns giving libFuzzer's inputs to the decoder and the scanner of events, as lines.

/// What libFuzzer calls for each input.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzEvents(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    mustHold {
        var lines = ArbitraryLines()
        try lines.check(Array(UnsafeBufferPointer(start: start, count: count)))
    }
}
