// Owns the claims about the messages of `/ws`.

@testable import LTBServer
import Testing

struct LiveMessageTests {
    @Test func theServersMessagesAreThoseOfTheFormat() {
        func text(_ message: LiveMessage) -> String { String(decoding: message.json, as: UTF8.self) }
        #expect(text(.connected(client: 1)) == #"{"type":"Connected","data":{"client_id":"client_1"}}"#)
        #expect(text(.pong) == #"{"type":"Pong"}"#)
        #expect(text(.lagged(dropped: 7)) == #"{"type":"Lagged","data":{"dropped":7}}"#)
        #expect(text(.error("no \"x\"")) == #"{"type":"Error","data":{"message":"no \"x\""}}"#)
    }

    @Test(arguments: [
        (#"{"type":"Ping"}"#, ClientMessage.ping), (#"{ "type" : "Pong", "more": 1 }"#, .pong),
        (#"{"type":"Subscribe","data":{"event_types":["A","B"]}}"#, .subscribe(["A", "B"])),
        (#"{"type":"Unsubscribe","data":{"event_types":[]}}"#, .unsubscribe([])),
        (
            #"{"type":"Subscribe","data":{"event_types":[1]}}"#,
            .invalid("Subscribe needs data.event_types, a list of names.")
        ),
        (#"{"type":"Unsubscribe"}"#, .invalid("Unsubscribe needs data.event_types, a list of names.")),
        ("{}", .invalid("The message has no type.")), ("", .invalid("The message is no JSON object.")),
        (#"{"type":"Ping"} x"#, .invalid("The message is no JSON object.")),
        (
            #"{"type":"x"}"#,
            .invalid("There is no message of this type; there are Subscribe, Unsubscribe, Ping and Pong.")
        ),
    ])
    func theClientsMessagesAreRead(json: String, expected: ClientMessage) {
        #expect(Array(json.utf8).withUnsafeBytes { ClientMessage(json: $0) } == expected)
    }
}
