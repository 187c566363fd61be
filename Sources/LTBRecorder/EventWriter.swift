// Owns the way of events into the log: ids, lines, and what was dropped.

import Glibc
import LTBEvents
import LTBLog
import Synchronization

/// Writes events as lines of a log.
final class EventWriter: Sendable {
    let identifiers: Identifiers
    private let log: LogRecorder
    private let isClosingFlag = Atomic<Bool>(false)
    /// Whether the last event was recorded, so that only the log is still to be closed.
    private let hasRecordedAll = Monitor(false)

    init(
        _ path: String, _ configuration: RecorderConfiguration, _ identifiers: Identifiers, _ clock: RecorderClock
    ) throws(RecorderError) {
        self.identifiers = identifiers
        var options = LogRecorderConfiguration(configuration)
        options.droppedLine = { count, line in
            Event.append(
                .dropped(count), at: clock.now(), idPrefix: identifiers.eventPrefix,
                number: identifiers.nextNumber(), to: &line)
        }
        options.makeExpansion = {
            var lines = RequestWriter(
                eventPrefix: identifiers.eventPrefix, requestPrefix: identifiers.requestPrefix)
            return { lines.append($0, to: &$1) }
        }
        do throws(LogError) {
            log = try LogRecorder(appendingTo: path, configuration: options)
        } catch {
            throw RecorderError(error)
        }
    }

    var droppedEvents: Int64 { log.droppedLines }

    /// Those that were dropped later are not counted.
    var recordedEvents: Int64 { log.keptLines }

    func nextEventID() -> String { identifiers.eventPrefix + String(identifiers.nextNumber()) }

    @inline(__always)
    func write(_ payload: Payload, at time: Timestamp) {
        let number = identifiers.nextNumber()
        log.append { line in
            Event.append(payload, at: time, idPrefix: identifiers.eventPrefix, number: number, to: &line)
        }
    }

    @inline(__always)
    func write<Data: EventData>(data: Data, at time: Timestamp) {
        let number = identifiers.nextNumber()
        log.append { line in
            Event.append(data: data, at: time, idPrefix: identifiers.eventPrefix, number: number, to: &line)
        }
    }

    /// Leaves making the line of a completed request to the writing thread; false if its names are too long for that.
    @inline(__always)
    func write(_ completion: RequestRecord, provider: String, model: String) -> Bool {
        let names = provider.utf8.count + model.utf8.count
        guard names <= RequestRecord.mostNameBytes else { return false }
        // Strings whose bytes are elsewhere do not come up on Linux.
        let outcome: Void?? = provider.utf8.withContiguousStorageIfAvailable { provider in
            model.utf8.withContiguousStorageIfAvailable { model in
                log.append(recordBytes: RequestRecord.bytes(names: names)) { memory in
                    completion.write(
                        provider: UnsafeRawBufferPointer(provider), model: UnsafeRawBufferPointer(model), to: memory)
                }
            }
        }
        return outcome != nil && outcome! != nil
    }

    func write(_ event: Event) {
        log.append { event.append(to: &$0) }
    }

    func flush(synchronize: Bool) -> Bool { log.flush(synchronize: synchronize) }

    /// Whether somebody has begun to close it.
    var isClosing: Bool { isClosingFlag.load(ordering: .relaxed) }

    /// True for the first who asks.
    func beginClosing() -> Bool {
        guard !isClosingFlag.exchange(true, ordering: .relaxed) else { return false }
        log.beginEnding()
        return true
    }

    /// Writes what is left and gives up the file; for the one that began to close it, and for nobody else.
    @discardableResult
    func close() -> Bool {
        hasRecordedAll.withLock { $0 = true }
        hasRecordedAll.notify()
        return log.close()
    }

    /// Waits until it is closed; whether all could be written.
    ///
    /// The one who closes it may be a callback of the log, which does not wait for the end; and a callback that comes here must
    /// not wait for the one who waits for the log.
    func waitUntilClosed() -> Bool {
        guard log.canWait else { return false }
        _ = hasRecordedAll.wait { $0 ? true : nil }
        return log.close()
    }
}

extension Payload {
    /// That events were dropped.
    fileprivate static func dropped(_ count: Int64) -> Payload {
        .metricRecorded(
            MetricRecorded(
                name: MetricDefinition.recorderDroppedEventsTotal.name, type: "counter",
                value: .number(Double(count))))
    }
}

extension LogRecorderConfiguration {
    fileprivate init(_ configuration: RecorderConfiguration) {
        self.init()
        bufferBytes = configuration.bufferBytes
        overflow =
            switch configuration.overflow {
            case .dropNewest: .dropNewest
            case .dropOldest: .dropOldest
            case .block: .block
            }
        log.flushInterval = configuration.flushInterval
        log.synchronize = configuration.synchronizesFlushes
        log.rotation = configuration.rotation.map { rule in
            LogRotation(bytes: rule.bytes.map(Int64.init) ?? .max, age: rule.age ?? .seconds(Int64.max))
        }
        let handler = configuration.onError ?? tellStandardError
        onError = { handler(RecorderError($0)) }
    }
}

/// Tells an error in one line, in one piece.
private func tellStandardError(_ error: RecorderError) {
    let line = Array("ltb: \(error.message)\n".utf8)
    _ = line.withUnsafeBytes { write(STDERR_FILENO, $0.baseAddress, $0.count) }
}

/// The name of the machine; nil if it has none.
func hostName() -> String? {
    var name = [CChar](repeating: 0, count: 256)
    guard gethostname(&name, name.count - 1) == 0, name[0] != 0 else { return nil }
    return String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
}
