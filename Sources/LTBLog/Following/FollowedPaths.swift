// Owns which files belong to a log that is followed, now.

/// The files that a path stands for while it is followed.
///
/// Of a folder, all logs in it and in its folders. Of a file, itself and the files in which the writer goes on: after
/// `run.jsonl.zst` or `run-00001.jsonl.zst`, `run-00002.jsonl.zst` and so on, without a gap. A number may also be that of
/// a process or a day, so other numbers mean nothing, and the file that was named is read as long as it is there.
struct FollowedPaths {
    private enum Kind {
        case folder
        case file(LogSeries, number: Int)
    }

    private let path: String
    private let kind: Kind
    /// The numbers of the files in which the writer went on.
    private var later: [Int] = []
    /// Where files come and go.
    let folder: String

    init(_ path: String) throws(LogError) {
        self.path = path
        let isFolder = LogFiles.isFolder(path)
        let slash = path.utf8.lastIndex(of: UInt8(ascii: "/"))
        folder = isFolder ? path : slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
        guard !isFolder else {
            kind = .folder
            return
        }
        let (series, number) = LogSeries.containing(path)
        kind = .file(series, number: number)
        // The name may stand for numbered files only, the first of which are removed already.
        if !LogFiles.exists(path) { later = try series.numbers().filter { $0 > number }.sorted() }
        if try now().isEmpty { throw .notFound(path: path) }
    }

    /// In the order in which they are read. Folders that cannot be listed are told of, and have no logs.
    mutating func now(
        onUnreadable: (_ error: LogError, _ folder: String) throws(LogError) -> Void = { _, _ in }
    ) throws(LogError) -> [String] {
        switch kind {
        case .folder:
            do throws(LogError) { return try LogFiles.logs(in: path, onUnreadable: onUnreadable) } catch {
                switch error {
                case .noLogs, .notFound: return []
                default: throw error
                }
            }
        case .file(let series, let number):
            while LogFiles.isFile(series.path((later.last ?? number) + 1)) { later.append((later.last ?? number) + 1) }
            return ([path] + later.map(series.path)).filter(LogFiles.isFile)
        }
    }

    /// Whether files come that nobody named.
    var isFolder: Bool {
        if case .folder = kind { true } else { false }
    }

    /// Whether the writer of a file has gone on in another.
    func isOver(_ path: String) -> Bool {
        guard case .file(let series, _) = kind, let last = later.last else { return false }
        return path != self.path && path != series.path(last)
    }
}
