// Owns the claims about processes that are killed, limited or forked while they record.

import Glibc
import LTBLog
import LTBTestSupport
import Testing

/// How many processes are killed; `LTB_KILLS=500 swift test --filter LogWritingChildTests` for the full measure.
private let kills = getenv("LTB_KILLS").flatMap { Int(String(cString: $0)) } ?? 6

struct LogWritingChildTests {
    let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private var path: String { folder["run.jsonl.zst"] }

    /// The numbers of each thread's lines, in the order of the log; fails if a line is not whole.
    private func numbers(_ lines: [String]) throws -> [[Int]] {
        var numbers = [[Int]](repeating: [], count: 4)
        for line in lines {
            let fields = line.dropFirst(#"{"thread":"#.count).dropLast().split(separator: #","number":"#)
            guard fields.count == 2, let thread = Int(fields[0]), let number = Int(fields[1]),
                line == #"{"thread":\#(thread),"number":\#(number)}"#
            else { throw TestFailure("half a line: \(line)") }
            numbers[thread].append(number)
        }
        return numbers
    }

    @Test func aKilledProcessLosesNothingThatItHadFlushed() throws {
        let child = try CommandRunner("LogWritingChild")
        var random = SplitMix64(seed: UInt64(getpid()))
        var (flushes, lines) = (0, 0)
        for round in 0..<kills {
            unlink(path)
            let running = try child.start(["record", path])
            // Most are killed when they have hardly begun, some later.
            usleep(round % 4 == 0 ? 600_000 : UInt32.random(in: 5_000...90_000, using: &random))
            running.send(signal: SIGKILL)
            let output = try running.waitForEnd().output
            let acknowledged = output.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
            flushes += acknowledged.count
            let flushed = acknowledged.last?.split(separator: " ").compactMap { Int($0) } ?? [0, 0, 0, 0]
            guard access(path, F_OK) == 0 else { continue }
            let torn = (try? readLog(path).lines) ?? []
            lines += torn.count
            let found = try numbers(torn)
            for (thread, numbers) in found.enumerated() {
                #expect(numbers == Array(0..<numbers.count), "thread \(thread) of round \(round)")
                #expect(numbers.count >= flushed[thread], "thread \(thread) of round \(round)")
            }
            try writeLog(["[1]"], to: path)
            let reading = try readLog(path)
            #expect(reading.lines == torn + ["[1]"])
            #expect(reading.outcome.isComplete)
        }
        #expect(flushes > 0)
        print("\(kills) processes were killed after \(flushes) flushes; \(lines) lines were read back")
    }

    @Test func atTheLimitOfAFilesSizeTheProgramGoesOnAndLaterTheLogDoes() throws {
        let result = try CommandRunner("LogWritingChild").run("limit", path)
        #expect(
            result.output == """
                error: \(path) cannot be written: File too large; free space or choose another file
                limited: false
                freed: true
                closed: true, dropped: 0

                """)
        let reading = try readLog(path)
        #expect(reading.lines.count == 5_000)
        #expect(reading.lines.enumerated().allSatisfy { $1.hasPrefix("{\"number\":\($0),") })
        #expect(reading.outcome.isComplete)
    }

    @Test func inAFolderThatBecameReadOnlyTheProgramGoesOnAndLaterTheLogDoes() throws {
        chmod(folder.path, 0o777)
        let result = try CommandRunner("LogWritingChild").run("permissions", folder["logs"])
        let path = folder["logs/run.jsonl.zst"]
        let error = "\(path) cannot be opened: Permission denied; check the path and its permissions"
        #expect(
            result.output == """
                error: \(error)
                read-only: false
                another: \(error)
                writable: true, closed: true, dropped: 0

                """)
        #expect(try readLog(path).lines == [#"{"from":"before"}"#])
        #expect(try readLog(path).outcome.isComplete)
    }

    @Test func aForkedChildDoesNotWriteIntoItsParentsLog() throws {
        let result = try CommandRunner("LogWritingChild").run("fork", path, timeout: .seconds(20))
        #expect(result.output == "child: 0, closed: true\n")
        let reading = try readLog(path)
        let texts = ["parent before", "parent, not flushed", "parent after"]
        #expect(reading.lines == texts.map { #"{"from":"\#($0)"}"# })
        #expect(reading.outcome.isComplete)
    }
}
