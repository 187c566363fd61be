// Owns the walk through objects and arrays: member by member for who looks inside, at one go for who does not.

extension JSONCursor {
    /// What `nextMember()` found.
    @usableFromInline
    package enum Member: Sendable {
        /// A member's name; its value is next.
        case member(StringToken)
        /// The object ended.
        case end
        /// The text is not legal JSON.
        case invalid
    }

    /// What `nextElement()` found.
    @usableFromInline
    package enum Element: Sendable {
        /// An element is next.
        case element
        /// The array ended.
        case end
        /// The text is not legal JSON.
        case invalid
    }

    /// Moves past white space and `{`; false if that is not next, or would be a level too deep.
    @inlinable
    package mutating func beginObject() -> Bool {
        begin(UInt8(ascii: "{"))
    }

    /// Moves past white space and `[`; false if that is not next, or would be a level too deep.
    @inlinable
    package mutating func beginArray() -> Bool {
        begin(UInt8(ascii: "["))
    }

    /// Moves to the value of the next member of the object that was begun last.
    ///
    /// The value must be passed (`scanValue()`, or begun and walked to its end) before the next call.
    @inlinable
    package mutating func nextMember() -> Member {
        switch nextItem(closing: UInt8(ascii: "}")) {
        case .end: return .end
        case .invalid: return .invalid
        case .element:
            guard let name = scanName() else { return .invalid }
            return .member(name)
        }
    }

    /// Moves to the next element of the array that was begun last, which must be passed before the next call.
    @inlinable
    package mutating func nextElement() -> Element {
        nextItem(closing: UInt8(ascii: "]"))
    }

    @inlinable
    mutating func begin(_ opening: UInt8) -> Bool {
        skipWhitespace()
        guard depth < Self.maximumDepth, skip(opening) else { return false }
        depth += 1
        isAtFirst = true
        return true
    }

    @inlinable
    mutating func nextItem(closing: UInt8) -> Element {
        skipWhitespace()
        if skip(closing) {
            depth -= 1
            isAtFirst = false
            return .end
        }
        if isAtFirst {
            isAtFirst = false
            return .element
        }
        guard skip(UInt8(ascii: ",")) else { return .invalid }
        skipWhitespace()
        return .element
    }

    /// Moves past a member's name and its colon.
    @inlinable
    mutating func scanName() -> StringToken? {
        guard let name = scanString() else { return nil }
        skipWhitespace()
        return skip(UInt8(ascii: ":")) ? name : nil
    }

    /// Moves past the object or array that is next, with all that is in it.
    @usableFromInline
    mutating func skipContainer() -> Bool {
        var nesting = Nesting(depthAbove: depth)
        repeat {
            skipWhitespace()
            let byte = next
            if byte == UInt8(ascii: "{") || byte == UInt8(ascii: "[") {
                guard nesting.push(isObject: byte == UInt8(ascii: "{")) else { return false }
                position += 1
                skipWhitespace()
                if next != nesting.closing {
                    if nesting.isInObject, scanName() == nil { return false }
                    continue
                }
            } else if !skipScalar() {
                return false
            }
            guard skipAfterValue(&nesting) else { return false }
        } while nesting.levels > 0
        return true
    }

    /// Moves past the containers that end here, and to the next value if there is one.
    @inlinable
    mutating func skipAfterValue(_ nesting: inout Nesting) -> Bool {
        while nesting.levels > 0 {
            skipWhitespace()
            if skip(UInt8(ascii: ",")) {
                skipWhitespace()
                return !nesting.isInObject || scanName() != nil
            }
            guard skip(nesting.closing) else { return false }
            nesting.pop()
        }
        return true
    }

    @inlinable
    mutating func skipScalar() -> Bool {
        switch next {
        case UInt8(ascii: "\""): scanString() != nil
        case UInt8(ascii: "t"): skipWord("true")
        case UInt8(ascii: "f"): skipWord("false")
        case UInt8(ascii: "n"): skipWord("null")
        default: skipNumber()
        }
    }

    /// The containers that are open: a bit for each level says whether it is an object.
    @usableFromInline
    struct Nesting {
        @usableFromInline var bits = InlineArray<8, UInt64>(repeating: 0)
        @usableFromInline var levels = 0
        /// Levels that this text's other containers leave.
        @usableFromInline let limit: Int
        @usableFromInline var isInObject = false

        @inlinable
        init(depthAbove: Int) {
            limit = JSONCursor.maximumDepth - depthAbove
        }

        @inlinable var closing: UInt8 {
            isInObject ? UInt8(ascii: "}") : UInt8(ascii: "]")
        }

        @inlinable
        mutating func push(isObject: Bool) -> Bool {
            guard levels < limit else { return false }
            let bit: UInt64 = 1 << UInt64(levels & 63)
            if isObject { bits[levels >> 6] |= bit } else { bits[levels >> 6] &= ~bit }
            levels += 1
            isInObject = isObject
            return true
        }

        @inlinable
        mutating func pop() {
            levels -= 1
            isInObject = levels > 0 && bits[(levels - 1) >> 6] >> UInt64((levels - 1) & 63) & 1 == 1
        }
    }
}
