// Owns regular expressions over names: the part of the syntax that price files use, in bounded time.

/// A regular expression: literals, `.`, `\d`, `\w`, `\s`, classes, groups, `|`, `?`, `*`, `+`, `{n,m}`, `^`, `$`, `(?=…)`
/// and `(?!…)`. Names are matched in lower case.
package struct NamePattern: Sendable, Equatable {
    /// The text that it was read from.
    package let text: String
    private let root: Node

    indirect enum Node: Sendable, Equatable {
        case bytes(ByteSet)
        case start, end
        case sequence([Node])
        case either([Node])
        case repeated(Node, least: Int, most: Int)
        case ahead(Node, isWanted: Bool)
    }

    /// A set of bytes; those beyond ASCII are in it or not as one.
    struct ByteSet: Sendable, Equatable {
        private var low: UInt64 = 0
        private var high: UInt64 = 0
        private var hasOthers = false

        mutating func insert(_ byte: UInt8) {
            switch byte {
            case 0..<64: low |= 1 << UInt64(byte)
            case 64..<128: high |= 1 << UInt64(byte - 64)
            default: hasOthers = true
            }
        }

        mutating func insert(_ other: ByteSet) {
            (low, high, hasOthers) = (low | other.low, high | other.high, hasOthers || other.hasOthers)
        }

        mutating func invert() {
            (low, high, hasOthers) = (~low, ~high, !hasOthers)
        }

        func contains(_ byte: UInt8) -> Bool {
            switch byte {
            case 0..<64: low >> UInt64(byte) & 1 == 1
            case 64..<128: high >> UInt64(byte - 64) & 1 == 1
            default: hasOthers
            }
        }
    }

    /// Reads an expression; nil if it is not of this syntax.
    package init?(_ text: String) {
        var parser = NamePatternParser(text)
        guard let root = parser.parse() else { return nil }
        (self.text, self.root) = (text, root)
    }

    /// Whether any part of a name matches; false as well if that takes too many steps to say.
    package func isFound(in name: String) -> Bool {
        let bytes = Array(name.utf8)
        var matcher = Matcher(bytes: bytes)
        return (0...bytes.count).contains { start in matcher.match(root, at: start) { _, _ in true } }
    }

    /// Backtracks, in so many steps and so deep at most.
    private struct Matcher {
        let bytes: [UInt8]
        var steps = 100_000
        var depth = 0

        mutating func match(_ node: Node, at place: Int, then rest: (inout Matcher, Int) -> Bool) -> Bool {
            guard steps > 0, depth < 1_000 else { return false }
            steps -= 1
            depth += 1
            defer { depth -= 1 }
            switch node {
            case .bytes(let set): return place < bytes.count && set.contains(bytes[place]) && rest(&self, place + 1)
            case .start: return place == 0 && rest(&self, place)
            case .end: return place == bytes.count && rest(&self, place)
            case .sequence(let nodes): return match(nodes[...], at: place, then: rest)
            case .either(let nodes):
                for node in nodes where match(node, at: place, then: rest) { return true }
                return false
            case .repeated(let node, let least, let most):
                return match(node, least, most, at: place, then: rest)
            case .ahead(let node, let isWanted):
                return match(node, at: place, then: { _, _ in true }) == isWanted && rest(&self, place)
            }
        }

        private mutating func match(
            _ nodes: ArraySlice<Node>, at place: Int, then rest: (inout Matcher, Int) -> Bool
        ) -> Bool {
            guard let first = nodes.first else { return rest(&self, place) }
            return match(first, at: place) { $0.match(nodes.dropFirst(), at: $1, then: rest) }
        }

        private mutating func match(
            _ node: Node, _ least: Int, _ most: Int, at place: Int, then rest: (inout Matcher, Int) -> Bool
        ) -> Bool {
            if most > 0 {
                let isMore = match(node, at: place) { matcher, next in
                    // What took nothing would do so for ever.
                    (next > place || least > 0)
                        && matcher.match(node, max(0, least - 1), most - 1, at: next, then: rest)
                }
                if isMore { return true }
            }
            return least == 0 && rest(&self, place)
        }
    }
}
