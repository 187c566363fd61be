// Owns `ltb-analyze stack`: the files of a monitoring stack.

import ArgumentParser
import LTBPrometheus

struct StackCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stack",
        abstract: "Writes the files of a monitoring stack: Prometheus, Alertmanager and Grafana.",
        discussion: """
            All of them come from the metrics that ltb exposes and records: dashboards of LLM requests, the configuration \
            service, the prompt pipeline and the model router, alert and recording rules, a docker-compose.yml with a \
            Dockerfile, and manifests for Kubernetes. Each is read again when it was written. A file that was edited is \
            kept when the command runs again, unless --force is given; RUNBOOK.md has all thresholds in one table.

            EXAMPLES
              ltb-analyze stack monitoring
              ltb-analyze stack --list
              cd monitoring && cp .env.example .env && docker compose up -d
            """)

    @Argument(help: ArgumentHelp("The folder to write; it is made.", valueName: "dir"), completion: .directory)
    var folder: String?

    @Flag(help: "Print what there is, and write nothing.")
    var list = false

    @Flag(help: "Also replace files that were edited.")
    var force = false

    func validate() throws {
        if folder == nil, !list { throw ValidationError("name the folder to write: ltb-analyze stack monitoring.") }
    }

    func run() throws {
        let files = MonitoringStack.usual.files
        guard !list, let folder else { return try printList(of: files) }
        var writing = try StackFolder(folder)
        for file in files { try writing.write(file, replacingEdited: force) }
        try writing.finish()
        var lines = writing.kept.map { "kept     \($0): it was edited; --force replaces it" }
        lines.append("\(counted(writing.written, "file")) written, \(writing.unchanged) unchanged: \(folder)")
        try OutputTarget.standardOutput.write(Array((lines.joined(separator: "\n") + "\n").utf8))
    }

    private func printList(of files: [StackFile]) throws(Failure) {
        let width = files.map(\.path.count).max() ?? 0
        let lines = files.map { file in
            file.path + String(repeating: " ", count: width - file.path.count + 2) + file.purpose + "\n"
        }
        try OutputTarget.standardOutput.write(Array(lines.joined().utf8))
    }
}
