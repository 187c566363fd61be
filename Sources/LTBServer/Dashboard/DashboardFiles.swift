// Owns the files of the dashboard: a page, its style and its script, which load nothing else.

import HTTPTypes
import Hummingbird

/// The dashboard as a browser loads it.
struct DashboardFiles {
    private static let style = AnswerBody(Array(DashboardStyle.css.utf8))
    private static let script = AnswerBody(Array(DashboardScript.text.utf8))

    /// Where the events are, if not where the page is.
    let webSocketPort: @Sendable () -> Int?

    func add(to router: Router<BasicRequestContext>) {
        let port = webSocketPort
        router.get("/") { request, _ in
            let page = DashboardPage.html(webSocketPort: port())
            let policy = Self.policy(host: request.head.authority, webSocketPort: port())
            return Response(
                AnswerBody(Array(page.utf8)), "text/html; charset=utf-8", for: request,
                headers: [.contentSecurityPolicy: policy])
        }
        router.get("dashboard.css") { request, _ in
            Response(Self.style, "text/css; charset=utf-8", for: request)
        }
        router.get("dashboard.js") { request, _ in
            Response(Self.script, "text/javascript; charset=utf-8", for: request)
        }
    }

    /// Nothing but the page's own files, and the events.
    private static func policy(host: String?, webSocketPort: Int?) -> String {
        let name = (host ?? "localhost").prefix { $0.isLetter || $0.isNumber || ".-[]:".contains($0) }
        let bare = name.hasPrefix("[") ? name.prefix { $0 != "]" } + "]" : name.prefix { $0 != ":" }
        let sockets = webSocketPort.map { " ws://\(bare):\($0) wss://\(bare):\($0)" } ?? ""
        return "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self' ws://\(name) wss://\(name)"
            + sockets + "; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    }
}
