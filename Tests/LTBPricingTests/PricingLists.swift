// Owns what the tests of prices make lists from.

import LTBEvents
import LTBPricing

extension PriceList {
    /// A list from JSON text.
    init(text: String, file: String = "prices.json") throws(PriceFileError) {
        try self.init(json: Array(text.utf8), file: file)
    }
}

extension PriceTable {
    /// A table of one list from JSON text.
    init(text: String) throws(PriceFileError) {
        self.init([try PriceList(text: text)])
    }
}

/// What is said of a text that is no price file.
func problem(of text: String) -> String? {
    do throws(PriceFileError) {
        _ = try PriceList(text: text)
        return nil
    } catch {
        return "\(error)"
    }
}

/// An instant.
func nanoseconds(_ text: String) -> Int64 {
    Array(text.utf8).withUnsafeBytes { Timestamp(rfc3339: $0)?.nanosecondsSince1970 } ?? 0
}
