// Owns dividing one run's log among several files.

import Glibc

/// When a writer goes on in a new file.
///
/// The files are numbered: `run.jsonl.zst` becomes `run-00001.jsonl.zst`, `run-00002.jsonl.zst`, … Each is a log in its own right,
/// and only the last is appended to. By name they are in the order in which they were written.
package struct LogRotation: Sendable, Equatable {
    /// A file is ended with the first frame that makes it this large.
    package var bytes: Int64
    /// A file is ended once it has been written to for this long.
    package var age: Duration

    /// Goes on in a new file when the old one has a size or an age, whichever comes first.
    package init(bytes: Int64 = .max, age: Duration = .seconds(Int64.max)) {
        self.bytes = bytes
        self.age = age
    }
}

/// The paths of a rotated log's files.
struct LogSeries {
    private let stem: String
    private let ending: String

    private static let digits = 5

    /// The files that stand for one path.
    init(_ path: String) {
        let name = LogFile(path: path).name
        let known = [".jsonl.zst", ".zst"].first { name.hasSuffix($0) && name != $0 }
        ending = known ?? ""
        stem = String(path.dropLast(ending.count))
    }

    /// The file of a number, from 1.
    func path(_ number: Int) -> String {
        let digits = String(number)
        return stem + "-" + String(repeating: "0", count: max(0, Self.digits - digits.count)) + digits + ending
    }

    /// The series to which a file belongs, and its number; 0 if it has none.
    static func containing(_ path: String) -> (series: LogSeries, number: Int) {
        let own = LogSeries(path)
        let digits = own.stem.utf8.reversed().prefix { (0x30...0x39).contains($0) }.count
        let stem = own.stem.dropLast(digits)
        guard stem.hasSuffix("-"), let number = number(ofDigits: own.stem.suffix(digits)) else {
            return (own, 0)
        }
        return (LogSeries(String(stem.dropLast()) + own.ending), number)
    }

    /// The number of the last file that there is; 0 if there is none.
    func lastNumber() throws(LogError) -> Int { try numbers().max() ?? 0 }

    /// The numbers of the files that there are.
    func numbers() throws(LogError) -> [Int] {
        let slash = stem.utf8.lastIndex(of: UInt8(ascii: "/"))
        let folder = slash.map { $0 == stem.startIndex ? "/" : String(stem[..<$0]) } ?? "."
        let start = (slash.map { String(stem[stem.utf8.index(after: $0)...]) } ?? stem) + "-"
        return try LogFiles.names(in: folder).compactMap { number(ofName: $0, start) }
    }

    /// A number as it is written in a name: more digits have no zero before them, and are no date or the like.
    private static func number(ofDigits digits: Substring) -> Int? {
        guard (Self.digits...7).contains(digits.utf8.count), digits.utf8.count == Self.digits || digits.first != "0",
            digits.utf8.allSatisfy({ (0x30...0x39).contains($0) })
        else { return nil }
        return Int(digits)
    }

    private func number(ofName name: String, _ start: String) -> Int? {
        guard name.hasPrefix(start), name.hasSuffix(ending) else { return nil }
        return Self.number(ofDigits: name.dropFirst(start.count).dropLast(ending.count))
    }
}
