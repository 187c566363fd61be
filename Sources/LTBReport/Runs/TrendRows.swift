// Owns a trend as rows and as JSON.

import LTBStatistics

internal import LTBEvents

extension Trend {
    private static let columns = ["run", "run_id", "time", "branch", "commit", "value", "changed"]

    private var rows: [[RowValue]] {
        points.enumerated().map { index, point in
            let text = { (text: String?) -> RowValue in text.map { .text($0) } ?? .null }
            let isChange = changes.contains { $0.index == index }
            return [
                .integer(point.number), text(point.runID), .text(point.time.description), text(point.branch),
                text(point.commit), point.value.map { .number($0) } ?? .null, .integer(isChange ? 1 : 0),
            ]
        }
    }

    /// A row a run, with all digits; `changed` is 1 where the figure changed with it.
    package var csv: [UInt8] { RowFormatName.csv.bytes(Self.columns, rows) }

    /// The headline, the changes and the last runs.
    package var markdown: [UInt8] {
        let scope = self.scope.isEmpty ? "" : " · \(MarkdownText.of(self.scope))"
        var text = "### \(MarkdownText.of(headline))\n\n`\(figure)`\(scope) · \(MarkdownText.of(spanText))\n\n"
        if !changes.isEmpty {
            let rows: [[RowValue]] = changes.map { change in
                let point = points[change.index]
                return [
                    .integer(point.number), .text(CivilTime(point.time).isoDate),
                    point.commit.map { .text(String($0.prefix(8))) } ?? .null, .text(self.text(change.before)),
                    .text(self.text(change.after)), .text(self.text(of: change)),
                ]
            }
            let columns = ["run", "day", "commit", "before", "after", "change"]
            text += String(decoding: RowFormatName.markdown.bytes(columns, rows), as: UTF8.self)
            text += "\n\(Self.method)\n\n"
        }
        let last: [[RowValue]] = points.suffix(12).map { point in
            [
                .integer(point.number), .text(CivilTime(point.time).isoDate),
                point.commit.map { .text(String($0.prefix(8))) } ?? .null, .text(self.text(point.value)),
            ]
        }
        let columns = ["run", "day", "commit", figure]
        return Array(text.utf8) + RowFormatName.markdown.bytes(columns, last)
    }

    /// One document: `{"schema":"ltb.trend/1","figure":"…","scope":"…","unit":"…","points":[{"run":1,"run_id":"…",
    /// "time":"…","branch":"…","commit":"…","value":1.5}],"changes":[{"run":9,"before":1.5,"after":2.5,
    /// "p_value":0.0005}],"method":"…"}`.
    package var json: [UInt8] {
        var output: [UInt8] = []
        JSONWriter.append(to: &output, .indented) { writer in
            writer.object { writer in
                writer.member("schema", "ltb.trend/1")
                writer.member("figure", figure)
                writer.member("scope", scope)
                writer.member("unit", unit.rawValue)
                writer.array("points", points) { writer, point in
                    writer.object {
                        $0.member("run", point.number)
                        $0.member("run_id", point.runID)
                        $0.member("time", point.time)
                        $0.member("branch", point.branch)
                        $0.member("commit", point.commit)
                        $0.member("value", point.value)
                    }
                }
                writer.array("changes", changes) { writer, change in
                    writer.object {
                        $0.member("run", points[change.index].number)
                        $0.member("before", change.before)
                        $0.member("after", change.after)
                        $0.member("p_value", change.pValue)
                    }
                }
                writer.member("method", Self.method)
            }
        }
        output.append(UInt8(ascii: "\n"))
        return output
    }
}
