// Owns what an output format of a comparison is, and their names.

package import LTBAnalysis

/// A way to write a comparison of two runs, as `ReportFormat` is one for a summary.
package protocol ComparisonFormat: Sendable {
    /// Appends the comparison to the output: UTF-8 that ends with a newline.
    func write(_ comparison: RunComparison, to output: inout [UInt8])
}

extension ComparisonFormat {
    /// The comparison in this format.
    package func bytes(of comparison: RunComparison) -> [UInt8] {
        var output: [UInt8] = []
        write(comparison, to: &output)
        return output
    }
}

extension ReportFormatName {
    /// The format of this name for comparisons; there is none in CSV.
    package func comparisonFormat(_ options: ReportOptions = ReportOptions()) -> (any ComparisonFormat)? {
        switch self {
        case .html: ComparisonPage(title: options.title, assets: options.assets)
        case .json: ComparisonJSON()
        case .csv: nil
        case .markdown: ComparisonMarkdown()
        case .text: ComparisonText(width: options.width, color: options.color)
        }
    }
}
