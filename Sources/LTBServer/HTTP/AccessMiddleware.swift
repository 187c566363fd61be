// Owns turning away those who may not ask.

import HTTPTypes
import Hummingbird

/// Asks for the token, but for `/health` and the dashboard's page, which tell nothing of the run; and keeps pages of other
/// origins from changing the replay, and from reading anything.
struct AccessMiddleware<Context: RequestContext>: RouterMiddleware {
    let rules: AccessRules

    func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        guard rules.isKnown(host: request.head.authority) else {
            return Response(
                error:
                    "This server is for this machine; ask for localhost, allow the name with --allow-origin, or set a "
                    + "token.", status: .misdirectedRequest)
        }
        let origin = request.headers[.origin]
        if request.method == .options, let origin, rules.isForeign(origin: origin) { return Self.preflight(origin) }
        let isAllowed = rules.isAllowed(origin: origin, host: request.head.authority)
        guard isAllowed || request.method == .get || request.method == .head else {
            return Response(
                error: "Pages of this origin may not do this; allow it with --allow-origin.", status: .forbidden)
        }
        let isOpen = Self.openPaths.contains(request.uri.path)
        let query = request.uri.path == "/ws" ? request.uri.query : nil
        guard isOpen || rules.isAuthorized(authorization: request.headers[.authorization], query: query) else {
            var response = Response(error: "Show the token as Authorization: Bearer TOKEN.", status: .unauthorized)
            response.headers[.wwwAuthenticate] = "Bearer"
            return response
        }
        var response = try await next(request, context)
        if let origin, rules.isForeign(origin: origin) { response.headers[.accessControlAllowOrigin] = origin }
        return response
    }

    private static var openPaths: Set<String> { ["/health", "/", "/dashboard.css", "/dashboard.js"] }

    private static func preflight(_ origin: String) -> Response {
        Response(
            status: .noContent,
            headers: [
                .accessControlAllowOrigin: origin, .accessControlAllowMethods: "GET, POST",
                .accessControlAllowHeaders: "Authorization, Content-Type", .accessControlMaxAge: "600",
            ])
    }
}
