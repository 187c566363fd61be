// Owns the messages of `/ws` besides events: `{"type":"Connected","data":{…}}`.

import LTBEvents

/// What a server says.
enum LiveMessage {
    case connected(client: Int)
    case pong
    case lagged(dropped: Int)
    case error(String)

    /// The message as JSON.
    var json: [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        writer.key("type")
        switch self {
        case .connected(let client):
            writer.value("Connected")
            writer.data { writer in
                writer.key("client_id")
                writer.value("client_\(client)")
            }
        case .pong: writer.value("Pong")
        case .lagged(let dropped):
            writer.value("Lagged")
            writer.data { writer in
                writer.key("dropped")
                writer.value(Int64(dropped))
            }
        case .error(let message):
            writer.value("Error")
            writer.data { writer in
                writer.key("message")
                writer.value(message)
            }
        }
        writer.endObject()
        return writer.bytes
    }
}

/// What a client says.
enum ClientMessage: Equatable {
    case subscribe([String])
    case unsubscribe([String])
    case ping
    case pong
    case invalid(String)

    /// Reads a message.
    init(json: UnsafeRawBufferPointer) {
        guard isValidUTF8(json), case .object(let message)? = JSONValue(json: json) else {
            self = .invalid("The message is no JSON object.")
            return
        }
        guard case .string(let type)? = message["type"] else {
            self = .invalid("The message has no type.")
            return
        }
        switch type {
        case "Ping": self = .ping
        case "Pong": self = .pong
        case "Subscribe", "Unsubscribe":
            guard let types = Self.eventTypes(message["data"]) else {
                self = .invalid("\(type) needs data.event_types, a list of names.")
                return
            }
            self = type == "Subscribe" ? .subscribe(types) : .unsubscribe(types)
        default: self = .invalid("There is no message of this type; there are Subscribe, Unsubscribe, Ping and Pong.")
        }
    }

    private static func eventTypes(_ data: JSONValue?) -> [String]? {
        guard case .object(let data)? = data, case .array(let values)? = data["event_types"] else { return nil }
        var types: [String] = []
        for value in values {
            guard case .string(let type) = value else { return nil }
            types.append(type)
        }
        return types
    }
}

extension JSONWriter {
    fileprivate mutating func data(_ members: (inout JSONWriter) -> Void) {
        key("data")
        beginObject()
        members(&self)
        endObject()
    }
}
