// Owns a strict reader of our own pages: what it does not understand is an error.

/// The tags of a page, and what is wrong with it.
struct PageScanner {
    struct Tag {
        var name: String
        var attributes: [(name: String, value: String)] = []
    }

    private(set) var tags: [Tag] = []
    /// The text between tags, escapes and all, without the style sheet and the scripts.
    private(set) var text = ""
    /// What stands in each script element: as a browser does, up to the first thing that could end it.
    private(set) var scripts: [String] = []
    private(set) var errors: [String] = []
    private var open: [String] = []
    private var rest: Substring.UTF8View

    private static let void: Set<String> = ["meta", "link", "br", "wbr"]

    init(_ page: String) {
        rest = page[...].utf8
        while !rest.isEmpty, errors.count < 5 { next() }
        if !open.isEmpty { errors.append("never closed: \(open)") }
    }

    private mutating func next() {
        guard rest.first == UInt8(ascii: "<") else {
            text += take { $0 == UInt8(ascii: "<") }
            return
        }
        rest = rest.dropFirst()
        if rest.first == UInt8(ascii: "!") {
            _ = take { $0 == UInt8(ascii: ">") }
            rest = rest.dropFirst()
        } else if rest.first == UInt8(ascii: "/") {
            rest = rest.dropFirst()
            let name = take { $0 == UInt8(ascii: ">") }
            rest = rest.dropFirst()
            if open.popLast() != name { errors.append("</\(name)> closes another tag") }
        } else {
            openTag()
        }
    }

    private mutating func openTag() {
        var tag = Tag(name: take { !($0 >= UInt8(ascii: "a") && $0 <= UInt8(ascii: "z")) && !(0x30...0x39 ~= $0) })
        while rest.first == UInt8(ascii: " ") {
            rest = rest.dropFirst()
            let name = take { $0 == UInt8(ascii: "=") || $0 == UInt8(ascii: ">") || $0 == UInt8(ascii: " ") }
            var value = ""
            if rest.first == UInt8(ascii: "=") {
                rest = rest.dropFirst()
                if rest.first != UInt8(ascii: "\"") { errors.append("unquoted \(name)") }
                rest = rest.dropFirst()
                value = take { $0 == UInt8(ascii: "\"") }
                rest = rest.dropFirst()
            }
            tag.attributes.append((name: name, value: value))
        }
        let closesItself = rest.first == UInt8(ascii: "/")
        if closesItself { rest = rest.dropFirst() }
        if rest.first != UInt8(ascii: ">") { errors.append("<\(tag.name) does not end: \(take(20))") }
        rest = rest.dropFirst()
        tags.append(tag)
        if tag.name == "style" { _ = take { $0 == UInt8(ascii: "<") } }
        if tag.name == "script" { scripts.append(takeScript()) }
        if !closesItself, !Self.void.contains(tag.name) { open.append(tag.name) }
    }

    private mutating func takeScript() -> String {
        let whole = Substring(rest)
        guard let end = whole.firstRange(of: "</script") else {
            errors.append("a script that does not end")
            return ""
        }
        rest = whole[end.lowerBound...].utf8
        return String(whole[..<end.lowerBound])
    }

    private mutating func take(until isEnd: (UInt8) -> Bool) -> String {
        let end = rest.firstIndex(where: isEnd) ?? rest.endIndex
        defer { rest = rest[end...] }
        return String(rest[..<end]) ?? ""
    }

    private func take(_ count: Int) -> String { String(Substring(rest.prefix(count))) }
}
