// Owns which files of a folder are not read, and which of them were told of.

/// Files that are no logs, or cannot be opened.
struct PassedOverFiles {
    /// What those that are no logs were when they were looked at.
    private var states: [String: FileState] = [:]
    private var told: Set<String> = []

    /// Remembers what was no log, as long as it stays what it is.
    mutating func remember(_ state: FileState?, _ path: String) { states[path] = state }

    /// Whether it is known of a file that it is no log.
    func isKnown(_ state: FileState, _ path: String) -> Bool { states[path] == state }

    /// Whether there is something to tell of a path for the first time.
    mutating func isNew(_ path: String) -> Bool { told.insert(path).inserted }

    /// Takes a path for that of a log, until it is remembered again.
    mutating func forget(_ path: String) { states[path] = nil }

    /// Forgets the files that are gone.
    mutating func keep(_ present: [FileIdentity: String]) {
        guard !states.isEmpty else { return }
        let paths = Set(present.values)
        states = states.filter { paths.contains($0.key) }
    }
}
