// Owns which files belong to a log that is followed, now.

/// The files that a path stands for while it is followed.
///
/// Of a folder, all logs in it and in its folders. Of a file, itself and the files in which the writer goes on: after
/// `run.jsonl.zst` or `run-00001.jsonl.zst`, `run-00002.jsonl.zst` and so on.
struct FollowedPaths {
    private enum Kind {
        case folder
        case file(LogSeries, number: Int)
    }

    private let path: String
    private let kind: Kind
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
        if try now().isEmpty { throw .notFound(path: path) }
    }

    /// In the order in which they are read.
    func now() throws(LogError) -> [String] {
        switch kind {
        case .folder:
            do { return try LogFiles.logs(in: path) } catch {
                if case .noLogs = error { return [] }
                throw error
            }
        case .file(let series, let number):
            let later = try series.numbers().filter { $0 > number }.sorted().map(series.path)
            return LogFiles.exists(path) ? [path] + later : later
        }
    }

    /// Whether a file is done with once there are later ones.
    var isInOrder: Bool {
        if case .file = kind { true } else { false }
    }
}
