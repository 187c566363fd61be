// Owns dashboards as Grafana imports them.

import LTBEvents

extension Dashboard {
    /// The version of Grafana's model that is written: that of Grafana 10 and 11.
    private static let schemaVersion: Int64 = 39
    private static let columns = 24
    private static let panelHeight = 8

    /// The dashboard as JSON.
    package var json: String {
        var writer = JSONWriter(.indented)
        writer.object {
            $0.text("uid", uid)
            $0.text("title", title)
            $0.text("description", details)
            $0.list("tags") { writer in for tag in ["ltb", "llm"] { writer.value(tag) } }
            $0.number("schemaVersion", Self.schemaVersion)
            $0.number("version", 1)
            $0.flag("editable", true)
            $0.text("refresh", "30s")
            $0.text("timezone", "browser")
            $0.object("time") {
                $0.text("from", "now-1h")
                $0.text("to", "now")
            }
            $0.object("templating") { $0.list("list", writeVariables) }
            $0.list("panels", writePanels)
        }
        return String(decoding: writer.bytes, as: UTF8.self) + "\n"
    }

    private func writeVariables(_ writer: inout JSONWriter) {
        writer.object {
            $0.text("name", "datasource")
            $0.text("type", "datasource")
            $0.text("label", "Prometheus")
            $0.text("query", "prometheus")
            $0.number("hide", 0)
        }
        for variable in variables {
            writer.object {
                $0.text("name", variable.label)
                $0.text("type", "query")
                $0.datasource()
                $0.text("query", "label_values(\(variable.metric), \(variable.label))")
                $0.number("refresh", 2)
                $0.flag("includeAll", true)
                $0.flag("multi", true)
                $0.text("allValue", ".*")
                $0.object("current") {
                    $0.text("text", "All")
                    $0.text("value", "$__all")
                }
            }
        }
    }

    private func writePanels(_ writer: inout JSONWriter) {
        var (id, top) = (0, 0)
        for row in rows {
            id += 1
            writer.object {
                $0.number("id", Int64(id))
                $0.text("type", "row")
                $0.text("title", row.title)
                $0.flag("collapsed", false)
                $0.place(x: 0, y: top, width: Self.columns, height: 1)
                $0.list("panels") { _ in }
            }
            top += 1
            var left = 0
            for panel in row.panels {
                id += 1
                if left + panel.width > Self.columns {
                    (left, top) = (0, top + Self.panelHeight)
                }
                panel.write(to: &writer, id: id, x: left, y: top, height: Self.panelHeight)
                left += panel.width
            }
            top += Self.panelHeight
        }
    }
}

extension Panel {
    fileprivate func write(to writer: inout JSONWriter, id: Int, x: Int, y: Int, height: Int) {
        writer.object {
            $0.number("id", Int64(id))
            $0.text("type", kind.rawValue)
            $0.text("title", title)
            $0.text("description", details)
            $0.datasource()
            $0.place(x: x, y: y, width: width, height: height)
            $0.object("fieldConfig") {
                $0.object("defaults", writeDefaults)
                $0.list("overrides") { _ in }
            }
            $0.object("options", writeOptions)
            $0.list("targets", writeTargets)
        }
    }

    private func writeDefaults(_ writer: inout JSONWriter) {
        writer.text("unit", unit)
        if kind != .pie { writer.value("min", 0) }
        if let maximum { writer.value("max", maximum) }
        writer.object("color") { $0.text("mode", colorMode) }
        writer.object("thresholds") {
            $0.text("mode", "absolute")
            $0.list("steps") { writer in
                writer.object {
                    $0.text("color", isBetterHigh ? "red" : "green")
                    $0.key("value")
                    $0.null()
                }
                for threshold in thresholds {
                    writer.object {
                        $0.text("color", threshold.color)
                        $0.value("value", threshold.value)
                    }
                }
            }
        }
        writer.list("mappings", writeWords)
        // Without a style of their own, Grafana shows no thresholds behind lines.
        guard kind == .timeSeries, !thresholds.isEmpty else { return }
        writer.object("custom") { $0.object("thresholdsStyle") { $0.text("mode", "dashed") } }
    }

    private var colorMode: String { kind == .stat || kind == .gauge ? "thresholds" : "palette-classic" }

    private func writeWords(_ writer: inout JSONWriter) {
        guard !words.isEmpty else { return }
        writer.object {
            $0.text("type", "value")
            $0.object("options") { writer in
                for word in words {
                    writer.key("\(word.value)")
                    writer.object {
                        $0.text("text", word.text)
                        $0.text("color", word.color)
                    }
                }
            }
        }
    }

    private func writeOptions(_ writer: inout JSONWriter) {
        if kind == .timeSeries {
            writer.object("legend") {
                $0.text("displayMode", "list")
                $0.text("placement", "bottom")
                $0.flag("showLegend", true)
            }
            writer.object("tooltip") { $0.text("mode", "multi") }
        } else {
            writer.object("reduceOptions") {
                $0.list("calcs") { $0.value("lastNotNull") }
                $0.flag("values", false)
            }
        }
    }

    private func writeTargets(_ writer: inout JSONWriter) {
        for (index, target) in targets.enumerated() {
            writer.object {
                $0.text("refId", String(UnicodeScalar(UInt8(ascii: "A") + UInt8(index))))
                $0.datasource()
                $0.text("expr", target.expression)
                $0.text("legendFormat", target.legend)
                $0.flag("range", kind == .timeSeries)
                $0.flag("instant", kind != .timeSeries)
            }
        }
    }
}

extension JSONWriter {
    fileprivate mutating func object(_ members: (inout JSONWriter) -> Void) {
        beginObject()
        members(&self)
        endObject()
    }

    fileprivate mutating func object(_ name: StaticString, _ members: (inout JSONWriter) -> Void) {
        key(name)
        object(members)
    }

    fileprivate mutating func list(_ name: StaticString, _ elements: (inout JSONWriter) -> Void) {
        key(name)
        beginArray()
        elements(&self)
        endArray()
    }

    fileprivate mutating func text(_ name: StaticString, _ text: String) {
        key(name)
        value(text)
    }

    fileprivate mutating func number(_ name: StaticString, _ number: Int64) {
        key(name)
        value(number)
    }

    fileprivate mutating func value(_ name: StaticString, _ number: Double) {
        key(name)
        value(number)
    }

    fileprivate mutating func flag(_ name: StaticString, _ flag: Bool) {
        key(name)
        value(flag)
    }

    fileprivate mutating func datasource() {
        object("datasource") {
            $0.text("type", "prometheus")
            $0.text("uid", "${datasource}")
        }
    }

    fileprivate mutating func place(x: Int, y: Int, width: Int, height: Int) {
        object("gridPos") {
            $0.number("x", Int64(x))
            $0.number("y", Int64(y))
            $0.number("w", Int64(width))
            $0.number("h", Int64(height))
        }
    }
}
