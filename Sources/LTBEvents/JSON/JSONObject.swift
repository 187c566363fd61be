// Owns JSON objects: members in their order, each name once.

/// A JSON object: members in the order in which they were written, each name once.
///
/// Two objects are equal when they have the same members, in whatever order.
public struct JSONObject: Sendable {
    /// A name and its value.
    public struct Member: Sendable, Hashable {
        /// The member's name.
        public var name: String
        /// The member's value.
        public var value: JSONValue

        /// A name and its value.
        public init(name: String, value: JSONValue) {
            self.name = name
            self.value = value
        }
    }

    /// The members, in their order.
    public var members: [Member] { storage }

    @usableFromInline var storage: [Member]

    /// An object without members, at no cost.
    @inlinable
    public init() { storage = [] }

    /// An object of these members; of those with the same name the last one counts, at the place of the first.
    public init(_ members: [Member]) {
        storage = members
        guard members.count > 1 else { return }
        // Most objects are small and have no name twice: comparing the names then costs less than hashing them.
        if members.count > 16 || Self.hasDuplicate(members) { storage = Self.lastOfEachName(members) }
    }

    /// Whether there is no member.
    public var isEmpty: Bool { members.isEmpty }

    /// The value of a member; nil, which also removes the member when assigned, if there is none.
    public subscript(name: String) -> JSONValue? {
        get { members.first { $0.name == name }?.value }
        set {
            let index = members.firstIndex { $0.name == name }
            switch (index, newValue) {
            case (let index?, let value?): storage[index].value = value
            case (let index?, nil): storage.remove(at: index)
            case (nil, let value?): storage.append(Member(name: name, value: value))
            case (nil, nil): break
            }
        }
    }

    private static func hasDuplicate(_ members: [Member]) -> Bool {
        members.indices.contains { index in
            members[..<index].contains { $0.name == members[index].name }
        }
    }

    private static func lastOfEachName(_ members: [Member]) -> [Member] {
        var places: [String: Int] = [:]
        var unique: [Member] = []
        for member in members {
            if let place = places[member.name] {
                unique[place].value = member.value
            } else {
                places[member.name] = unique.count
                unique.append(member)
            }
        }
        return unique
    }
}

extension JSONObject: Hashable {
    /// Whether both have the same members.
    public static func == (lhs: JSONObject, rhs: JSONObject) -> Bool {
        guard lhs.members.count == rhs.members.count else { return false }
        if lhs.members.elementsEqual(rhs.members) { return true }
        let values = Dictionary(rhs.members.map { ($0.name, $0.value) }) { $1 }
        return lhs.members.allSatisfy { values[$0.name] == $0.value }
    }

    /// Hashes the members so that their order does not matter.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(Set(members))
    }
}

extension JSONObject: ExpressibleByDictionaryLiteral {
    /// An object of these members; of those with the same name the last one counts.
    public init(dictionaryLiteral elements: (String, JSONValue)...) {
        self.init(elements.isEmpty ? [] : elements.map { Member(name: $0.0, value: $0.1) })
    }
}
