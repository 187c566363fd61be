// Owns the claim that whatever happens to a log of some size, every frame that is intact is read.

import Glibc
import LTBLog
import LTBTestSupport
import Testing

/// How many mutations; `LTB_MUTATIONS=10000 swift test --filter MutatedLogTests` for the full measure, on a log with 15 MB
/// of text, and with the memory of the tests' own process bounded.
private let demanded = getenv("LTB_MUTATIONS").flatMap { Int(String(cString: $0)) }

struct MutatedLogTests {
    private let folder: RunFolder

    init() throws {
        folder = try RunFolder()
    }

    @Test(arguments: 0..<4 as Range<UInt64>)
    func everyIntactFrameIsRead(_ quarter: UInt64) throws {
        let log = try FramedLog(folder, requests: demanded == nil ? 2_000 : 10_000)
        let mutations = (demanded ?? 20) / 4
        var random = SplitMix64(seed: 31 + quarter)
        var slowest = Duration.zero
        for number in 0..<mutations {
            var mutated = MutatedLog(log)
            for _ in 0..<Int.random(in: 1...4, using: &random) { mutated.mutate(using: &random) }
            try folder.write("mutated.jsonl.zst", mutated.bytes)
            let start = ContinuousClock.now
            let found = try texts(of: "mutated.jsonl.zst")
            slowest = max(slowest, ContinuousClock.now - start)
            let missing = mutated.intactFrames.filter { !found.contains(log.frames[$0].text) }
            #expect(missing.isEmpty, "mutation \(number): frames \(missing) of \(log.frames.count)")
        }
        guard demanded != nil else { return }
        let peak = peakMemory()
        print(
            "\(mutations) mutations of \(log.bytes.count) bytes in \(log.frames.count) frames: "
                + "slowest read \(slowest), peak memory \(peak >> 20) MiB")
        #expect(peak <= 256 << 20)
    }

    /// The hashes of all texts that are read, which are those of whole frames where these are sound.
    private func texts(of name: String) throws -> Set<Int> {
        var texts: Set<Int> = []
        do {
            try LogReader(LogFile(path: folder[name])).forEachBatch { batch in
                texts.insert(batch.bytes.textHash)
                batch.finish(lines: 0)
            }
        } catch LogError.notALog, LogError.empty, LogError.windowTooLarge, LogError.needsDictionary {
            // Then there must be no intact frame.
        }
        return texts
    }

    private func peakMemory() -> Int {
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        return usage.ru_maxrss << 10
    }
}

/// A sound log, and what its frames hold.
private struct FramedLog {
    struct Frame {
        var stored: Range<Int>
        var text: Int
    }

    let bytes: [UInt8]
    private(set) var frames: [Frame] = []

    init(_ folder: RunFolder, requests: Int) throws {
        let options = ["simulate", "--requests", "\(requests)", "--seed", "7", "-o", "run.jsonl.zst"]
        let result = try CommandRunner("ltb-record").run(options, in: folder.path, timeout: .seconds(300))
        try #require(result.exitCode == 0, "\(result.error)")
        bytes = try folder.bytes("run.jsonl.zst")
        let reader = try LogReader(LogFile(path: folder["run.jsonl.zst"]))
        var text = 0
        var frames: [Frame] = []
        reader.observer = { part in
            guard case .data = part.kind else { return }
            frames.append(Frame(stored: Int(part.offset)..<Int(part.offset + part.bytes), text: text))
        }
        try reader.forEachBatch { batch in
            text = batch.bytes.textHash
            batch.finish(lines: 0)
        }
        self.frames = frames
    }
}

extension UnsafeRawBufferPointer {
    /// A hash of all of the text: of frames that are alike but for some bytes in their middle, each counts.
    fileprivate var textHash: Int {
        var hasher = Hasher()
        hasher.combine(bytes: self)
        hasher.combine(count)
        return hasher.finalize()
    }
}

/// A log of which some bytes are others, gone, or elsewhere.
private struct MutatedLog {
    /// Bytes of the sound log, or others.
    private enum Piece {
        case original(Range<Int>)
        case other([UInt8])

        var count: Int {
            switch self {
            case .original(let range): range.count
            case .other(let bytes): bytes.count
            }
        }
    }

    private let log: FramedLog
    private var pieces: [Piece]

    init(_ log: FramedLog) {
        self.log = log
        pieces = [.original(0..<log.bytes.count)]
    }

    var bytes: [UInt8] {
        var bytes: [UInt8] = []
        for piece in pieces {
            switch piece {
            case .original(let range): bytes += log.bytes[range]
            case .other(let other): bytes += other
            }
        }
        return bytes
    }

    /// The frames that are somewhere in it as a whole.
    var intactFrames: [Int] {
        // Pieces that follow each other in the sound log too are one.
        var ranges: [Range<Int>] = []
        for case .original(let range) in joined where !range.isEmpty { ranges.append(range) }
        return log.frames.indices.filter { index in
            let stored = log.frames[index].stored
            return ranges.contains { $0.lowerBound <= stored.lowerBound && $0.upperBound >= stored.upperBound }
        }
    }

    private var joined: [Piece] {
        pieces.reduce(into: []) { joined, piece in
            if case .original(let next) = piece, case .original(let last) = joined.last,
                last.upperBound == next.lowerBound
            {
                joined[joined.count - 1] = .original(last.lowerBound..<next.upperBound)
            } else if piece.count > 0 {
                joined.append(piece)
            }
        }
    }

    mutating func mutate(using random: inout SplitMix64) {
        let count = pieces.reduce(0) { $0 + $1.count }
        guard count > 0 else { return }
        let start = Int.random(in: 0..<count, using: &random)
        // Lengths of every order of magnitude, up to several frames.
        let length = min(
            count - start, Int.random(in: 1...(1 << Int.random(in: 0...18, using: &random)), using: &random))
        let range = start..<(start + length)
        switch Int.random(in: 0..<7, using: &random) {
        case 0:
            let byte = original(at: start) ^ UInt8.random(in: 1...255, using: &random)
            replace(start..<(start + 1), with: [.other([byte])])
        case 1: replace(range, with: [.other([UInt8](repeating: 0, count: length))])
        case 2: replace(range, with: [])
        case 3: replace(start..<start, with: [.other(Self.noise(min(length, 1 << 12), using: &random))])
        case 4: replace(start..<start, with: taken(range))
        case 5:
            let moved = taken(range)
            replace(range, with: [])
            let target = Int.random(in: 0...(count - length), using: &random)
            replace(target..<target, with: moved)
        default:
            if random.oneIn(3) { replace(start..<count, with: []) }
        }
    }

    private static func noise(_ count: Int, using random: inout SplitMix64) -> [UInt8] {
        (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
    }

    private func original(at place: Int) -> UInt8 {
        switch taken(place..<(place + 1)).first {
        case .original(let range): log.bytes[range.lowerBound]
        case .other(let bytes): bytes[0]
        case nil: 0
        }
    }

    /// The pieces of a range.
    private func taken(_ range: Range<Int>) -> [Piece] {
        var taken: [Piece] = []
        var place = 0
        for piece in pieces {
            let own = range.clamped(to: place..<(place + piece.count))
            if !own.isEmpty {
                let inside = (own.lowerBound - place)..<(own.upperBound - place)
                switch piece {
                case .original(let range):
                    taken.append(
                        .original((range.lowerBound + inside.lowerBound)..<(range.lowerBound + inside.upperBound)))
                case .other(let bytes): taken.append(.other(Array(bytes[inside])))
                }
            }
            place += piece.count
        }
        return taken
    }

    private mutating func replace(_ range: Range<Int>, with new: [Piece]) {
        let count = pieces.reduce(0) { $0 + $1.count }
        pieces = taken(0..<range.lowerBound) + new + taken(range.upperBound..<count)
    }
}
