// Owns counts as messages say them.

/// A count with all its digits: `1,234,567`.
func grouped(_ count: some BinaryInteger) -> String {
    let digits = Array(String(count))
    return digits.indices.map { index in
        index > 0 && (digits.count - index) % 3 == 0 ? ",\(digits[index])" : String(digits[index])
    }.joined()
}

/// A count with its noun: `1,234 events`, `1 event`.
func counted(_ count: some BinaryInteger, _ noun: String) -> String {
    "\(grouped(count)) \(noun)\(count == 1 ? "" : "s")"
}
