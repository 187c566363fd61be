// Owns the join of logs and analysis: files in, a summary out.

import LTBEvents
package import LTBLog

/// Reads logs into a summary.
package enum LogAnalysis {
    /// Reads logs on several threads, each of which gathers what it reads; the summary is the same for any number.
    ///
    /// A plan that is relative to the run's start and end makes the files be read twice; standard input can be read once
    /// only. The notices are sentences about what was read that no figure tells. An empty file among several is told and
    /// passed over. In which order files are named makes no difference: they are told by path.
    package static func read(
        _ files: [LogFile], _ plan: AnalysisPlan = AnalysisPlan(), threads: Int = WorkerThreads.available,
        limits: LogLimits = LogLimits(), meter: ReadingMeter? = nil
    ) throws(LogError) -> (summary: RunSummary, notices: [String]) {
        let (aggregator, log, notices) = try gatherTrimmed(files, plan, threads, limits, meter)
        return (aggregator.summary(log: log, threads: threads), notices)
    }

    /// Reads logs into a summary and single values, to be compared with those of another run; all else is as in `read`.
    package static func readSamples(
        _ files: [LogFile], _ plan: AnalysisPlan, threads: Int = WorkerThreads.available,
        limits: LogLimits = LogLimits(), meter: ReadingMeter? = nil
    ) throws(LogError) -> SampledRun {
        var plan = plan
        plan.gathersSamples = true
        let (aggregator, log, notices) = try gatherTrimmed(files, plan, threads, limits, meter)
        let samples = (aggregator.sampler ?? RunSampler(objectives: [])).samples
        return SampledRun(summary: aggregator.summary(log: log, threads: threads), samples: samples, notices: notices)
    }

    /// Gathers what a plan leaves of a run, which it may need to know first.
    private static func gatherTrimmed(
        _ files: [LogFile], _ plan: AnalysisPlan, _ threads: Int, _ limits: LogLimits, _ meter: ReadingMeter?
    ) throws(LogError) -> (aggregator: RunAggregator, log: LogFigures, notices: [String]) {
        guard plan.isRelative else {
            return try gather(files, plan, threads: threads, limits: limits, meter: meter)
        }
        let window = try gather(files, threads: threads, limits: limits, meter: meter).aggregator.window
        var trimmed = plan
        let isSomethingLeft = window.map { trimmed.trim(to: $0) } ?? true
        var gathered = try gather(files, trimmed, threads: threads, limits: limits, meter: meter)
        guard !isSomethingLeft, let window else { return gathered }
        let seconds = window.durationSeconds
        gathered.notices.append("The warm-up and the cool-down leave nothing of a run of \(seconds) seconds.")
        return gathered
    }

    /// Reads logs into an aggregator, which can take in more, and what is known of the files; all else is as in `read`.
    ///
    /// The plan must not be relative to the run's start and end.
    package static func gather(
        _ files: [LogFile], _ plan: AnalysisPlan = AnalysisPlan(), threads: Int = WorkerThreads.available,
        limits: LogLimits = LogLimits(), meter: ReadingMeter? = nil
    ) throws(LogError) -> (aggregator: RunAggregator, log: LogFigures, notices: [String]) {
        let files = files.sorted { ByteString($0.path) < ByteString($1.path) }
        let requests = SharedRequestTotals()
        let spans = SharedSpanCounts()
        let memory = GatheringMemory(limit: limits.gatheredBytes)
        // One thread has no other to hand over to.
        let bytesToAsk = threads > 1 ? limits.partBytes : .max
        var reading = try ParallelReader.read(files, threads: threads, limits: limits, meter: meter) {
            LineGatherer(plan, requests: requests, spans: spans, memory: memory, askedEach: bytesToAsk)
        }
        let lineNumbers = reading.lineNumbers
        var aggregator = memory.merge(&reading.results, plan) { $0.placeSkippedLines(lineNumbers) }
        var log = LogFigures()
        for (index, outcome) in reading.outcomes.enumerated() {
            log.add(outcome)
            aggregator.skipOverlongLines(outcome, file: index)
        }
        return (aggregator, log, reading.outcomes.flatMap(\.sentences))
    }
}

/// What one thread has: an aggregator of its own.
private struct LineGatherer: LineBatchConsumer, ~Copyable {
    private var aggregator: RunAggregator
    private var scanner = EventScanner()
    private let requests: SharedRequestTotals
    private let spans: SharedSpanCounts
    private let memory: GatheringMemory
    private var published = RequestTotals()
    /// Bytes of lines until it is looked at how much memory there is in all.
    private let bytesToAsk: Int
    private var bytesUntilAsked: Int
    private(set) var takesMore = true

    init(
        _ plan: AnalysisPlan, requests: SharedRequestTotals, spans: SharedSpanCounts, memory: GatheringMemory,
        askedEach bytesToAsk: Int
    ) {
        aggregator = RunAggregator(plan)
        self.requests = requests
        self.spans = spans
        self.memory = memory
        self.bytesToAsk = bytesToAsk
        bytesUntilAsked = bytesToAsk
        memory.enter()
    }

    mutating func consume(_ batch: inout LineBatch) {
        while let start = batch.start, let end = batch.end {
            // A single frame may hold more than a thread should gather unasked.
            let pause = end - start > bytesUntilAsked ? start + bytesUntilAsked : end
            if aggregator.choice == nil { take(&batch, before: pause) } else { takeChosen(&batch, before: pause) }
            publish()
            handOver(after: (batch.start ?? end) - start)
        }
    }

    /// Takes in the lines that begin before a place.
    private mutating func take(_ batch: inout LineBatch, before pause: UnsafeRawPointer) {
        while true {
            takeCanonicalLines(&batch, before: pause)
            guard let start = batch.start, start < pause, let line = batch.next() else { return }
            let position = SkippedLine.Position(batch.position, file: batch.file)
            aggregator.add(unusualLine: line, scanner: &scanner, position: position)
        }
    }

    /// Takes in lines up to one that is not spelled as our writer spells the frequent events.
    private mutating func takeCanonicalLines(_ batch: inout LineBatch, before pause: UnsafeRawPointer) {
        guard let start = batch.start, let limit = batch.end else { return }
        var next = start
        var lines = 0
        while next < pause, let end = scanner.scanCanonical(at: next, endingBy: limit) {
            aggregator.add(scanner.event)
            next = end + 1
            lines += 1
        }
        batch.pass(lines: lines, to: next)
    }

    private mutating func takeChosen(_ batch: inout LineBatch, before pause: UnsafeRawPointer) {
        while let start = batch.start, start < pause, let line = batch.next() {
            let position = SkippedLine.Position(batch.position, file: batch.file)
            aggregator.addChosen(line: line, scanner: &scanner, position: position)
        }
    }

    consuming func finish() -> RunAggregator {
        aggregator.settle()
        if !takesMore { memory.takeRest(&aggregator) }
        return aggregator
    }

    /// Gives up what the whole is too large for before each thread has as much as the whole may have.
    private mutating func publish() {
        aggregator.spans.tell { spans.add($0) }
        let settled = aggregator.settled
        let areTooMany = requests.add(starts: settled.starts - published.starts, ends: settled.ends - published.ends)
        published = settled
        if areTooMany { aggregator.approximateConcurrency() }
    }

    /// Gives up what was gathered, and reading, where all threads together have too much.
    private mutating func handOver(after bytes: Int) {
        bytesUntilAsked -= bytes
        guard bytesUntilAsked <= 0 else { return }
        bytesUntilAsked = bytesToAsk
        guard memory.takesOver(&aggregator, ofReader: takesMore) else { return }
        takesMore = false
        published = RequestTotals()
    }
}

/// How many requests all threads have counted.
private final class SharedRequestTotals: Sendable {
    private let totals = Monitor(RequestTotals())

    /// Adds some; whether there are too many now.
    func add(starts: Int, ends: Int) -> Bool {
        totals.withLock { totals in
            totals.add(starts: starts, ends: ends)
            return totals.areTooMany
        }
    }
}

/// How many spans all threads have met, so that together they keep no more than one may.
private final class SharedSpanCounts: Sendable {
    private let counts = Monitor(SpanCounts(limit: KeptSpans.limit))

    /// Adds some; what there is in all now.
    func add(_ added: SpanCounts) -> SpanCounts {
        counts.withLock { counts in
            counts.add(added)
            counts.settle()
            return counts
        }
    }
}

extension SkippedLine.Position {
    fileprivate init(_ place: LinePosition, file: Int) {
        self.init(file: file, frame: place.frame, part: place.part, line: place.line)
    }
}

extension RunAggregator {
    fileprivate mutating func placeSkippedLines(_ lineNumbers: LineNumbers) {
        placeSkippedLines { known in
            let place = LinePosition(frame: known.frame, line: known.line, part: known.part)
            return SkippedLine.Position(lineNumbers.position(place, inFile: known.file), file: known.file)
        }
    }

    fileprivate mutating func skipOverlongLines(_ outcome: LogOutcome, file: Int) {
        guard outcome.overlongLines > 0 else { return }
        let places = outcome.firstOverlongLines.map { SkippedLine.Position($0, file: file) }
        skip(.line_too_long, count: outcome.overlongLines, at: places)
    }
}

extension LogFigures {
    /// What is known of files that were read.
    package init(_ outcomes: [LogOutcome]) {
        self.init()
        for outcome in outcomes { add(outcome) }
    }

    fileprivate mutating func add(_ outcome: LogOutcome) {
        files.append(.init(name: outcome.name, bytes: outcome.storedBytes, frames: outcome.frames))
        damagedBytes += outcome.damagedBytes
        damagedFrames += outcome.damagedFrames
        tornTail = tornTail || outcome.tornTail
    }
}

extension LogOutcome {
    /// What a user should know of the file beyond the figures.
    fileprivate var sentences: [String] { storedBytes == 0 ? ["\(name) is empty."] : notices }
}
