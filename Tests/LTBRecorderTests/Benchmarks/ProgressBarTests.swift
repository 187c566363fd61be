// Owns the claims about the bar on a terminal.

import LTBLog
@testable import LTBRecorder
import Synchronization
import Testing

struct ProgressBarTests {
    private static let start = "\r\u{1B}[K"

    @Test(arguments: [
        (0, 4, 0, nil, "MMLU  ░░░░░░░░░░░░░░░░░░░░░░░░  0 %  0/4"),
        (1, 3, 1, 75.0, "MMLU  ████████░░░░░░░░░░░░░░░░  33 %  1/3  1 failed  1 min 15 s left"),
        (3, 3, 0, 0, "MMLU  ████████████████████████  100 %  3/3"),
        (5, nil, 2, nil, "MMLU  5  2 failed"),
        (1, 2, 0, 7_260, "MMLU  ████████████░░░░░░░░░░░░  50 %  1/2  2 h 1 min left"),
        (9, 3, 0, 0, "MMLU  ████████████████████████  100 %  9/3  0 s left"),
    ])
    func aLineTellsWhatIsDoneAndWhatIsLeft(
        _ done: Int, _ total: Int?, _ failed: Int, _ left: Double?, _ expected: String
    ) {
        #expect(
            ProgressBar.line(name: "MM\u{1B}LU", done: done, total: total, failed: failed, secondsLeft: left)
                == Self.start + expected)
    }

    @Test func aBarIsWrittenTenTimesASecondAndStays() {
        let written = Monitor<[String]>([])
        let time = Atomic<Int64>(0)
        let bar = ProgressBar(elapsed: { time.load(ordering: .relaxed) }) { text in written.withLock { $0.append(text) }
        }
        bar.finish()
        for done in 1...40 {
            time.add(10_000_000, ordering: .relaxed)
            bar.show(name: "b", done: done, total: 50, failed: 0, secondsLeft: nil)
        }
        bar.show(name: "b", done: 50, total: 50, failed: 0, secondsLeft: nil)
        bar.finish()
        bar.finish()
        let shown = written.withLock { $0 }.compactMap { $0.split(separator: "  ").last.map(String.init) }
        #expect(shown == ["1/50", "11/50", "21/50", "31/50", "50/50", "\n"])
    }
}
