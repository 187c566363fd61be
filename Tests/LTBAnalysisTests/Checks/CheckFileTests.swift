// Owns the claims about files of checks.

import LTBEvents
import Testing

@testable import LTBAnalysis

@Suite struct CheckFileTests {
    private func checks(_ json: String) throws -> [Check] {
        let document = try Array(json.utf8).withUnsafeBytes { try DocumentNode(json: $0) }
        return try CheckFile(document, file: "checks.json").checks
    }

    @Test func groupsGiveTheirChecksWhatThoseDoNotSay() throws {
        let checks = try checks(
            """
            {"owner": "platform", "groups": [
              {"name": "speed", "models": ["a", "b-*"], "severity": "warning", "checks": [
                "p95(latency) < 5s",
                {"name": "tokens", "expect": ["count(events) > 0", "p95(ttft{model=\\"c\\"}) < 1s"], "severity": "error",
                 "message": "Look.", "owner": "me"}]},
              {"checks": ["cost < 5"]}]}
            """)
        let shown = checks.map { check in
            [
                check.group ?? "-", check.name, check.expectation.query.text, check.severity.rawValue,
                check.owner ?? "-",
                check.message ?? "-",
            ].joined(separator: " | ")
        }
        #expect(
            shown == [
                "speed | p95(latency{model=\"a\"}) < 5s | p95(latency{model=\"a\"}) | warning | platform | -",
                "speed | p95(latency{model=\"b-*\"}) < 5s | p95(latency{model=\"b-*\"}) | warning | platform | -",
                "speed | tokens | count(events) | error | me | Look.",
                "speed | tokens | p95(ttft{model=\"c\"}) | error | me | Look.",
                "- | cost < 5 | cost | error | platform | -",
            ])
    }

    @Test func aListOfTextsIsAFileOfChecks() throws {
        #expect(try checks("[\"cost < 5\"]").map(\.name) == ["cost < 5"])
    }

    @Test(arguments: [
        ("[]", "checks.json, line 1: there is no check; write - expect: p95(latency) < 5s."),
        ("3", "checks.json, line 1: here stands something with checks, groups, severity, owner, message, models."),
        ("{\"check\": []}", "checks.json, line 1: 'check' is unknown; did you mean 'checks'?"),
        ("{\"checks\": {}}", "checks.json, line 1: checks takes a list."),
        ("[\n{\"name\": \"x\"}]", "checks.json, line 2: this check expects nothing: add expect."),
        (
            "[\n\n\"p59(latency) < 5s\"]",
            "checks.json, line 3: There is no function 'p59' in 'p59(latency) < 5s'; did you mean 'p95'?"
        ),
        ("[{\"expect\": 3}]", "checks.json, line 1: expect takes a text such as p95(latency) < 5s."),
        (
            "[{\"expect\": \"cost < 5\", \"severity\": \"bad\"}]",
            "checks.json, line 1: severity is error or warning, not 'bad'."
        ),
        ("[{\"expect\": \"cost < 5\", \"owner\": 3}]", "checks.json, line 1: owner takes a text."),
        ("{\"groups\": [{\"name\": \"x\"}]}", "checks.json, line 1: this group has no checks."),
    ])
    func whatIsWrongIsToldWithItsLine(_ json: String, _ sentence: String) {
        let error = #expect(throws: CheckFileError.self) { try checks(json) }
        #expect(error?.description == sentence)
    }
}
