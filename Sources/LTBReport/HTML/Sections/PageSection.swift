// Owns what a section of the page is.

/// A section: left out of the page and of its navigation where the log has nothing for it.
protocol PageSection: SendableMetatype {
    /// The anchor.
    static var id: String { get }
    /// The heading and the name in the navigation.
    static var title: String { get }
    /// Everything below the heading; empty when there is nothing to show.
    static func content(_ page: PageContext) -> Markup
}

extension PageSection {
    static func markup(_ content: Markup) -> Markup {
        """
        <section id="\(id)" aria-labelledby="h-\(id)"><h2 id="h-\(id)">\(title)</h2>
        \(content)</section>

        """
    }
}
