// Owns reading the checks of a file.

package import LTBEvents
import LTBPricing

/// Why a file of checks could not be read.
package struct CheckFileError: Error, CustomStringConvertible, Equatable {
    package var file: String
    package var line: Int
    package var problem: String

    /// One sentence.
    package var description: String { "\(file), line \(line): \(problem)" }
}

/// The checks of a document such as
///
///     groups:
///       - name: speed
///         owner: platform
///         models: ["gpt-4o", "claude-*"]
///         checks:
///           - expect: p95(latency) < 5s
///             severity: warning
///             message: Ask the provider before you raise it.
package struct CheckFile {
    /// In the order of the file.
    package let checks: [Check]

    /// Checks that a file may have.
    private static let limit = 10_000

    /// Reads a list of checks, or a map that has them under `checks`, or in groups under `groups`.
    package init(_ document: DocumentNode, file: String) throws(CheckFileError) {
        var reader = Reader(file: file)
        try reader.read(document)
        guard !reader.checks.isEmpty else {
            throw CheckFileError(
                file: file, line: document.line, problem: "there is no check; write - expect: p95(latency) < 5s.")
        }
        checks = reader.checks
    }

    /// What a group gives to its checks.
    private struct Defaults {
        var group: String?
        var severity = Check.Severity.error
        var owner: String?
        var message: String?
        var models: [String] = []
    }

    private struct Reader {
        let file: String
        var checks: [Check] = []

        init(file: String) { self.file = file }

        mutating func read(_ document: DocumentNode) throws(CheckFileError) {
            if let elements = document.elements { return try read(elements, Defaults()) }
            try expectKeys(["checks", "groups", "severity", "owner", "message", "models"], in: document)
            let defaults = try defaults(document, Defaults())
            if let list = document["checks"] { try read(elements(list, "checks"), defaults) }
            guard let groups = document["groups"] else { return }
            for group in try elements(groups, "groups") {
                try expectKeys(["name", "checks", "severity", "owner", "message", "models"], in: group)
                var inner = try self.defaults(group, defaults)
                inner.group = try text("name", of: group)
                guard let list = group["checks"] else { throw failure(group, "this group has no checks") }
                try read(elements(list, "checks"), inner)
            }
        }

        private mutating func read(_ elements: [DocumentNode], _ defaults: Defaults) throws(CheckFileError) {
            for element in elements { try read(element, defaults) }
        }

        private mutating func read(_ element: DocumentNode, _ outer: Defaults) throws(CheckFileError) {
            if let text = element.text { return try add(text, at: element, name: nil, outer) }
            try expectKeys(["name", "expect", "severity", "owner", "message", "models"], in: element)
            let defaults = try defaults(element, outer)
            let name = try text("name", of: element)
            guard let expect = element["expect"] else {
                throw failure(element, "this check expects nothing: add expect")
            }
            let texts = expect.elements ?? [expect]
            for node in texts {
                guard let text = node.text else { throw failure(node, "expect takes a text such as p95(latency) < 5s") }
                try add(text, at: node, name: name, defaults)
            }
        }

        private mutating func add(
            _ text: String, at node: DocumentNode, name: String?, _ defaults: Defaults
        ) throws(CheckFileError) {
            let expectation = try expectation(text, at: node)
            for expectation in try expectations(expectation, models: defaults.models, at: node) {
                guard checks.count < CheckFile.limit else {
                    throw failure(node, "the file has more than \(CheckFile.limit) checks")
                }
                var check = Check(expectation, name: name)
                (check.severity, check.message) = (defaults.severity, defaults.message)
                (check.owner, check.group) = (defaults.owner, defaults.group)
                checks.append(check)
            }
        }

        private func expectation(_ text: String, at node: DocumentNode) throws(CheckFileError) -> Expectation {
            do throws(ExpectationError) {
                return try Expectation(text)
            } catch {
                throw failure(node, error.description)
            }
        }

        /// One for each model that is named, where the expectation does not choose by itself.
        private func expectations(
            _ expectation: Expectation, models: [String], at node: DocumentNode
        ) throws(CheckFileError) -> [Expectation] {
            guard !models.isEmpty, expectation.query.quantity.labels.contains("model"),
                !expectation.query.conditions.contains(where: { ["model", "provider", "benchmark"].contains($0.label) })
            else { return [expectation] }
            return models.map { model in
                var one = expectation
                one.query.conditions.append(.init(label: "model", pattern: model))
                one.text = "\(one.query.text) \(one.comparison.rawValue) \(limitText(of: expectation.text))"
                return one
            }
        }

        /// What stands behind the comparison.
        private func limitText(of text: String) -> String {
            let end = text.lastIndex { "<>=≤≥".contains($0) }
            return end.map { trimmed(text[text.index(after: $0)...]) } ?? text
        }

        private func defaults(_ node: DocumentNode, _ outer: Defaults) throws(CheckFileError) -> Defaults {
            var defaults = outer
            if let word = try text("severity", of: node) {
                guard let severity = Check.Severity(rawValue: word) else {
                    throw failure(node["severity"] ?? node, "severity is error or warning, not '\(word)'")
                }
                defaults.severity = severity
            }
            defaults.owner = try text("owner", of: node) ?? outer.owner
            defaults.message = try text("message", of: node) ?? outer.message
            guard let models = node["models"] else { return defaults }
            defaults.models = []
            for model in try elements(models, "models") {
                guard let name = model.text else { throw failure(model, "models takes a list of names") }
                defaults.models.append(name)
            }
            return defaults
        }

        private func text(_ name: String, of node: DocumentNode) throws(CheckFileError) -> String? {
            guard let member = node[name] else { return nil }
            guard let text = member.text, !text.isEmpty else { throw failure(member, "\(name) takes a text") }
            return text
        }

        private func elements(_ node: DocumentNode, _ name: String) throws(CheckFileError) -> [DocumentNode] {
            guard let elements = node.elements else { throw failure(node, "\(name) takes a list") }
            return elements
        }

        private func expectKeys(_ known: [String], in node: DocumentNode) throws(CheckFileError) {
            guard let members = node.members else {
                throw failure(node, "here stands something with \(known.joined(separator: ", "))")
            }
            guard let other = members.first(where: { !known.contains($0.name) }) else { return }
            let advice = nearestName(to: other.name, in: known).map { "did you mean '\($0)'?" }
            throw CheckFileError(
                file: file, line: other.line,
                problem: "'\(other.name.prefix(64))' is unknown; \(advice ?? "use \(known.joined(separator: ", ")).")")
        }

        private func failure(_ node: DocumentNode, _ problem: String) -> CheckFileError {
            let end = problem.hasSuffix(".") || problem.hasSuffix("?") ? "" : "."
            return CheckFileError(file: file, line: node.line, problem: problem + end)
        }
    }
}
