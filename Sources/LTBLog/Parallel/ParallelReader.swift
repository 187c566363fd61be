// Owns reading logs on several threads at once: the threads' side.

/// Takes lines on one thread.
package protocol LineBatchConsumer: ~Copyable, SendableMetatype {
    /// What it makes of them.
    associatedtype Result: Sendable

    /// Whether more lines may come to this thread; it is asked between parts of files. Another one's must stay true.
    var takesMore: Bool { get }

    /// Takes a batch of consecutive whole lines. Batches come in any order, and those between them go to other threads.
    mutating func consume(_ batch: inout LineBatch)

    /// Ends it; no more lines come to this thread.
    consuming func finish() -> Result
}

extension LineBatchConsumer where Self: ~Copyable {
    /// Mostly it reads to the end.
    package var takesMore: Bool { true }
}

/// What came of reading logs on several threads.
package struct ParallelReading<Result: Sendable>: Sendable {
    /// What the threads made of the lines.
    package var results: [Result]
    /// What was read of each file, in the order in which they were named. A file of no bytes has nothing stored.
    package var outcomes: [LogOutcome]
    /// Makes the places of lines, which count in parts of files, into those that a `LogReader` tells.
    package var lineNumbers: LineNumbers
}

/// Reads logs on any number of threads, in bounded memory.
///
/// Each thread takes the next part of the files (`PartWalk`), decodes it into memory of its own and gives its lines to
/// a consumer of its own. Lines that go over the border of a part, and whatever only reading in order can tell (torn
/// tails, damage that shows in headers, frames that are longer than memory should hold), are joined in the order of the
/// file by the thread that comes by.
///
/// For any number of threads, the lines, their places and the outcome are those of `LogReader`. What cannot be cut
/// into parts (a pipe, a single large frame) is read by one thread.
package enum ParallelReader {
    /// As many threads as read at most: each needs memory of its own, and more would wait for each other.
    package static let mostThreads = 16

    /// Reads logs to their ends. An empty file among several is passed over.
    ///
    /// Throws what opening or reading the first file that cannot be read throws.
    package static func read<Consumer: LineBatchConsumer & ~Copyable>(
        _ files: [LogFile], threads: Int = WorkerThreads.available, limits: LogLimits = LogLimits(),
        meter: ReadingMeter? = nil, makeConsumer: @escaping @Sendable () -> Consumer
    ) throws(LogError) -> ParallelReading<Consumer.Result> {
        let schedule = ReadSchedule(files, limits: limits)
        let results = Results<Consumer.Result>()
        WorkerThreads.run(min(threads, mostThreads)) {
            var consumer = makeConsumer()
            work(schedule, PartReader(limits: limits), meter, &consumer)
            results.append(consumer.finish())
        }
        let (outcomes, lineNumbers) = try schedule.finish()
        return ParallelReading(results: results.all, outcomes: outcomes, lineNumbers: lineNumbers)
    }

    private static func work<Consumer: LineBatchConsumer & ~Copyable>(
        _ schedule: ReadSchedule, _ reader: PartReader, _ meter: ReadingMeter?, _ consumer: inout Consumer
    ) {
        while consumer.takesMore, let task = schedule.next() {
            switch task {
            case .read(let log, let file, let part):
                do throws(LogError) {
                    let text = try reader.read(part, of: file, index: log.index) { give(&$0, to: &consumer, meter) }
                    meter?.add(storedBytes: part.storedBytes)
                    schedule.submit(part, text, of: log)
                } catch {
                    schedule.fail(error, of: log)
                }
                join(log, schedule, meter, &consumer)
            case .join(let log): join(log, schedule, meter, &consumer)
            }
        }
    }

    private static func give<Consumer: LineBatchConsumer & ~Copyable>(
        _ batch: inout LineBatch, to consumer: inout Consumer, _ meter: ReadingMeter?
    ) {
        let before = batch.line
        consumer.consume(&batch)
        meter?.add(lines: batch.line - before)
    }

    /// Joins what can be joined of a log, as long as no other thread does.
    private static func join<Consumer: LineBatchConsumer & ~Copyable>(
        _ log: OpenLog, _ schedule: ReadSchedule, _ meter: ReadingMeter?, _ consumer: inout Consumer
    ) {
        while let step = schedule.beginJoin(log) {
            do {
                let joined = try log.perform(step) { give(&$0, to: &consumer, meter) }
                schedule.endJoin(log, joined)
            } catch let error as LogError {
                schedule.fail(error, of: log)
            } catch {
                schedule.fail(.readFailed(path: log.reader.file.path, offset: 0, reason: "\(error)"), of: log)
            }
        }
    }
}
