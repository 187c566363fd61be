// Owns the page's script as a whole: what it may do, its parts, and the hash by which the page allows it.

/// The script of the page, which only adds: without it nothing is missing but what needs a pointer or a key.
///
/// It shows the values of a bucket on charts over time, shows a span of time in all of them, sorts tables, switches
/// series off and on, and copies links to sections. It reads the data blocks beside the charts and the tables as they
/// stand, writes text as text only, loads nothing, keeps nothing, and has no handler in an attribute. Each part is a
/// file of its own; they share one function's scope.
enum PageScript {
    /// The source, as it stands in the page or in `report.js`.
    static let source = "\"use strict\";\n(() => {\n" + parts.joined(separator: "\n") + "\n})();\n"

    /// The SHA-256 of the source, by which the page's own policy allows this script and no other.
    static let hash = "sha256-1+yegQhMWaroUoER/Fz1B6A9rBEaw9jMV0t8BGjDrPI="

    private static let parts = [elements, numbers, timeCharts, hover, zoom, series, tables, links]
}
