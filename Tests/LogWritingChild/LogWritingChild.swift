// Owns the program that tests kill, limit and fork while it records.

import Glibc
import LTBLog
import LTBRecorder
import Synchronization

/// `LogWritingChild MODE LOG`: does one thing with a recorder, and says on standard output what came of it.
@main
struct LogWritingChild {
    static func main() throws {
        guard CommandLine.arguments.count == 3 else { throw ChildError.usage }
        let path = CommandLine.arguments[2]
        switch CommandLine.arguments[1] {
        case "record": try record(path)
        case "requests": try recordRequests(path)
        case "limit": try recordToLimit(path)
        case "fork": try forkWhileRecording(path)
        case "permissions": try recordWithoutPermission(inFolder: path)
        default: throw ChildError.usage
        }
    }
}

/// Says a line at once: a process that is killed must not keep it.
private func say(_ line: String) {
    let bytes = Array((line + "\n").utf8)
    write(STDOUT_FILENO, bytes, bytes.count)
}

enum ChildError: Error {
    case usage, noFork
}

extension LogWritingChild {
    /// Records from some threads until it is killed. Each line of output says how many lines each thread had appended at
    /// least when a flush began that then succeeded.
    private static func record(_ path: String) throws {
        let recorder = try LogRecorder(appendingTo: path)
        appendFromThreads(flush: { recorder.flush() }) { thread, number in
            recorder.append { $0.append(contentsOf: "{\"thread\":\(thread),\"number\":\(number)}".utf8) }
        }
    }

    /// The same with requests, whose lines the recorder's own thread makes: one that was answered, then one that is sent,
    /// and answered.
    private static func recordRequests(_ path: String) throws {
        let recorder = try Recorder(to: path, configuration: RecorderConfiguration())
        appendFromThreads(flush: { recorder.flush() }) { thread, number in
            let (provider, model) = ("\(thread)", "\(number)")
            guard number % 2 == 1 else {
                return recorder.recordRequest(provider: provider, model: model, latency: .milliseconds(number))
            }
            recorder.start(provider: provider, model: model).complete(
                tokens: TokenUsage(inputTokens: 150, outputTokens: 75), cost: 0.0135)
        }
    }

    private static func appendFromThreads(
        flush: () -> Bool, _ append: @escaping @Sendable (_ thread: Int, _ number: Int) -> Void
    ) {
        let counts = ThreadCounts()
        for thread in 0..<ThreadCounts.threads {
            startThread {
                for number in 0... {
                    append(thread, number)
                    counts.set(number + 1, of: thread)
                    if number % 32 == 0 { usleep(1_000) }
                }
            }
        }
        while true {
            let appended = counts.all
            guard flush() else { continue }
            say(appended.map(String.init).joined(separator: " "))
            usleep(500)
        }
    }

    /// Records more than files may hold, then is allowed more.
    private static func recordToLimit(_ path: String) throws {
        try limitFiles(to: 16 << 10)
        var configuration = LogRecorderConfiguration()
        configuration.retryInterval = .milliseconds(20)
        configuration.onError = { say("error: \($0)") }
        let recorder = try LogRecorder(appendingTo: path, configuration: configuration)
        var random = SystemRandomNumberGenerator()
        for number in 0..<5_000 {
            recorder.append { $0.append(contentsOf: "{\"number\":\(number),\"noise\":\(random.next())}".utf8) }
        }
        say("limited: \(recorder.flush())")
        usleep(100_000)
        try limitFiles(to: .max)
        say("freed: \(recorder.flush())")
        say("closed: \(recorder.close()), dropped: \(recorder.droppedLines)")
    }

    private static func limitFiles(to bytes: rlim_t) throws {
        var limit = rlimit()
        getrlimit(__rlimit_resource_t(1), &limit)
        limit.rlim_cur = min(bytes, limit.rlim_max)
        setrlimit(__rlimit_resource_t(1), &limit)
    }

    /// Records in a folder that is made read-only, as a user who is not above that.
    private static func recordWithoutPermission(inFolder folder: String) throws {
        if geteuid() == 0 { setuid(65_534) }
        mkdir(folder, 0o755)
        let path = folder + "/run.jsonl.zst"
        var configuration = LogRecorderConfiguration()
        configuration.retryInterval = .milliseconds(20)
        configuration.onError = { say("error: \($0)") }
        let recorder = try LogRecorder(appendingTo: path, configuration: configuration)
        unlink(path)
        chmod(folder, 0o555)
        append("before", to: recorder)
        say("read-only: \(recorder.flush())")
        do throws(LogError) {
            _ = try LogRecorder(appendingTo: path)
        } catch {
            say("another: \(error)")
        }
        chmod(folder, 0o755)
        say("writable: \(recorder.flush()), closed: \(recorder.close()), dropped: \(recorder.droppedLines)")
    }

    /// Records, forks, and lets the child use the recorder in every way.
    private static func forkWhileRecording(_ path: String) throws {
        let recorder = try LogRecorder(appendingTo: path)
        append("parent before", to: recorder)
        recorder.flush()
        append("parent, not flushed", to: recorder)
        let child = fork()
        guard child >= 0 else { throw ChildError.noFork }
        if child == 0 {
            append("child", to: recorder)
            let isFlushed = recorder.flush()
            let isClosed = recorder.close()
            _exit(isFlushed || isClosed ? 1 : 0)
        }
        var status: Int32 = 0
        waitpid(child, &status, 0)
        append("parent after", to: recorder)
        say("child: \(status), closed: \(recorder.close())")
    }

    private static func append(_ text: String, to recorder: LogRecorder) {
        recorder.append { $0.append(contentsOf: "{\"from\":\"\(text)\"}".utf8) }
    }
}

/// How many lines each thread has appended.
private final class ThreadCounts: Sendable {
    static let threads = 4
    private let counts = (0..<threads).map { _ in Count() }

    private final class Count: Sendable {
        let value = Atomic<Int>(0)
    }

    var all: [Int] { counts.map { $0.value.load(ordering: .acquiring) } }

    func set(_ count: Int, of thread: Int) { counts[thread].value.store(count, ordering: .releasing) }
}

/// What a thread is to do.
private final class Work: Sendable {
    let body: @Sendable () -> Void

    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
}

private func startThread(_ body: @escaping @Sendable () -> Void) {
    let context = Unmanaged.passRetained(Work(body))
    var thread = pthread_t()
    pthread_create(
        &thread, nil,
        { context in
            if let context { Unmanaged<Work>.fromOpaque(context).takeRetainedValue().body() }
            return nil
        }, context.toOpaque())
}
