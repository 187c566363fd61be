// Owns which file is written: the one that was named, or the current one of a rotated log.

/// Opens the files of a log one after the other.
final class LogDestination {
    /// The file that is written; nil while it cannot be opened.
    private(set) var log: AppendedLog?
    private let path: String
    private let series: LogSeries?
    private let rotation: LogRotation
    private let rotationAge: Int64
    private let files: any FileOperations
    private let patience: Int32
    /// The current file of a series, and when it was opened.
    private var number = 0
    private var openedAt: Int64 = 0

    /// Opens the log, where it is rotated its last file.
    init(
        _ path: String, rotation: LogRotation?, files: any FileOperations, patience: Int32
    ) throws(LogError) {
        self.path = path
        self.files = files
        self.patience = patience
        self.rotation = rotation ?? LogRotation()
        rotationAge = self.rotation.age.wholeNanoseconds
        series = rotation == nil ? nil : LogSeries(path)
        if let series { number = max(1, try series.lastNumber()) }
        log = try open()
    }

    /// The path that is written now.
    var currentPath: String { series?.path(number) ?? path }

    /// The log, opened again if it was removed or replaced; then its open frame is lost with it.
    func logInPlace() throws(LogError) -> (log: AppendedLog, isReopened: Bool) {
        if let log, log.isInPlace { return (log, false) }
        // Whatever was wrong with the old file is of no more interest, but its lock must end.
        try? log?.close()
        log = nil
        let opened = try open()
        log = opened
        return (opened, true)
    }

    /// Whether the frame that is written now should be the last of its file.
    func isRotationDue(at now: Int64) -> Bool {
        guard series != nil, let log, !log.isNew else { return false }
        return log.size >= rotation.bytes || now - openedAt >= rotationAge
    }

    /// Goes on in the next file, between two frames. The old one is written on if the next cannot be opened.
    func rotate() throws(LogError) {
        guard let series, let old = log else { return }
        log = try AppendedLog(series.path(number + 1), files: files, patience: patience)
        number += 1
        openedAt = MonotonicClock.now()
        try old.close()
    }

    /// Gives up the file.
    func close() throws(LogError) {
        defer { log = nil }
        try log?.close()
    }

    private func open() throws(LogError) -> AppendedLog {
        let log = try AppendedLog(currentPath, files: files, patience: patience)
        openedAt = MonotonicClock.now()
        return log
    }
}
