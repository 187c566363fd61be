// Owns what must hold of any bytes that are read as a log; the tests and the fuzzer check it.

@testable import LTBLog
import LTBTestSupport

/// Checks the claims on reading with a file in a folder, whose content is replaced.
struct ArbitraryLog {
    let folder: TemporaryFolder
    private static let name = "run.jsonl.zst"

    /// Limits that a few hundred bytes reach.
    private static var smallLimits: LogLimits {
        var limits = LogLimits()
        limits.verifiedFrameBytes = 300
        limits.lineBytes = 500
        limits.windowBytes = 1 << 20
        limits.readBytes = 64
        limits.partBytes = 150
        limits.waitingBytes = 400
        limits.searchBytes = 20_000
        return limits
    }

    /// Limits that they do not reach.
    private static var largeLimits: LogLimits {
        var limits = LogLimits()
        limits.verifiedFrameBytes = 64 << 10
        limits.windowBytes = 8 << 20
        limits.readBytes = 1 << 10
        limits.partBytes = 2 << 10
        return limits
    }

    /// Throws what does not hold.
    func check(_ bytes: [UInt8]) throws {
        let path = try folder.write(bytes, to: Self.name)
        // Any number that follows from the bytes: the same input is always checked in the same way.
        let number = bytes.reduce(0) { ($0 &* 31 &+ Int($1)) & 0xFFFF }
        let limits = number % 2 == 0 ? Self.smallLimits : Self.largeLimits
        let reading = Result { try read(path, bytes, limits) }
        try checkThreads(path, limits, 1 + number / 2 % 2, reading)
        try checkPipe(bytes, limits, reading)
        try checkBackward(path, limits)
        try checkFollowing(bytes, cut: number % (bytes.count + 1), limits, reading)
        try checkSketches(path)
    }

    private func demand(_ holds: Bool, _ claim: @autoclosure () -> String) throws {
        guard holds else { throw TestFailure(claim()) }
    }

    /// Reads from start to end, and adds up what is told of the stored bytes.
    private func read(_ path: String, _ bytes: [UInt8], _ limits: LogLimits) throws -> Reading {
        let reader = try LogReader(LogFile(path: path), limits: limits)
        var parts: [StoredPart] = []
        reader.observer = { parts.append($0) }
        var reading = Reading()
        try reader.forEachLine { line, position in
            reading.lines.append(String(decoding: line, as: UTF8.self))
            reading.positions.append(position)
        }
        reading.outcome = reader.outcome
        let outcome = reading.outcome
        try demand(outcome.storedBytes == Int64(bytes.count), "\(outcome) of \(bytes.count) bytes")
        guard reader.isCompressed else { return reading }
        try demand(
            outcome.damagedBytes == parts.filter(\.isDamage).reduce(0) { $0 + $1.bytes }, "\(outcome) is not \(parts)")
        try demand(outcome.frames == parts.count(where: \.isData), "\(outcome) is not \(parts)")
        return reading
    }

    private func checkThreads(
        _ path: String, _ limits: LogLimits, _ threads: Int, _ expected: Result<Reading, any Error>
    ) throws {
        let result = Result { try readInParallel([path], threads: threads, limits: limits)[0] }
        switch (result, expected) {
        case (.success(let reading), .success(let expected)):
            try demand(reading == expected, "\(threads) threads read \(reading), not \(expected)")
        case (.failure(let error), .failure(let expected)):
            try demand("\(error)" == "\(expected)", "\(threads) threads: \(error), not \(expected)")
        default: throw TestFailure("\(threads) threads: \(result), not \(expected)")
        }
    }

    /// A pipe cannot be looked at further on, but what is a sound log in a file is the same in a pipe.
    private func checkPipe(_ bytes: [UInt8], _ limits: LogLimits, _ expected: Result<Reading, any Error>) throws {
        // A pipe that someone still writes to has no end, so that a reader waits for the bytes by which it tells a log.
        guard (ContentKind.bytesNeeded...1 << 16).contains(bytes.count), case .success(let whole) = expected,
            whole.outcome.isComplete
        else { return }
        let reading = try readPipe(bytes, limits: limits)
        try demand(reading.lines == whole.lines, "the pipe has \(reading), not \(whole)")
    }

    /// Reads from the end to the start, which gives the same lines.
    private func checkBackward(_ path: String, _ limits: LogLimits) throws {
        var limits = limits
        // A search without patience depends on how much was searched before.
        limits.searchBytes = LogLimits().searchBytes
        let expected = Result { try readLog(path, limits: limits) }
        let result = Result { try readBackward(path, limits) }
        switch (result, expected) {
        case (.success(let lines), .success(let expected)):
            try demand(lines == expected.lines, "from the end there are \(lines), not \(expected)")
        case (.failure(let error), .failure(let expected)):
            try demand("\(error)" == "\(expected)", "from the end: \(error), not \(expected)")
        default: throw TestFailure("from the end: \(result), not \(expected)")
        }
    }

    private func readBackward(_ path: String, _ limits: LogLimits) throws -> [String] {
        let log = try LogReader(LogFile(path: path), limits: limits)
        guard let reader = try BackwardReader(log, limits: limits, believesSeekTable: false) else {
            throw TestFailure("a file is no pipe")
        }
        var stretches: [[String]] = []
        var stretch: [String] = []
        while try reader.readStretch(to: { stretch.append(String(decoding: $0, as: UTF8.self)) }) {
            stretches.append(stretch)
            stretch = []
        }
        return stretches.reversed().flatMap { $0 }
    }

    /// Looks at the log's ends.
    private func checkSketches(_ path: String) throws {
        _ = try? LogSketch(LogFile(path: path))
        guard let file = try? OpenFile.reading(path) else { return }
        let table = try SeekTable(atEndOf: file)
        if let table, let size = file.size {
            try demand(table.storedBytes + Int64(table.bytes.count) <= size, "\(table) is longer than its file")
        }
        if let tail = try? LogTail(of: file), let size = file.size {
            try demand(tail.end <= size, "\(tail) is longer than its file")
        }
    }
}

// MARK: - Following

extension ArbitraryLog {
    /// Follows the log as it comes in two pieces.
    private func checkFollowing(
        _ bytes: [UInt8], cut: Int, _ limits: LogLimits, _ expected: Result<Reading, any Error>
    ) throws {
        let path = try folder.write([], to: "followed.jsonl.zst")
        let follower = try LogFollower(path, limits: limits)
        var lines: [String] = []
        do {
            for end in [cut, bytes.count] {
                try folder.write(Array(bytes[..<end]), to: "followed.jsonl.zst")
                try takeNews(of: follower, rounds: 4 * bytes.count + 8, into: &lines)
            }
        } catch let error as LogError {
            guard case .success(let whole) = expected else { return }
            return try demand(!whole.outcome.isComplete, "following ends with \(error)")
        }
        guard case .success(let whole) = expected, whole.outcome.isComplete else { return }
        // The last line may go on, as long as it has no newline; and a few bytes may become anything.
        let isUnfinished = lines == whole.lines.dropLast() || bytes.count < ContentKind.bytesNeeded
        try demand(lines == whole.lines || isUnfinished, "following gives \(lines), not \(whole), cut at \(cut)")
    }

    private func takeNews(of follower: LogFollower, rounds: Int, into lines: inout [String]) throws {
        var rounds = rounds
        while try follower.readNew(to: { batch in
            while let line = batch.next() { lines.append(String(decoding: line, as: UTF8.self)) }
        }) {
            rounds -= 1
            try demand(rounds > 0, "following never comes to an end")
        }
    }
}

extension StoredPart {
    fileprivate var isDamage: Bool {
        if case .damage = kind { true } else { false }
    }

    fileprivate var isData: Bool {
        if case .data = kind { true } else { false }
    }
}
