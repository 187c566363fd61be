// Owns the syntax of CSV: fields, quotes, lines.

import LTBEvents

/// A field of a row.
enum CSVField: Sendable, Equatable {
    case text(String?)
    case integer(Int64?)
    case number(Double?)
    case flag(Bool?)
    case time(Timestamp?)

    /// Appends a row and the end of its line.
    static func write(_ row: [CSVField], to output: inout [UInt8]) {
        for (index, field) in row.enumerated() {
            if index > 0 { output.append(UInt8(ascii: ",")) }
            field.write(to: &output)
        }
        output.append(contentsOf: "\r\n".utf8)
    }

    private func write(to output: inout [UInt8]) {
        switch self {
        case .text(let value?): Self.writeText(value, to: &output)
        case .integer(let value?): output.append(contentsOf: String(value).utf8)
        case .number(let value?) where value.isFinite: output.append(contentsOf: value.description.utf8)
        case .flag(let value?): output.append(contentsOf: (value ? "true" : "false").utf8)
        case .time(let value?): value.append(to: &output)
        case .text, .integer, .number, .flag, .time: break
        }
    }

    private static func writeText(_ value: String, to output: inout [UInt8]) {
        let value = isFormula(value) ? "'" + value : value
        // A text that is empty is another thing than none.
        guard value.isEmpty || value.utf8.contains(where: isSpecial) else {
            return output.append(contentsOf: value.utf8)
        }
        output.append(UInt8(ascii: "\""))
        for byte in value.utf8 {
            if byte == UInt8(ascii: "\"") { output.append(byte) }
            output.append(byte)
        }
        output.append(UInt8(ascii: "\""))
    }

    /// Whether a spreadsheet would compute the text (OWASP, "CSV injection").
    private static func isFormula(_ value: String) -> Bool {
        switch value.utf8.first {
        case UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "@"), 0x09, 0x0A, 0x0D: true
        default: false
        }
    }

    private static func isSpecial(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "\"") || byte == UInt8(ascii: ",") || byte == 0x0A || byte == 0x0D
    }
}
