// Owns the claims about who may ask.

@testable import LTBServer
import Testing

struct AccessRulesTests {
    private func rules(token: String? = nil, origins: [String] = []) -> AccessRules {
        var configuration = LogServerConfiguration()
        (configuration.token, configuration.allowedOrigins) = (token, origins)
        return AccessRules(configuration)
    }

    @Test(arguments: [
        (nil, nil, false), ("Bearer s3cret", nil, true), ("bearer s3cret", nil, true), ("Bearer s3creT", nil, false),
        ("Bearer s3cret ", nil, false), ("Bearer s3cre", nil, false), ("Bearer ", nil, false), ("s3cret", nil, false),
        ("Basic s3cret", nil, false), (nil, "token=s3cret", true), (nil, "a=b&token=%733cret", true),
        (nil, "token=", false), (nil, "nottoken=s3cret", false), ("Bearer wrong", "token=s3cret", true),
    ])
    func onlyTheTokenOpensWhatIsProtected(authorization: String?, query: String?, expected: Bool) {
        #expect(rules(token: "s3cret").isAuthorized(authorization: authorization, query: query) == expected)
    }

    @Test func withoutATokenEverythingIsOpen() {
        #expect(rules().isAuthorized(authorization: nil))
    }

    @Test(arguments: [
        (nil, true), ("http://localhost:9090", true), ("http://LOCALHOST:3000", true), ("https://localhost", true),
        ("http://localhost.example:9090", false), ("null", false), ("https://good.example", true),
        ("https://good.example/", true), ("http://good.example", false), ("https://evil.example?localhost:9090", false),
    ])
    func pagesOfTheServersHostAndAllowedOnesMayConnect(origin: String?, expected: Bool) {
        let rules = rules(origins: ["https://Good.example/"])
        #expect(rules.isAllowed(origin: origin, host: "localhost:9090") == expected)
    }

    @Test(arguments: [
        (nil, true), ("localhost:9090", true), ("127.0.0.1", true), ("127.8.8.8:1", true), ("[::1]:9090", true),
        ("LOCALHOST", true), ("a.localhost:80", true), ("good.example:8080", true), ("evil.example", false),
        ("evil.example:9090", false), ("127.0.0.1.evil.example", false), ("localhost.evil.example", false),
        ("127.1", true), ("127.0.0.1.", false), ("[0:0:0:0:0:0:0:1]:9090", true), ("[::ffff:127.0.0.1]", true),
        ("[::ffff:192.168.0.1]", false), ("192.168.0.1", false), ("notgood.example", false), ("", false),
    ])
    func aServerForThisMachineIsAskedByItsNames(host: String?, expected: Bool) {
        #expect(rules(origins: ["https://good.example"]).isKnown(host: host) == expected)
        // Whoever must show a token, or is served on purpose, may call it what they like.
        #expect(rules(token: "s3cret").isKnown(host: host))
        var configuration = LogServerConfiguration()
        configuration.bind = "0.0.0.0"
        #expect(AccessRules(configuration).isKnown(host: host))
    }

    @Test(arguments: [
        "127.0.0.1", "127.8.8.8", "127.1", "0x7f000001", "localhost", "LOCALHOST", "::1", "0:0:0:0:0:0:0:1",
        "::ffff:127.0.0.1",
    ])
    func howeverThisMachineIsSpeltOnlyItsNamesAreKnown(bind: String) {
        var configuration = LogServerConfiguration()
        configuration.bind = bind
        let rules = AccessRules(configuration)
        #expect(!rules.isKnown(host: "evil.example"))
        #expect(rules.isKnown(host: bind.contains(":") ? "[\(bind)]:9090" : "\(bind):9090"))
        #expect(rules.isKnown(host: "localhost"))
    }

    @Test(arguments: ["0.0.0.0", "::", "192.168.0.1", "::ffff:192.168.0.1"])
    func whereOthersAreServedAnyNameIsKnown(bind: String) {
        var configuration = LogServerConfiguration()
        configuration.bind = bind
        #expect(AccessRules(configuration).isKnown(host: "evil.example"))
    }

    @Test func hostsInBracketsAreComparedWhole() {
        #expect(rules().isAllowed(origin: "http://[::1]:3000", host: "[::1]:9090"))
        #expect(!rules().isAllowed(origin: "http://[::2]:3000", host: "[::1]:9090"))
        #expect(!rules().isAllowed(origin: "http://a", host: nil))
    }

    @Test(arguments: [
        ("https://example.org", true), ("http://LOCALHOST:3000/", true), ("https://[::1]:3000", true),
        ("http://[::1]", true), ("nonsense", false), ("https://", false), ("https://a/b", false),
        ("https://a:port", false), ("ftp://a", false), ("*", false), ("null", false), ("https://a b", false),
    ])
    func anOriginIsSchemeHostAndPort(text: String, expected: Bool) {
        #expect(LogServerConfiguration.isOrigin(text) == expected)
    }

    @Test func rolesOfOnePortShareIt() {
        var configuration = LogServerConfiguration()
        configuration.ports = [.webSocket: 8080, .dashboard: 9090]
        #expect(configuration.listeners.map(\.port) == [9090, 8080])
        #expect(configuration.listeners.map(\.roles) == [[.prometheus, .dashboard], [.webSocket]])
    }
}
