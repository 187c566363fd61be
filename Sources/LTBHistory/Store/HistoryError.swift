// Owns what can be wrong with a history.

/// Why a history could not do what was asked.
package enum HistoryError: Error, Equatable, CustomStringConvertible {
    /// There is no file.
    case missing(path: String)
    /// The file is no SQLite database, or one of something else.
    case notAHistory(path: String)
    /// The file was made by a later version.
    case newer(path: String, version: Int)
    /// Others kept it locked for as long as we waited.
    case busy(path: String)
    /// A column is not there, or has something else than it is of.
    case damaged(path: String, column: String)
    /// The file or its folder may not be written.
    case readOnly(path: String)
    /// SQLite could not do it.
    case failed(path: String, reason: String)
    /// A figure that histories do not keep, and one that is none.
    case notKept(String), badFigure(String)
    /// No run, or more than one, is meant by a word.
    case noRun(String), severalRuns(String, count: Int)

    /// One sentence.
    package var description: String {
        switch self {
        case .missing(let path): "there is no history \(path); ltb-analyze history add \(path) FILE… makes it."
        case .notAHistory(let path): "\(path) is there and no history of ltb-analyze; name another file."
        case .newer(let path, let version):
            "\(path) was made by a later ltb-analyze (its version is \(version), this one knows up to "
                + "\(HistorySchema.version)); use that, or a new file."
        case .busy(let path): "\(path) was kept locked by others for a minute; try again."
        case .damaged(let path, let column):
            "the history \(path) is damaged: its column '\(column)' has what no run can have; make it again from the logs."
        case .readOnly(let path):
            "\(path) or its folder may not be written, which even reading a history takes; copy it to a folder of your own."
        case .failed(let path, let reason): "the history \(path) failed: \(reason)."
        case .notKept(let figure):
            "a history does not keep '\(figure)'; it has the figures of requests and scores only."
        case .badFigure(let message): message
        case .noRun(let word): "the history has no run '\(word)'; ltb-analyze history list shows what it has."
        case .severalRuns(let word, let count):
            "'\(word)' means \(count) runs; name one by its number, as ltb-analyze history list shows it."
        }
    }
}
