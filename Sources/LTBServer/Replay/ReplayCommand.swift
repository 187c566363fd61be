// Owns what clients may ask of a replay: `{"action":"seek","to":"2026-01-15T10:30:00Z"}`.

import LTBEvents

/// What `POST /api/replay` asks for.
enum ReplayCommand: Equatable {
    case pause
    case resume
    case speed(ReplaySpeed)
    case seek(Timestamp)

    /// What is wrong with a command.
    struct Invalid: Error, Equatable {
        var sentence: String
    }

    /// Reads a command.
    init(json: [UInt8]) throws(Invalid) {
        let value = json.withUnsafeBytes { isValidUTF8($0) ? JSONValue(json: $0) : nil }
        guard case .object(let command)? = value, case .string(let action)? = command["action"] else {
            throw Invalid(sentence: "Send a JSON object with an action: pause, resume, seek or speed.")
        }
        switch action {
        case "pause": self = .pause
        case "resume": self = .resume
        case "speed": self = .speed(try Self.speed(command["speed"]))
        case "seek": self = .seek(try Self.time(command["to"]))
        default: throw Invalid(sentence: "There is no such action; there are pause, resume, seek and speed.")
        }
    }

    private static func speed(_ value: JSONValue?) throws(Invalid) -> ReplaySpeed {
        let text: String? =
            switch value {
            case .string(let text)?, .number(let text)?: text
            default: nil
            }
        guard let speed = text.flatMap(ReplaySpeed.init(text:)) else {
            throw Invalid(sentence: "speed takes \"max\" or a number over 0: {\"action\":\"speed\",\"speed\":10}.")
        }
        return speed
    }

    private static func time(_ value: JSONValue?) throws(Invalid) -> Timestamp {
        guard case .string(let text)? = value,
            let time = Array(text.utf8).withUnsafeBytes({ Timestamp(rfc3339: $0) })
        else {
            throw Invalid(sentence: "seek takes a time: {\"action\":\"seek\",\"to\":\"2026-01-15T10:30:00Z\"}.")
        }
        return time
    }
}

extension ReplayClock {
    /// Does what is asked; false where it cannot be done.
    func obey(_ command: ReplayCommand) -> Bool {
        switch command {
        case .pause: pause()
        case .resume: resume()
        case .speed(let speed): setSpeed(speed)
        case .seek(let time):
            guard status.canSeek else { return false }
            seek(to: time)
        }
        return true
    }
}
