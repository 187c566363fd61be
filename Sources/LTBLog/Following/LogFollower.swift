// Owns following a log while it is written, across its files.

/// Gives the lines of a log as they are written, each once, in the order of each file.
///
/// Memory is that of a few blocks for each file that is open, and the text of a frame that is not closed.
package final class LogFollower {
    private var paths: FollowedPaths
    private let limits: LogLimits
    private var files: [FileIdentity: FollowedFile] = [:]
    private var order: [FileIdentity] = []
    /// Files that are still there, but not read any more.
    private var finished: [FileIdentity: String] = [:]
    /// For how many looks a file has had no name any more.
    private var looksWithout: [FileIdentity: Int] = [:]
    private var finishedOutcomes: [LogOutcome] = []
    private var opened = 0

    /// Is told of each file in a folder that is no log, which is passed over.
    package var onForeignFile: (LogError) -> Void = { _ in }

    private static let looksForLateLines = 2

    /// Follows a file and those in which its writer goes on, or all logs in a folder.
    package init(_ path: String, limits: LogLimits = LogLimits()) throws(LogError) {
        paths = try FollowedPaths(path)
        self.limits = limits
    }

    /// Whether what has this path can be followed once it is there: a pipe or a device cannot.
    package static func canFollow(_ path: String) -> Bool {
        LogFiles.isFile(path) || LogFiles.isFolder(path) || !LogFiles.exists(path)
    }

    /// What was read of each file: first those that are done with, then those that may still grow.
    package var outcomes: [LogOutcome] { finishedOutcomes + order.compactMap { files[$0]?.outcome } }

    /// Gives what is there and was not given yet; whether there was anything.
    package func readNew(to body: (inout LineBatch) throws -> Void) throws -> Bool {
        try look()
        var isNew = false
        for identity in order where try readNew(of: identity, to: body) { isNew = true }
        try finishOld(to: body)
        return isNew
    }

    /// Gives lines until it is stopped; calls `afterRound` each time when all that was there a moment ago has been given.
    package func follow(
        until stop: StopSignal, afterRound: () throws -> Void = {}, to body: (inout LineBatch) throws -> Void
    ) throws {
        try follow(FolderChanges(in: paths.folder), until: stop, afterRound: afterRound, to: body)
    }

    func follow(
        _ changes: FolderChanges, until stop: StopSignal, afterRound: () throws -> Void = {},
        to body: (inout LineBatch) throws -> Void
    ) throws {
        var isStopped = false
        while !isStopped {
            let isNew = try readNew(to: body)
            try afterRound()
            isStopped = isNew ? stop.isStopped : changes.wait(until: stop) == .stopped
        }
    }

    private func readNew(of identity: FileIdentity, to body: (inout LineBatch) throws -> Void) throws -> Bool {
        do {
            return try files[identity]?.readNew(to: body) == true
        } catch let error as LogError {
            switch error {
            case .notALog where paths.isFolder, .compressed where paths.isFolder: passOver(identity, error)
            default: throw error
            }
            return false
        }
    }

    private func passOver(_ identity: FileIdentity, _ error: LogError) {
        finished[identity] = files.removeValue(forKey: identity)?.path
        onForeignFile(error)
    }

    /// Opens files that came since the last look.
    private func look() throws(LogError) {
        var present: [FileIdentity: String] = [:]
        for path in try paths.now() {
            // What went since the folder was listed is seen as gone with the next look.
            guard let identity = FileIdentity(ofFileAt: path) else { continue }
            present[identity] = path
            // A file that is open keeps its identity; another may have got that of one that was given up.
            guard files[identity] == nil, finished[identity] != path, let file = try open(path) else { continue }
            files[identity] = file
            order.append(identity)
        }
        finished = finished.filter { present[$0.key] == $0.value }
        for identity in order { looksWithout[identity] = present[identity] == nil ? looksWithout[identity] ?? 0 : nil }
    }

    /// Nil for a file that has just gone.
    private func open(_ path: String) throws(LogError) -> FollowedFile? {
        do {
            defer { opened += 1 }
            return try FollowedFile(path, index: opened, limits: limits)
        } catch {
            if case .notFound = error { return nil }
            throw error
        }
    }

    /// Ends files that do not grow any more: those whose name is gone, after another look, since their writer may
    /// notice it late; and those of a series whose writer has gone on.
    private func finishOld(to body: (inout LineBatch) throws -> Void) throws {
        for identity in order {
            let isOver = looksWithout[identity] == nil && files[identity].map { paths.isOver($0.path) } == true
            if let looks = looksWithout[identity] { looksWithout[identity] = looks + 1 }
            guard isOver || looksWithout[identity] ?? 0 > Self.looksForLateLines,
                let file = files.removeValue(forKey: identity)
            else { continue }
            try file.finish(to: body)
            finishedOutcomes.append(file.outcome)
            if isOver { finished[identity] = file.path }
            looksWithout[identity] = nil
        }
        order.removeAll { files[$0] == nil }
    }
}
