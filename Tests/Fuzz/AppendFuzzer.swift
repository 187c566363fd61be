// Owns giving libFuzzer's inputs to the writer, as logs to append to.

import LTBTestSupport

/// What libFuzzer calls for each input.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzAppending(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    mustHold { try log.get().check(Array(UnsafeBufferPointer(start: start, count: count))) }
}

private let log = Result { AppendedArbitraryLog(folder: try TemporaryFolder(in: fastFolder)) }
