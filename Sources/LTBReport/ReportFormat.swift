// Owns what an output format is: the one protocol that every format conforms to.

package import LTBAnalysis

/// A way to write a summary as text.
///
/// A format is a small value: its options are its properties, so that writing needs nothing but the summary. It knows
/// no events and no files, and it writes the same bytes for the same summary, always. Formats are found by a leading
/// dot: `.json`, `.text(width: 80)`, `.csv(.providers)`.
package protocol ReportFormat: Sendable {
    /// Appends the summary to the output: UTF-8 that ends with a newline.
    func write(_ summary: RunSummary, to output: inout [UInt8])
}

extension ReportFormat {
    /// The summary in this format.
    package func bytes(of summary: RunSummary) -> [UInt8] {
        var output: [UInt8] = []
        write(summary, to: &output)
        return output
    }
}
