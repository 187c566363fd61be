// Owns giving libFuzzer's inputs to the readers of logs.

import LTBTestSupport

/// What libFuzzer calls for each input.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzReader(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    mustHold { try log.get().check(Array(UnsafeBufferPointer(start: start, count: count))) }
}

private let log = Result { ArbitraryLog(folder: try TemporaryFolder(in: fastFolder)) }
