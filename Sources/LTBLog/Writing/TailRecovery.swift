// Owns closing a log's torn tail so that no line is lost, whenever the program is killed.

import Glibc

/// Replaces a torn last frame by a whole one with the same lines.
///
/// 1. The frame's whole lines are written to the side file (`RecoveryFile`), which is synced, its name too.
/// 2. The log is cut where the frame began, the side file's frames are appended, and the log is synced.
/// 3. The side file is removed.
///
/// Up to the cut the log has all its lines, after it the side file has them. So who finds a side file that is not
/// finished starts with 1, and who finds a finished one looks where the log is in 2: at the cut or behind it, in which
/// case it ends in a part of the side file's bytes or in all of them. One who does not know of side files can read
/// everything that is in the log then, as it can at any other time.
struct TailRecovery {
    let log: AppendedFile
    let files: any FileOperations

    private var sidePath: String { RecoveryFile.path(for: log.path) }

    /// Saves the lines of the torn frame that starts at a place, and drops the frame.
    func closeFrame(at offset: Int64) throws(LogError) {
        let hasLines = try writeSide(offset)
        if hasLines {
            guard let side = try RecoveryFile(sidePath) else {
                throw .readFailed(path: sidePath, offset: 0, reason: "it is not what was written")
            }
            try log.cut(to: offset)
            try complete(side, from: 0)
        } else {
            try removeSide()
            try log.cut(to: offset)
        }
    }

    /// Drops the torn frame without data that starts at a place.
    ///
    /// It may as well be a sound one with a damaged size, and then there are lines behind it.
    func dropSkippable(at offset: Int64) throws(LogError) {
        let reader = try reader(from: offset)
        var hasLines = false
        try copyLines(reader, limits: LogLimits()) { _ throws(LogError) in hasLines = true }
        guard !hasLines, reader.outcome.frames == 0 else { throw .damaged(path: log.path, offset: offset) }
        try log.cut(to: offset)
    }

    /// Goes on where an earlier recovery was interrupted, if one was.
    func resume() throws(LogError) {
        guard FileIdentity(ofFileAt: sidePath) != nil else { return }
        guard let side = try RecoveryFile(sidePath) else { return try removeSide() }
        let tailBytes = log.size - side.offset
        guard tailBytes >= 0 else { throw .foreignRecovery(path: sidePath) }
        let common = min(tailBytes, side.frameBytes)
        if try areEqual(side, upTo: common) {
            try complete(side, from: common)
        } else {
            // The log was not cut yet, or this is not its side file.
            let tail = try LogTail(of: log.reading())
            guard tail.remainder == .tornFrame, tail.end == side.offset else { throw .foreignRecovery(path: sidePath) }
            try removeSide()
        }
    }
}

// MARK: - The side file

extension TailRecovery {
    /// Writes the lines of a torn frame as whole ones; false if there are none.
    private func writeSide(_ offset: Int64) throws(LogError) -> Bool {
        let side = try AppendedFile(sidePath, files: files, patience: -1)
        try side.cut(to: 0)
        // Who may not read the log may not read what is copied from it.
        var status = stat()
        if stat(log.path, &status) == 0 { chmod(sidePath, status.st_mode & 0o777) }
        let reader = try reader(from: offset)
        try copyLines(reader, limits: LogLimits()) { lines throws(LogError) in try appendFrame(lines, to: side) }
        // What is behind the torn frame would be lost with it.
        guard reader.outcome.frames == 0, reader.outcome.notices.isEmpty else {
            try removeSide()
            throw .damaged(path: log.path, offset: offset)
        }
        guard side.size > 0 else { return false }
        try append(RecoveryFile.trailer(offset: offset, frameBytes: side.size), to: side)
        try side.synchronize()
        try side.close()
        try synchronizeFolder()
        return true
    }

    private func reader(from offset: Int64) throws(LogError) -> FrameReader {
        let limits = LogLimits()
        return FrameReader(StoredBytes(try log.reading(), from: offset, readBytes: limits.readBytes), limits: limits)
    }

    private func appendFrame(_ lines: UnsafeRawBufferPointer, to side: AppendedFile) throws(LogError) {
        let compressor = FrameCompressor(level: LogWriterConfiguration().level)
        guard let frame = compressor.compress(lines, endOf: .frame) else {
            throw .writeFailed(path: sidePath, reason: "libzstd cannot compress it")
        }
        try side.append(frame)
    }

    private func append(_ bytes: [UInt8], to file: AppendedFile) throws(LogError) {
        let outcome: Result<Void, LogError> = bytes.withUnsafeBytes { bytes in
            do throws(LogError) { return .success(try file.append(bytes)) } catch { return .failure(error) }
        }
        try outcome.get()
    }

    /// Gives the whole lines that a reader finds, as many at a time as a frame holds.
    private func copyLines(
        _ reader: FrameReader, limits: LogLimits, _ body: (UnsafeRawBufferPointer) throws(LogError) -> Void
    ) throws(LogError) {
        let splitter = LineSplitter(limit: limits.lineBytes)
        let frameBytes = LogWriterConfiguration().frameBytes
        var lines: [UInt8] = []
        do {
            try reader.read { text, frame in
                guard let text else { return _ = splitter.dropPartial() }
                try splitter.feed(text, frame: frame) { batch in
                    if !lines.isEmpty, lines.count + batch.bytes.count > frameBytes {
                        try lines.withUnsafeBytes(body)
                        lines.removeAll(keepingCapacity: true)
                    }
                    lines.append(contentsOf: batch.bytes)
                }
            }
            if !lines.isEmpty { try lines.withUnsafeBytes(body) }
        } catch let error as LogError {
            throw error
        } catch {
            throw .readFailed(path: log.path, offset: 0, reason: "\(error)")
        }
    }

    private func removeSide() throws(LogError) {
        do throws(SystemError) {
            try files.remove(sidePath)
        } catch {
            if error.code != ENOENT { throw .writeFailed(path: sidePath, reason: error.reason) }
        }
    }

    /// Waits until the disk knows the side file by its name.
    private func synchronizeFolder() throws(LogError) {
        let slash = sidePath.utf8.lastIndex(of: UInt8(ascii: "/"))
        let folder = slash.map { $0 == sidePath.startIndex ? "/" : String(sidePath[..<$0]) } ?? "."
        do throws(SystemError) {
            let descriptor = try files.open(folder, flags: O_RDONLY | O_DIRECTORY)
            defer { try? files.close(descriptor) }
            try uninterrupted(try files.synchronize(descriptor))
        } catch {
            // Some file systems cannot do this for folders; they know the name already.
            if error.code != EINVAL { throw .writeFailed(path: sidePath, reason: error.reason) }
        }
    }
}

// MARK: - The log

extension TailRecovery {
    /// Appends what the log does not have yet of the side file, which is then of no more use.
    private func complete(_ side: RecoveryFile, from start: Int64) throws(LogError) {
        var place = start
        while place < side.frameBytes {
            let piece = try piece(of: side, at: place)
            try append(piece, to: log)
            place += Int64(piece.count)
        }
        try log.synchronize()
        try removeSide()
    }

    /// Whether the log has the side file's first bytes at the place where they belong.
    private func areEqual(_ side: RecoveryFile, upTo end: Int64) throws(LogError) -> Bool {
        let reading = try log.reading()
        var place: Int64 = 0
        while place < end {
            let piece = try piece(of: side, at: place).prefix(Int(min(end - place, Int64(Int32.max))))
            guard let stored = try reading.bytes(at: side.offset + place, count: piece.count), stored == Array(piece)
            else { return false }
            place += Int64(piece.count)
        }
        return true
    }

    private func piece(of side: RecoveryFile, at place: Int64) throws(LogError) -> [UInt8] {
        let count = Int(min(Int64(LogLimits().readBytes), side.frameBytes - place))
        guard let piece = try side.file.bytes(at: place, count: count) else {
            throw .readFailed(path: sidePath, offset: place, reason: "it has become shorter")
        }
        return piece
    }
}
