// Owns the claims about what may be asked of a replay.

import LTBEvents
@testable import LTBServer
import Testing

struct ReplayCommandTests {
    private func command(_ json: String) throws(ReplayCommand.Invalid) -> ReplayCommand {
        try ReplayCommand(json: Array(json.utf8))
    }

    @Test func commandsAreJSON() throws {
        #expect(try command(#"{"action":"pause"}"#) == .pause)
        #expect(try command(#"{"action":"resume"}"#) == .resume)
        #expect(try command(#"{"action":"speed","speed":10}"#) == .speed(.times(10)))
        #expect(try command(#"{"action":"speed","speed":"60x"}"#) == .speed(.times(60)))
        #expect(try command(#"{"action":"speed","speed":"max"}"#) == .speed(.max))
        let time = Timestamp(nanosecondsSince1970: 1_768_473_000_000_000_000)
        #expect(try command(#"{"action":"seek","to":"2026-01-15T10:30:00Z"}"#) == .seek(time))
    }

    @Test(arguments: [
        ("", "Send a JSON object with an action: pause, resume, seek or speed."),
        ("[]", "Send a JSON object with an action: pause, resume, seek or speed."),
        (#"{"action":"dance"}"#, "There is no such action; there are pause, resume, seek and speed."),
        (
            #"{"action":"speed","speed":0}"#,
            #"speed takes "max" or a number over 0: {"action":"speed","speed":10}."#
        ),
        (
            #"{"action":"seek","to":"noon"}"#,
            #"seek takes a time: {"action":"seek","to":"2026-01-15T10:30:00Z"}."#
        ),
    ])
    func whatIsWrongIsSaid(json: String, sentence: String) {
        #expect(throws: ReplayCommand.Invalid(sentence: sentence)) { try command(json) }
    }

    @Test(arguments: [("1", ReplaySpeed.times(1)), ("0.5", .times(0.5)), ("10x", .times(10)), ("max", .max)])
    func speedsReadBackAsWritten(text: String, speed: ReplaySpeed) {
        #expect(ReplaySpeed(text: text) == speed)
        #expect(ReplaySpeed(text: speed.text) == speed)
    }

    @Test(arguments: ["0", "-1", "nan", "inf", "fast", "", "1e9"])
    func whatIsNoSpeedIsRefused(text: String) {
        #expect(ReplaySpeed(text: text) == nil)
    }
}
