// Owns the claims about processes that are killed while they record requests.

import Glibc
import LTBEvents
import LTBTestSupport
import Testing

/// How many processes are killed; `LTB_KILLS=500 swift test --filter KilledRecorderTests` for the full measure.
private let kills = getenv("LTB_KILLS").flatMap { Int(String(cString: $0)) } ?? 4

struct KilledRecorderTests {
    private static let threads = 4

    /// What each thread has recorded, as the names of its events and models, in the order of the log.
    private func eventsOfThreads(_ path: String, canBeEmpty: Bool) throws -> [[String]] {
        var found = [[String]](repeating: [], count: Self.threads)
        // Who is killed before the first flush may leave a file that is no log yet.
        for event in canBeEmpty ? (try? readEvents(path)) ?? [] : try readEvents(path) {
            let context: RequestContext
            switch event.payload {
            case .requestStarted(let data): context = data.context
            case .requestCompleted(let data): context = data.context
            default: continue
            }
            let thread = try #require(context.provider.flatMap { Int($0) })
            found[thread].append("\(event.eventType) \(context.model ?? "")")
        }
        return found
    }

    /// What a thread records that has recorded so many requests.
    private func expected(_ requests: Int) -> [String] {
        (0..<requests).flatMap { number in
            (number % 2 == 1 ? ["RequestStarted \(number)"] : []) + ["RequestCompleted \(number)"]
        }
    }

    @Test func aKilledProcessLosesNoRequestThatItHadFlushed() throws {
        let child = try CommandRunner("LogWritingChild")
        var random = SplitMix64(seed: UInt64(getpid()))
        var (flushes, events) = (0, 0)
        for round in 0..<kills {
            let folder = try TemporaryFolder()
            let path = folder["run.jsonl.zst"]
            let running = try child.start(["requests", path])
            // Most are killed when they have hardly begun, some later.
            usleep(round % 4 == 0 ? 600_000 : UInt32.random(in: 5_000...90_000, using: &random))
            running.send(signal: SIGKILL)
            let output = try running.waitForEnd().output
            let acknowledged = output.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
            flushes += acknowledged.count
            let flushed = acknowledged.last?.split(separator: " ").compactMap { Int($0) } ?? [0, 0, 0, 0]
            guard access(path, F_OK) == 0 else { continue }
            for (thread, found) in try eventsOfThreads(path, canBeEmpty: acknowledged.isEmpty).enumerated() {
                events += found.count
                let atLeast = expected(flushed[thread])
                #expect(found.count >= atLeast.count, "thread \(thread) of round \(round)")
                #expect(found == Array(expected(found.count).prefix(found.count)), "thread \(thread) of round \(round)")
            }
        }
        #expect(flushes > 0)
        print("\(kills) processes were killed after \(flushes) flushes; \(events) events were read back")
    }
}
