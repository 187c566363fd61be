// Owns lines in the order of time on disk, between two steps of a merge.

/// Writes lines with their times to a temporary file.
///
///     run   = *(size frame)                  ; size: 4 bytes, of the zstd frame after it; all numbers little-endian
///     text  = *(time length line)            ; of each frame; time: 8 bytes, length: 4 bytes
struct SortedRunWriter {
    private static let frameBytes = 128 << 10
    private let file: TemporaryFile
    private let compressor = FrameCompressor(level: 1)
    private var text: [UInt8] = []
    private var end: Int64 = 0

    /// Starts a run on the disk of a folder.
    init(in folder: String) throws(LogError) {
        file = try TemporaryFile(in: folder)
    }

    mutating func append(_ line: TimedLine) throws(LogError) {
        text.append(littleEndian: line.time)
        text.append(littleEndian: UInt32(line.bytes.count))
        text.append(contentsOf: line.bytes)
        if text.count >= Self.frameBytes { try writeFrame() }
    }

    /// The run, to be read.
    mutating func finish() throws(LogError) -> SortedRun {
        try writeFrame()
        return SortedRun(file: file, end: end)
    }

    private mutating func writeFrame() throws(LogError) {
        guard !text.isEmpty else { return }
        guard let frame = text.withUnsafeBytes({ compressor.compress($0, endOf: .frame) }) else {
            throw .writeFailed(path: "a temporary file", reason: "libzstd cannot compress it")
        }
        var size: [UInt8] = []
        size.append(littleEndian: UInt32(frame.count))
        let written: Result<Void, LogError> = size.withUnsafeBytes { bytes in
            do throws(LogError) { return .success(try file.append(bytes)) } catch { return .failure(error) }
        }
        try written.get()
        try file.append(frame)
        end += Int64(4 + frame.count)
        text.removeAll(keepingCapacity: text.capacity <= 4 * Self.frameBytes)
    }
}

/// Lines in the order of time, except for those that came too late.
struct SortedRun {
    fileprivate let file: TemporaryFile
    fileprivate let end: Int64
}

/// Reads a run from its first line to its last.
final class SortedRunReader {
    /// The longest line, and then some: what one frame may hold.
    private static let textBytes = LogLimits().lineBytes + (1 << 20)

    private let run: SortedRun
    private let decoder: FrameDecoder
    private var offset: Int64 = 0
    private var text = UnsafeRawBufferPointer(start: nil, count: 0)
    private var position = 0
    /// The time of the next line; nil after the last.
    private(set) var time: Int64?

    init(_ run: SortedRun) throws(LogError) {
        self.run = run
        var limits = LogLimits()
        limits.verifiedFrameBytes = Self.textBytes
        decoder = FrameDecoder(limits: limits)
        try lookAhead()
    }

    /// Gives the next line, of which there must be one; it is valid until the body returns.
    func next<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) throws -> Result {
        let length = Int(text.littleEndian(at: position + 8))
        let line = UnsafeRawBufferPointer(rebasing: text[(position + 12)..<(position + 12 + length)])
        let result = try body(line)
        position += 12 + length
        try lookAhead()
        return result
    }

    private func lookAhead() throws(LogError) {
        if position == text.count, try !readFrame() {
            time = nil
        } else {
            time = Int64(littleEndian: text.loadUnaligned(fromByteOffset: position, as: Int64.self))
        }
    }

    private func readFrame() throws(LogError) -> Bool {
        guard offset < run.end else { return false }
        let head = UnsafeMutableRawBufferPointer.allocate(byteCount: 4, alignment: 4)
        defer { head.deallocate() }
        try run.file.read(into: head, at: offset)
        let frame = UnsafeMutableRawBufferPointer.allocate(
            byteCount: Int(UnsafeRawBufferPointer(head).littleEndian(at: 0)), alignment: 64)
        defer { frame.deallocate() }
        try run.file.read(into: frame, at: offset + 4)
        guard case .whole(let count) = decoder.decode(UnsafeRawBufferPointer(frame)) else {
            throw .readFailed(path: "a temporary file", offset: offset, reason: "it was changed")
        }
        offset += Int64(4 + frame.count)
        text = decoder.text(count)
        position = 0
        return true
    }
}
