// Owns what is known of logs while several threads read them: what was given out, what came back, what was joined.

/// The memory of a `ReadSchedule`; every method is called with its lock held, and returns soon.
struct ScheduleState: Sendable {
    /// What a thread that asks is to do.
    enum Decision: Sendable {
        case task(ReadSchedule.Task)
        case done
    }

    /// What is known of a log that is open.
    private struct Progress: Sendable {
        /// What was read, by its place in the order.
        var ready: [Int: JoinStep] = [:]
        /// The next to be joined.
        var next = 0
        var isJoining = false
        /// How many parts there are, and where the log ends; nil as long as the walk goes on.
        var end: (parts: Int, offset: Int64)?
    }

    /// The log whose parts are being given out.
    private struct Walking: Sendable {
        var log: OpenLog
        var file: SharedFile
        var walk: PartWalk
        /// Whether the walk goes on only after something irregular was read.
        var isSuspended = false
    }

    private let files: [LogFile]
    private let limits: LogLimits
    private var opened = 0
    private var walking: Walking?
    private var progress: [Int: Progress] = [:]
    private var waitingBytes = 0
    private var failure: (file: Int, error: LogError)?
    private(set) var outcomes: [LogOutcome]
    private(set) var lineNumbers: LineNumbers

    init(_ files: [LogFile], limits: LogLimits) {
        self.files = files
        self.limits = limits
        outcomes = files.map { LogOutcome(name: $0.name) }
        lineNumbers = LineNumbers(files: files.count)
    }

    /// Why everything was ended.
    var error: LogError? { failure?.error }
}

// MARK: - What to read

extension ScheduleState {
    /// Nil as long as there is nothing to do, but may be later.
    mutating func decide() -> Decision? {
        while failure == nil {
            if isBlocked { return nil }
            if walking == nil, opened == files.count { return .done }
            do throws(LogError) {
                if let task = try walking == nil ? open() : walkOn() { return .task(task) }
            } catch {
                fail(error, ofFile: opened - 1)
            }
        }
        return .done
    }

    private var isBlocked: Bool { waitingBytes > limits.waitingBytes || walking?.isSuspended == true }

    /// Opens the next file, and has it read as a whole where it has no parts.
    private mutating func open() throws(LogError) -> ReadSchedule.Task? {
        let index = opened
        opened += 1
        guard let reader = try reader(index) else { return nil }
        let log = OpenLog(reader, index: index)
        progress[index] = Progress()
        guard let file = try reader.stored.file.shared(), file.size > limits.readBytes else {
            progress[index]?.ready[0] = .whole
            return .join(log)
        }
        let walk = PartWalk(file, isCompressed: reader.isCompressed, limits: limits)
        walking = Walking(log: log, file: file, walk: walk)
        return nil
    }

    /// Nil for an empty file that is not the only one.
    private func reader(_ index: Int) throws(LogError) -> LogReader? {
        do {
            return try LogReader(files[index], index: index, limits: limits)
        } catch {
            if files.count > 1, case .empty = error { return nil }
            throw error
        }
    }

    private mutating func walkOn() throws(LogError) -> ReadSchedule.Task? {
        guard var current = walking else { return nil }
        let step = try current.walk.next()
        switch step {
        case .part(let part):
            walking = current
            return .read(current.log, current.file, part)
        case .irregular(let place):
            let index = current.walk.takeIndex()
            progress[current.log.index]?.ready[index] = .irregular(place, index: index)
            current.isSuspended = true
            walking = current
        case .end:
            end(current)
        }
        return .join(current.log)
    }

    private mutating func end(_ current: Walking) {
        progress[current.log.index]?.end = (current.walk.parts, current.walk.place.offset)
        walking = nil
    }
}

// MARK: - What was read

extension ScheduleState {
    mutating func submit(_ part: Part, _ text: PartText, of log: OpenLog) {
        progress[log.index]?.ready[part.index] = .part(part, text)
        waitingBytes += text.waitingBytes
    }

    /// The next step of joining a log; nil if it is not ready, or another thread joins.
    mutating func beginJoin(_ log: OpenLog) -> JoinStep? {
        guard failure == nil, let own = progress[log.index], !own.isJoining else { return nil }
        if let step = progress[log.index]?.ready.removeValue(forKey: own.next) {
            if case .part(_, let text) = step { waitingBytes -= text.waitingBytes }
            progress[log.index]?.isJoining = true
            return step
        }
        guard let end = own.end, end.parts == own.next else { return nil }
        progress[log.index]?.isJoining = true
        return .end(end.offset)
    }

    /// Takes in what a step found out.
    mutating func endJoin(_ log: OpenLog, _ joined: Joined) {
        progress[log.index]?.isJoining = false
        progress[log.index]?.next += 1
        switch joined {
        case .part(let linesBefore): lineNumbers.append(linesBefore: linesBefore, ofFile: log.index)
        case .irregular(let linesBefore, let next):
            lineNumbers.append(linesBefore: linesBefore, ofFile: log.index)
            resume(at: next)
        case .end(let outcome):
            outcomes[log.index] = outcome
            progress[log.index] = nil
        }
    }

    private mutating func resume(at place: FrameReader.Place?) {
        guard var current = walking else { return }
        if let place {
            current.walk.move(to: place)
            current.isSuspended = false
            walking = current
        } else {
            end(current)
        }
    }

    /// Ends everything because of a file; of several failures, that of the first file is told.
    mutating func fail(_ error: LogError, ofFile file: Int) {
        if let failure, failure.file <= file { return }
        failure = (file, error)
    }
}
