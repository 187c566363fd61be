// Owns one log file that frames are appended to: what it holds already, and the seek table at its end.

/// A log open for appending, without a torn frame at its end.
final class AppendedLog {
    /// Whether the last line has no newline yet.
    var needsNewline: Bool
    private let file: AppendedFile
    private var frames: SeekTable
    /// Where the old seek table starts, until something is appended.
    private var oldTable: Int64?
    /// The frame that is being written.
    private var openStoredBytes: Int64 = 0
    private var openTextBytes: Int64 = 0

    /// Opens a log, or makes it; closes its tail if that is torn, and keeps other writers out.
    init(_ path: String, files: any FileOperations, patience: Int32) throws(LogError) {
        file = try AppendedFile(path, files: files, patience: patience)
        guard file.isRegular else {
            (frames, needsNewline) = (SeekTable(), false)
            return
        }
        let tail = try Self.wholeTail(of: file, files)
        (frames, needsNewline) = (tail.frames, tail.needsNewline)
        oldTable = tail.end < file.size ? tail.end : nil
    }

    private static func wholeTail(of file: AppendedFile, _ files: any FileOperations) throws(LogError) -> LogTail {
        let recovery = TailRecovery(log: file, files: files)
        try recovery.resume()
        let tail = try LogTail(of: file.reading())
        switch tail.remainder {
        case .nothing, .seekTable: return tail
        case .tornSkippable: try recovery.dropSkippable(at: tail.end)
        case .tornFrame: try recovery.closeFrame(at: tail.end)
        }
        return try LogTail(of: file.reading())
    }

    var path: String { file.path }

    /// Whether nothing was ever written to it.
    var isNew: Bool { file.size == 0 }

    /// The bytes that it has on disk.
    var size: Int64 { file.size }

    /// Whether the path still leads to this log, and only this writer has changed it.
    var isInPlace: Bool { file.isInPlace }

    /// Appends the compressed form of the open frame's next text, or of its last.
    ///
    /// After an error the same call is to be made again, or the frame given up with the log.
    func append(
        _ block: UnsafeRawBufferPointer, textBytes: Int, end: FrameCompressor.End
    ) throws(LogError) {
        if let oldTable { try file.cut(to: oldTable) }
        oldTable = nil
        try file.append(block)
        openStoredBytes += Int64(block.count)
        openTextBytes += Int64(textBytes)
        guard end == .frame else { return }
        frames.append(storedBytes: openStoredBytes, textBytes: openTextBytes)
        (openStoredBytes, openTextBytes) = (0, 0)
    }

    /// Waits until the disk has everything.
    func synchronize() throws(LogError) {
        try file.synchronize()
    }

    /// Ends the log with its seek table and gives it up, also when there is an error.
    ///
    /// Where a frame is open still there can be no table, and what cannot seek needs none.
    func close() throws(LogError) {
        let error = tableError()
        try file.close()
        if let error { throw error }
    }

    private func tableError() -> LogError? {
        guard file.isRegular, oldTable == nil, openStoredBytes == 0, frames.isComplete, file.isInPlace else {
            return nil
        }
        let table = frames.bytes
        return table.withUnsafeBytes { table in
            do throws(LogError) {
                try file.append(table)
                return nil
            } catch {
                return error
            }
        }
    }
}
