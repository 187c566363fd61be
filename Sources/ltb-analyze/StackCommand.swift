// Owns `ltb-analyze stack`: the files of a monitoring stack.

import ArgumentParser
import LTBPrometheus
import LTBReport

struct StackCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stack",
        abstract: "Writes the files of a monitoring stack: Prometheus, Alertmanager and Grafana.",
        discussion: """
            All of them come from the metrics that ltb exposes and records: dashboards of LLM requests, the configuration \
            service, the prompt pipeline and the model router, alert and recording rules, a docker-compose.yml with a \
            Dockerfile, and manifests for Kubernetes. Each is read again when it was written. When the command runs again, \
            a file that was edited stays as it is, and one that was deleted stays away, unless --force is given; one \
            that the stack has no more is removed. RUNBOOK.md has all thresholds in one table.

            EXAMPLES
              ltb-analyze stack monitoring
              ltb-analyze stack --list
              ltb-analyze stack monitoring --router-prefix llm_router_vps_
              cd monitoring && cp .env.example .env && docker compose up -d
            """)

    @Argument(
        help: ArgumentHelp("The folder to write; it is made, with those that it is in.", valueName: "dir"),
        completion: .directory)
    var folder: String?

    @Flag(help: "Print what there is, and write nothing.")
    var list = false

    @Flag(help: "Also replace files that were edited, and write those again that were deleted.")
    var force = false

    @Option(
        help: ArgumentHelp(
            "What the names of the model router's metrics begin with: by default what it was when the folder was "
                + "written last, and llm_router_ at first.", valueName: "prefix"))
    var routerPrefix: String?

    func validate() throws {
        if folder?.isEmpty ?? !list { throw ValidationError("name the folder to write: ltb-analyze stack monitoring.") }
        if let routerPrefix, MonitoringStack(routerPrefix: routerPrefix) == nil {
            throw ValidationError("--router-prefix takes letters, digits and _, such as llm_router_vps_.")
        }
    }

    func run() throws {
        guard !list, let folder else { return try printList(of: MonitoringStack.usual.files) }
        var writing = try StackFolder(folder)
        let stack = (routerPrefix ?? writing.routerPrefix).flatMap(MonitoringStack.init) ?? .usual
        var failure: Failure?
        // What cannot be written is no reason to leave out, or to forget, the rest.
        for file in stack.files {
            do throws(Failure) { try writing.write(file, replacingEdited: force) } catch { failure = failure ?? error }
        }
        try writing.removeAll(besides: stack.files)
        try writing.finish(routerPrefix: stack.routerPrefix)
        let sum = "\(counted(writing.written, "file")) written, \(writing.unchanged) unchanged: \(folder)"
        let lines = (writing.notes + [sum]).map(ShownText.of)
        try OutputTarget.standardOutput.write(Array((lines.joined(separator: "\n") + "\n").utf8))
        if let failure { throw failure }
    }

    private func printList(of files: [StackFile]) throws(Failure) {
        let width = files.map(\.path.count).max() ?? 0
        let lines = files.map { file in
            file.path + String(repeating: " ", count: width - file.path.count + 2) + file.purpose + "\n"
        }
        try OutputTarget.standardOutput.write(Array(lines.joined().utf8))
    }
}
