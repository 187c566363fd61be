// Owns rows as JSON.

internal import LTBEvents

/// An array with an object a row, each on its line; of columns of one name the later ones get a number.
struct JSONRows: RowFormat {
    private var names: [String] = []
    private var isFirst = true

    mutating func begin(_ columns: [String], to output: inout [UInt8]) {
        for column in columns {
            var name = column
            var number = 2
            while names.contains(name) {
                name = "\(column)_\(number)"
                number += 1
            }
            names.append(name)
        }
        output.append(UInt8(ascii: "["))
    }

    mutating func add(_ row: [RowValue], to output: inout [UInt8]) {
        output.append(contentsOf: (isFirst ? "\n" : ",\n").utf8)
        isFirst = false
        JSONWriter.append(to: &output) { writer in
            writer.beginObject()
            for (name, value) in zip(names, row) {
                writer.key(name)
                switch value {
                case .null: writer.null()
                case .integer(let value): writer.value(value)
                case .number(let value): writer.value(value.isFinite ? value : nil)
                case .text(let text): writer.value(text)
                }
            }
            writer.endObject()
        }
    }

    mutating func end(to output: inout [UInt8]) {
        output.append(contentsOf: (isFirst ? "]\n" : "\n]\n").utf8)
    }
}
