// Owns where in a line a field is.

/// A field of an event by its place in the line's JSON.
enum LineField: Sendable, Hashable {
    case eventType, id, payloadType, wholeData
    /// A field of the payload's data.
    case data(String)
    /// A field of the data's tokens.
    case tokens(String)

    /// How deep the object is that it is a member of.
    var level: Level {
        switch self {
        case .eventType, .id: .event
        case .payloadType, .wholeData: .payload
        case .data: .data
        case .tokens: .tokens
        }
    }

    /// The name in JSON.
    var name: String {
        switch self {
        case .eventType: "event_type"
        case .id: "id"
        case .payloadType: "type"
        case .wholeData: "data"
        case .data(let name), .tokens(let name): name
        }
    }

    /// The objects of an event, each in the one before.
    enum Level: Int, CaseIterable {
        case event, payload, data, tokens

        /// The member of this object in which the next one is.
        var next: (name: String, level: Level)? {
            switch self {
            case .event: ("payload", .payload)
            case .payload: ("data", .data)
            case .data: ("tokens", .tokens)
            case .tokens: nil
            }
        }
    }
}
