// Owns following a log while it is written, across its files.

/// Gives the lines of a log as they are written, each once, in the order of each file.
///
/// A file whose name is gone, or whose writer has gone on in another, is read for ten seconds more, since its writer may
/// notice it late; lines that are written later are not seen. In a folder, what cannot be opened or is no log is told
/// once and passed over, and tried again.
///
/// A bounded number of files is open at once; those that were written last, and those whose names are gone. Memory is
/// that of a few blocks for each file that is open, and the text of a frame that is not closed.
package final class LogFollower {
    private var paths: FollowedPaths
    private let limits: LogLimits
    private let opening: FollowedFile.Opening
    private let now: () -> Int64
    private var files: [FileIdentity: FollowedFile] = [:]
    private var order: [FileIdentity] = []
    private var descriptors: OpenDescriptors
    /// What each file was before it was read last.
    private var states: [FileIdentity: FileState] = [:]
    /// Files that are still there, but not read any more.
    private var finished: [FileIdentity: String] = [:]
    /// When a file was first seen to have no name any more, or its writer to have gone on.
    private var endings: [FileIdentity: Int64] = [:]
    /// Files without a name, which could not be opened again.
    private var nameless: Set<FileIdentity> = []
    private var passedOver = PassedOverFiles()
    private var finishedOutcomes: [LogOutcome] = []
    private var opened = 0

    /// Is told of each file in a folder that is no log or cannot be opened, which is passed over.
    package var onForeignFile: (LogError) -> Void = { _ in }

    /// Nanoseconds for which late lines are waited for.
    static let patience: Int64 = 10_000_000_000

    /// Follows a file and those in which its writer goes on, or all logs in a folder.
    package convenience init(_ path: String, limits: LogLimits = LogLimits()) throws(LogError) {
        try self.init(path, limits: limits, openFiles: OpenDescriptors.bound)
    }

    init(
        _ path: String, limits: LogLimits = LogLimits(), openFiles: Int = OpenDescriptors.bound,
        opening: @escaping FollowedFile.Opening = OpenFile.reading, now: @escaping () -> Int64 = MonotonicClock.now
    ) throws(LogError) {
        paths = try FollowedPaths(path)
        self.limits = limits
        self.opening = opening
        self.now = now
        descriptors = OpenDescriptors(bound: openFiles)
    }

    /// Whether what has this path can be followed once it is there: a pipe or a device cannot.
    package static func canFollow(_ path: String) -> Bool {
        LogFiles.isFile(path) || LogFiles.isFolder(path) || !LogFiles.exists(path)
    }

    /// What was read of each file: first those that are done with, then those that may still grow.
    package var outcomes: [LogOutcome] { finishedOutcomes + order.compactMap { files[$0]?.outcome } }

    /// Begins so late in the logs that little more is given of what is there than the last lines that a body takes, as
    /// many as are asked for; all of these are given, in their order. To be called before anything is read.
    ///
    /// `choice` is changed only by lines that are not given later, and by those among the last ones.
    package func skipToLast<Choice>(
        _ count: Int, _ choice: inout Choice, where takes: (inout Choice, UnsafeRawBufferPointer) -> Bool
    ) throws {
        try look()
        var missing = count
        for identity in order.reversed() {
            guard let file = files[identity], try reopen(file, identity, FileState(ofFileAt: file.path)) else {
                continue
            }
            missing -= min(missing, file.skipToLast(missing, &choice, where: takes))
        }
    }

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
}

// MARK: - Reading

extension LogFollower {
    private func readNew(of identity: FileIdentity, to body: (inout LineBatch) throws -> Void) throws -> Bool {
        guard let file = files[identity] else { return false }
        let state = FileState(ofFileAt: file.path)
        guard try reopen(file, identity, state) else { return false }
        states[identity] = state
        do {
            let isNew = try file.readNew(to: body)
            if isNew { descriptors.use(identity) }
            return isNew
        } catch let error as LogError {
            switch error {
            case .notALog where paths.isFolder, .compressed where paths.isFolder:
                forget(identity)
                passedOver.remember(state, file.path)
                tell(error, file.path)
            default: throw error
            }
            return false
        }
    }

    /// Opens a file if it is closed and was written to.
    private func reopen(
        _ file: FollowedFile, _ identity: FileIdentity, _ state: FileState?
    ) throws(LogError) -> Bool {
        guard !file.isOpen else { return true }
        guard let state, state.identity == identity, state != states[identity] else { return false }
        do throws(LogError) {
            guard try withRoom({ () throws(LogError) in try file.reopen(identity) }) else { return false }
            descriptors.use(identity)
            return true
        } catch {
            try passOver(error, file.path)
            return false
        }
    }

    /// Opens a file when there is room for it; less room than was thought if the system has no descriptor for it.
    private func withRoom<Value>(_ open: () throws(LogError) -> Value) throws(LogError) -> Value {
        while true {
            makeRoom()
            do throws(LogError) { return try open() } catch {
                guard error.isForWantOfDescriptors, descriptors.shrink(except: nameless.contains) else { throw error }
            }
        }
    }

    /// Closes files until another may be opened.
    private func makeRoom() {
        while let identity = descriptors.superfluous(except: nameless.contains) {
            files[identity]?.close()
        }
    }

    /// Passes over a file that cannot be opened, unless it is the only one that there is.
    private func passOver(_ error: LogError, _ path: String) throws(LogError) {
        switch error {
        case .notFound: return
        case .cannotOpen where paths.isFolder || opened > 0: tell(error, path)
        default: throw error
        }
    }

    private func tell(_ error: LogError, _ path: String) {
        if passedOver.isNew(path) { onForeignFile(error) }
    }
}

// MARK: - Files that come and go

extension LogFollower {
    /// Opens files that came since the last look.
    private func look() throws(LogError) {
        var present: [FileIdentity: String] = [:]
        var others: [(state: FileState, path: String)] = []
        var isWhole = true
        let now = try paths.now { error, folder in
            tell(error, folder)
            isWhole = false
        }
        for path in now {
            // What went since the folder was listed is seen as gone with the next look.
            guard let state = FileState(ofFileAt: path) else { continue }
            present[state.identity] = path
            if let file = files[state.identity] { file.path = path } else { others.append((state, path)) }
        }
        // What is in a folder that cannot be listed now has its name still. What has none is known before others are
        // opened, for which files are closed.
        if isWhole { nameless = Set(order.filter { present[$0] == nil }) }
        for (state, path) in others { try take(state, path) }
        guard isWhole else { return }
        finished = finished.filter { present[$0.key] == $0.value }
        passedOver.keep(present)
        for identity in order {
            endings[identity] = isEnding(identity, present) ? endings[identity] ?? self.now() : nil
        }
    }

    /// Opens a file that is not followed yet, unless it is not to be.
    private func take(_ state: FileState, _ path: String) throws(LogError) {
        let identity = state.identity
        guard files[identity] == nil, finished[identity] != path, !passedOver.isKnown(state, path),
            let file = try open(path)
        else { return }
        // A file that is open keeps its identity; another may have got that of one that was given up.
        files[identity] = file
        order.append(identity)
        descriptors.use(identity)
    }

    private func isEnding(_ identity: FileIdentity, _ present: [FileIdentity: String]) -> Bool {
        guard let path = present[identity] else { return true }
        return paths.isOver(path)
    }

    /// Nil for a file that has just gone, or is passed over.
    private func open(_ path: String) throws(LogError) -> FollowedFile? {
        do throws(LogError) {
            let file = try withRoom { () throws(LogError) in
                try FollowedFile(path, index: opened, limits: limits, opening: opening)
            }
            opened += 1
            passedOver.forget(path)
            return file
        } catch {
            try passOver(error, path)
            return nil
        }
    }

    /// Ends files that do not grow any more.
    private func finishOld(to body: (inout LineBatch) throws -> Void) throws {
        let time = now()
        for identity in order {
            guard let ending = endings[identity], time - ending >= Self.patience, let file = files[identity]
            else { continue }
            try file.finish(to: body)
            finishedOutcomes.append(file.outcome)
            finished[identity] = file.path
            forget(identity)
        }
        order.removeAll { files[$0] == nil }
    }

    private func forget(_ identity: FileIdentity) {
        (files[identity], states[identity], endings[identity]) = (nil, nil, nil)
        descriptors.remove(identity)
    }
}
