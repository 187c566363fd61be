// Owns the benchmark of a program that records its requests: what it uses more than one that does not.

import ArgumentParser
import Glibc
import LTBRecorder

/// Records requests at a steady rate, and does the same with a recorder that is switched off.
struct RequestsBenchmark: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "requests",
        abstract: "What a program uses more for recording 10,000 requests a second, by processor time.")

    @Option(help: "Requests a second.") var rate = 10_000
    @Option(help: "Seconds of each measurement.") var seconds = 5
    @Option(help: "Rounds, of which the middle one counts.") var rounds = 3
    @Option(help: "Where to write.") var folder = "/tmp"

    /// Requests that are made at once, before the program waits again.
    private static let batch = 100

    func validate() throws {
        guard rate >= Self.batch, seconds > 0, rounds > 0 else {
            throw ValidationError("The rate must be at least \(Self.batch), seconds and rounds at least 1.")
        }
    }

    func run() throws {
        print("\(rate) requests a second for \(seconds) s, median of \(rounds) rounds")
        for kind in Kind.allCases {
            var off: [Double] = []
            var on: [Double] = []
            for _ in 0..<rounds {
                off.append(try processorShare(of: kind, isEnabled: false))
                on.append(try processorShare(of: kind, isEnabled: true))
            }
            let difference = (on.median ?? 0) - (off.median ?? 0)
            print(
                "\(kind.rawValue): \(fixed(on.median ?? 0, 2)) % of one core, switched off \(fixed(off.median ?? 0, 2)) %, "
                    + "difference \(fixed(difference, 2)) %, \(fixed(difference * 1e4 / Double(rate), 2)) µs a request")
        }
        print("switched off: \(fixed(nanosecondsSwitchedOff(), 1)) ns a call")
    }
}

extension RequestsBenchmark {
    /// How a request is recorded.
    private enum Kind: String, CaseIterable {
        case recordRequest = "recordRequest (1 event)"
        case measure = "start … complete (2 events)"
    }

    /// The share of a core that the program uses, in percent.
    private func processorShare(of kind: Kind, isEnabled: Bool) throws -> Double {
        let path = folder + "/ltb-requests-\(getpid()).jsonl.zst"
        defer { unlink(path) }
        let configuration = RecorderConfiguration().withEnabled(isEnabled)
        let recorder = try Recorder(to: path, configuration: configuration)
        let start = Clock.now()
        let used = Measurement.of {
            for number in 0..<(rate * seconds / Self.batch) {
                for place in 0..<Self.batch { request(kind, number * Self.batch + place, recorder) }
                let due = start + Int64(number + 1) * Int64(Self.batch) * 1_000_000_000 / Int64(rate)
                Clock.sleep(until: due)
            }
            recorder.close()
        }
        return used.processorSeconds / Double(seconds) * 100
    }

    @inline(never)
    private func request(_ kind: Kind, _ number: Int, _ recorder: Recorder) {
        let tokens = TokenUsage(inputTokens: 150, outputTokens: 75, totalTokens: 225)
        switch kind {
        case .recordRequest:
            // Digits that do not compress, at the cost of a multiplication.
            let digits = Int64(truncatingIfNeeded: UInt32(truncatingIfNeeded: number) &* 2_654_435_761) % 900_000
            recorder.recordRequest(
                provider: "openai", model: "gpt-4o", latency: .microseconds(1_000_000 + digits),
                timeToFirstToken: .microseconds(100_000 + digits / 10), tokens: tokens, cost: 0.0135)
        case .measure:
            let request = recorder.start(provider: "openai", model: "gpt-4o")
            request.firstToken()
            request.complete(tokens: tokens, cost: 0.0135)
        }
    }

    /// What a call costs that does nothing.
    private func nanosecondsSwitchedOff() -> Double {
        let calls = 10_000_000
        let used = Measurement.of {
            for number in 0..<calls { request(.recordRequest, number, .disabled) }
        }
        return used.processorSeconds / Double(calls) * 1e9
    }
}

/// The clock by which requests are made.
private enum Clock {
    static func now() -> Int64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }

    static func sleep(until moment: Int64) {
        var time = timespec(tv_sec: Int(moment / 1_000_000_000), tv_nsec: Int(moment % 1_000_000_000))
        clock_nanosleep(CLOCK_MONOTONIC, Int32(TIMER_ABSTIME), &time, nil)
    }
}
