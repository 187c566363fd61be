// Owns what is answered at which path.

import HTTPTypes
import Hummingbird
import LTBEvents
import LTBPrometheus

/// The routes of a server that has some roles.
struct ServerRoutes: Sendable {
    let served: ServedRun
    let rules: AccessRules
    let answers: RunAnswers
    /// Where pages reach the events.
    let webSocketPort: @Sendable () -> Int?

    func router(_ roles: Set<ServerRole>) -> Router<BasicRequestContext> {
        let router = Router(options: .autoGenerateHeadEndpoints)
        router.add(middleware: AccessMiddleware(rules: rules))
        addHealth(router)
        if roles.contains(.prometheus) { addMetrics(router) }
        if roles.contains(.webSocket) { addUpgradeAdvice(router) }
        if roles.contains(.dashboard) {
            addData(router)
            addReplay(router)
            DashboardFiles(webSocketPort: webSocketPort).add(to: router)
        }
        return router
    }

    private func addHealth(_ router: Router<BasicRequestContext>) {
        router.get("health") { _, _ in
            let report = await served.health()
            return Response(json: report.json, status: report.status == "unhealthy" ? .serviceUnavailable : .ok)
        }
    }

    private func addMetrics(_ router: Router<BasicRequestContext>) {
        router.get("metrics") { request, _ in
            let format = ExpositionFormat(accept: request.headers[.accept])
            return Response(await answers.exposition(format), format.contentType, for: request)
        }
    }

    /// What would be no WebSocket comes here.
    private func addUpgradeAdvice(_ router: Router<BasicRequestContext>) {
        router.get("ws") { request, _ in
            guard request.headers[.origin].map({ rules.isAllowed(origin: $0, host: request.head.authority) }) != false
            else {
                return Response(
                    error: "Pages of this origin may not connect; allow it with --allow-origin.", status: .forbidden)
            }
            guard served.hub.hasRoom else {
                return Response(error: "There are too many clients; try again later.", status: .serviceUnavailable)
            }
            var response = Response(error: "Connect to /ws as a WebSocket, version 13.", status: .upgradeRequired)
            response.headers[.upgrade] = "websocket"
            return response
        }
    }

    private func addData(_ router: Router<BasicRequestContext>) {
        router.get("status") { _, _ in Response(json: served.statusJSON) }
        router.get("api/summary") { request, _ in
            Response(await answers.summary, "application/json", for: request)
        }
        router.get("api/events") { request, _ in
            Response(served.hub.recentAsJSON, "application/json", for: request)
        }
    }

    private func addReplay(_ router: Router<BasicRequestContext>) {
        router.get("api/replay") { _, _ in
            guard let clock = served.clock else { return Self.nothingToReplay }
            return Response(json: clock.json)
        }
        router.post("api/replay") { request, _ in
            guard let clock = served.clock else { return Self.nothingToReplay }
            do {
                let body = try await request.body.collect(upTo: 4_096)
                guard clock.obey(try ReplayCommand(json: Array(buffer: body))) else {
                    return Response(error: "Standard input cannot be read again.", status: .conflict)
                }
                return Response(json: clock.json)
            } catch let error as ReplayCommand.Invalid {
                return Response(error: error.sentence, status: .badRequest)
            }
        }
    }

    private static var nothingToReplay: Response {
        Response(error: "This is live: there is no replay to control.", status: .conflict)
    }
}

extension ReplayClock {
    fileprivate var json: [UInt8] {
        var writer = JSONWriter()
        write(to: &writer)
        return writer.bytes
    }
}
