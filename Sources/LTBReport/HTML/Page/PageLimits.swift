// Owns how much the page shows, so that no run makes it larger than 512,000 bytes.

/// How many rows and how much of a name the page shows.
struct PageLimits: Equatable {
    /// Rows of the model and provider tables.
    var tableRows = 50
    /// Rows of charts with a row a model, and lines of models that have no colour of their own.
    var chartRows = 24
    /// Small multiples of a kind.
    var panels = 12
    /// Rows of the tables of metrics, alerts and scores.
    var listRows = 80
    /// Rows of the table of numbers over time.
    var timeRows = 40
    /// Unicode scalars of a name in a table.
    var name = 40
    /// Unicode scalars of a name where it is given whole, and of a message.
    var wholeName = 240

    /// From the most to the least; the page takes the first with which it is small enough.
    static let ladder = [
        PageLimits(),
        PageLimits(tableRows: 40, chartRows: 16, panels: 8, listRows: 40, timeRows: 40, name: 32, wholeName: 80),
        PageLimits(tableRows: 24, chartRows: 8, panels: 4, listRows: 16, timeRows: 30, name: 24, wholeName: 24),
    ]
    /// The most bytes of a page.
    static let maximumBytes = 512_000
}
