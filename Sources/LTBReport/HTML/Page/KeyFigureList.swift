// Owns how the six key figures look at the head of the page.

/// The key figures, each under its name and over what puts it into proportion.
enum KeyFigureList {
    static func markup(_ page: PageContext) -> Markup {
        let entries = KeyFigure.all(for: page.summary).map { figure -> Markup in
            // Words need more room than digits.
            let isWord = figure.value.unicodeScalars.contains { $0.properties.isLowercase } && figure.value.count > 7
            let value: Markup =
                isWord
                ? #"<dd class="v t">\#(figure.value)</dd>"# : #"<dd class="v">\#(figure.value)</dd>"#
            let id = Definitions.id(ofKeyFigure: figure.label)
            let label: Markup = id.map { ##"<a href="#d-\##($0)">\##(figure.label)</a>"## } ?? "\(figure.label)"
            return "<div><dt>\(label)</dt>\(value)<dd>\(figure.note)</dd></div>"
        }
        return #"<dl class="key">\#(entries.joined())</dl>"# + "\n"
    }
}
