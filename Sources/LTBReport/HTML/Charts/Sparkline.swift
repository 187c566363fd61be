// Owns sparklines: 120 by 24 pixels, from zero, no axis.

/// A line in a table cell.
enum Sparkline {
    private static let width = 120.0
    private static let height = 24.0
    private static let top = 2.0

    /// Counts over time as a line, the failed of them as bars from below, on the same scale.
    static func requests(_ requests: [Int64], errors: [Int64]) -> Markup {
        guard let peak = requests.max(), peak > 0 else { return .empty }
        let scale = (height - top - 0.5) / Double(peak)
        let step = width / Double(requests.count)
        var bars = PathBuilder()
        for (index, count) in errors.enumerated() where count > 0 {
            // One failed request is still one pixel high.
            let bar = max(Double(count) * scale, 1)
            bars.rectangle(x: Double(index) * step, y: height - bar, width: step, height: bar)
        }
        let failed: Markup = bars.isEmpty ? .empty : #"<path \#(Paint.mainError.fill) d="\#(bars.data)"/>"#
        return svg(line(requests.map { Double($0) }, paint: .ink, peak: Double(peak)) + failed)
    }

    /// Values over time, with a gap where there is none.
    static func values(_ values: [Double?], paint: Paint) -> Markup {
        guard let peak = values.compactMap({ $0 }).max(), peak > 0 else { return .empty }
        return svg(line(values, paint: paint, peak: peak))
    }

    private static func line(_ values: [Double?], paint: Paint, peak: Double) -> Markup {
        let step = width / Double(max(values.count, 1))
        var path = PathBuilder()
        for (index, value) in values.enumerated() {
            guard let value else {
                path.gap()
                continue
            }
            let y = height - 0.5 - min(max(value / peak, 0), 1) * (height - top - 0.5)
            let x = (Double(index) + 0.5) * step
            path.line(x, y)
            // A value without neighbours would be a line without length.
            if isAlone(index, values) { path.line(x + 1, y) }
        }
        return #"<path d="\#(path.data)" \#(paint.line(width: 1.25))/>"#
    }

    private static func isAlone(_ index: Int, _ values: [Double?]) -> Bool {
        let before = index > 0 ? values[index - 1] : nil
        let after = index + 1 < values.count ? values[index + 1] : nil
        return before == nil && after == nil
    }

    private static func svg(_ paths: Markup) -> Markup {
        #"<svg width="120" height="24" viewBox="0 0 120 24" aria-hidden="true">\#(paths)</svg>"#
    }
}
