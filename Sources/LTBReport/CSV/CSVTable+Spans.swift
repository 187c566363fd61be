// Owns the CSV tables of the spans of traces: operations, and the paths to them.

import LTBAnalysis

extension CSVTable {
    /// One row an operation.
    static func operations(_ summary: RunSummary) -> CSVTable {
        CSVTable(summary.spans?.operations ?? [], sample: OperationFigures(name: "")) { operation in
            [
                ("name", .text(operation.name)), ("count", .integer(operation.count)),
                ("total_seconds", .number(operation.totalSeconds)), ("self_seconds", .number(operation.selfSeconds)),
                ("errors", .integer(operation.errors)),
            ] + members(of: operation.duration, "duration")
        }
    }

    /// One row a path, written as stacks are folded for other flame graphs: names with `;` between them. A semicolon or a
    /// backslash in a name has a backslash before it.
    static func flame(_ summary: RunSummary) -> CSVTable {
        CSVTable(summary.spans?.flame ?? [], sample: FlamePath(path: [], selfSeconds: 0)) { path in
            let names = path.path.map { name in
                name.replacing("\\", with: "\\\\").replacing(";", with: "\\;")
            }
            return [("path", .text(names.joined(separator: ";"))), ("self_seconds", .number(path.selfSeconds))]
        }
    }
}
