// Owns reading the text of a regular expression over names.

/// Reads an expression by descent; nested groups are bounded.
struct NamePatternParser {
    private typealias Node = NamePattern.Node
    private typealias ByteSet = NamePattern.ByteSet

    private var rest: ArraySlice<UInt8>
    private var depth = 0

    private static let maximumDepth = 16
    private static let maximumRepeats = 256

    init(_ text: String) {
        rest = Array(text.lowercasedOutsideEscapes.utf8)[...]
    }

    mutating func parse() -> NamePattern.Node? {
        guard let node = either(), rest.isEmpty else { return nil }
        return node
    }

    private mutating func either() -> Node? {
        guard depth < Self.maximumDepth else { return nil }
        depth += 1
        defer { depth -= 1 }
        var branches: [Node] = []
        repeat {
            guard let branch = sequence() else { return nil }
            branches.append(branch)
        } while take("|")
        return branches.count == 1 ? branches[0] : .either(branches)
    }

    private mutating func sequence() -> Node? {
        var nodes: [Node] = []
        while let byte = rest.first, byte != UInt8(ascii: "|"), byte != UInt8(ascii: ")") {
            guard let node = atom().flatMap({ repeats(of: $0) }) else { return nil }
            nodes.append(node)
        }
        return .sequence(nodes)
    }

    private mutating func atom() -> Node? {
        guard let byte = rest.popFirst() else { return nil }
        switch byte {
        case UInt8(ascii: "^"): return .start
        case UInt8(ascii: "$"): return .end
        case UInt8(ascii: "("): return group()
        case UInt8(ascii: "["): return characterClass().map { .bytes($0) }
        case UInt8(ascii: "\\"): return escape().map { .bytes($0) }
        case UInt8(ascii: "."):
            var set = ByteSet()
            set.invert()
            return .bytes(set)
        case UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "?"), UInt8(ascii: "{"): return nil
        default: return .bytes(Self.set(byte))
        }
    }

    private mutating func group() -> Node? {
        var ahead: Bool?
        if take("?") {
            guard let kind = rest.popFirst() else { return nil }
            switch kind {
            case UInt8(ascii: ":"): break
            case UInt8(ascii: "="): ahead = true
            case UInt8(ascii: "!"): ahead = false
            default: return nil
            }
        }
        guard let node = either(), take(")") else { return nil }
        return ahead.map { .ahead(node, isWanted: $0) } ?? node
    }

    private mutating func repeats(of node: Node) -> Node? {
        guard let (least, most) = counts() else { return nil }
        guard least != 1 || most != 1 else { return node }
        // A lazy `?` changes which match is found, not whether there is one.
        _ = take("?")
        return .repeated(node, least: least, most: most)
    }

    /// How often the last atom is there; nil if that is not legal.
    private mutating func counts() -> (least: Int, most: Int)? {
        if take("?") { return (0, 1) }
        if take("*") { return (0, Self.maximumRepeats) }
        if take("+") { return (1, Self.maximumRepeats) }
        guard take("{") else { return (1, 1) }
        guard let least = number() else { return nil }
        var most = least
        if take(",") { most = number() ?? Self.maximumRepeats }
        guard take("}"), least <= most, most <= Self.maximumRepeats else { return nil }
        return (least, most)
    }

    private mutating func number() -> Int? {
        let digits = rest.prefix { $0 &- 0x30 <= 9 }
        guard !digits.isEmpty, digits.count <= 4 else { return nil }
        rest.removeFirst(digits.count)
        return digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    }

    private mutating func characterClass() -> ByteSet? {
        var set = ByteSet()
        let isInverted = take("^")
        var isFirst = true
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "]"), !isFirst {
                if isInverted { set.invert() }
                return set
            }
            isFirst = false
            if byte == UInt8(ascii: "\\") {
                guard let escaped = escape() else { return nil }
                set.insert(escaped)
            } else if rest.first == UInt8(ascii: "-"), let last = rest.dropFirst().first, last != UInt8(ascii: "]") {
                guard byte <= last, last < 0x80 else { return nil }
                rest.removeFirst(2)
                for member in byte...last { set.insert(member) }
            } else {
                set.insert(byte)
            }
        }
        return nil
    }

    private mutating func escape() -> ByteSet? {
        guard let byte = rest.popFirst() else { return nil }
        switch byte | 0x20 {
        case UInt8(ascii: "d"): return Self.set(0x30...0x39, isInverted: byte == UInt8(ascii: "D"))
        case UInt8(ascii: "w"):
            return Self.set(0x30...0x39, 0x61...0x7A, 0x5F...0x5F, isInverted: byte == UInt8(ascii: "W"))
        case UInt8(ascii: "s"): return Self.set(0x09...0x0D, 0x20...0x20, isInverted: byte == UInt8(ascii: "S"))
        case 0x61...0x7A, 0x30...0x39: return nil
        default: return Self.set(byte)
        }
    }

    private static func set(_ byte: UInt8) -> ByteSet {
        set(byte...byte, isInverted: false)
    }

    private static func set(_ ranges: ClosedRange<UInt8>..., isInverted: Bool) -> ByteSet {
        var set = ByteSet()
        for range in ranges {
            for byte in range { set.insert(byte) }
        }
        if isInverted { set.invert() }
        return set
    }

    private mutating func take(_ byte: Unicode.Scalar) -> Bool {
        guard rest.first == UInt8(ascii: byte) else { return false }
        rest.removeFirst()
        return true
    }
}

extension String {
    /// In lower case, but for letters behind a backslash, whose case has a meaning.
    fileprivate var lowercasedOutsideEscapes: String {
        var isEscaped = false
        return String(
            decoding: utf8.map { byte -> UInt8 in
                defer { isEscaped = byte == UInt8(ascii: "\\") && !isEscaped }
                return !isEscaped && (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
            }, as: UTF8.self)
    }
}
