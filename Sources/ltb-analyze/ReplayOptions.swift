// Owns how fast and from where `serve` replays logs.

import ArgumentParser
import LTBEvents
import LTBServer

struct ReplayOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "How many seconds of the log go by in a second: 1, 10, 60; max, as without it, shows the final state.",
            valueName: "factor"),
        transform: Self.speed)
    var speed = ReplaySpeed.max

    @Option(
        name: .customLong("start-at"),
        help: ArgumentHelp("Begin the replay at this time, as if all before had happened.", valueName: "time"),
        transform: EventFilterOptions.time)
    var startAt: Timestamp?

    @Flag(help: "Begin the replay anew when it is over.")
    var loop = false

    @Flag(name: [.customShort("f"), .long], help: "Go on with what is appended to a log, or to the logs of a folder.")
    var follow = false

    func validate() throws {
        guard speed == .max else {
            guard !follow else { throw ValidationError("--follow goes as fast as the job writes; leave out --speed.") }
            return
        }
        guard !loop, startAt == nil else {
            throw ValidationError("--loop and --start-at are about a replay; say how fast it is with --speed.")
        }
    }

    private static func speed(_ text: String) throws -> ReplaySpeed {
        guard let speed = ReplaySpeed(text: text) else {
            throw ValidationError("--speed takes max, or a number over 0 and up to 1,000,000.")
        }
        return speed
    }
}
