// Owns counts as messages say them.

import LTBReport

/// A count with its noun: `1,234 events`, `1 event`.
func counted(_ count: some BinaryInteger, _ noun: String) -> String {
    "\(NumberFormat.count(Int64(count))) \(noun)\(count == 1 ? "" : "s")"
}
