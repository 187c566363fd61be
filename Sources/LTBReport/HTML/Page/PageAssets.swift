// Owns where a page has its style and its script: in itself, or in files beside it.

/// Where the style and the script of a page are.
package enum PageAssets: String, CaseIterable, Sendable {
    /// In the page: one file is all.
    case inline
    /// In `report.css` and `report.js` beside it, for servers whose policy forbids a page its own style.
    case separate

    /// A file beside pages; several pages share it.
    package struct File: Sendable, Equatable {
        /// Its name in the folder of the pages.
        package let name: String
        /// Its content, the same for every page.
        package let bytes: [UInt8]
        /// How the file of any version begins, by which one that may be replaced is known.
        package let mark: String
    }

    /// The files that pages need beside them.
    package var files: [File] {
        guard self == .separate else { return [] }
        let mark = "/* ltb report */\n"
        return [(Self.styleName, Stylesheet.css.source + "\n"), (Self.scriptName, PageScript.source)].map {
            File(name: $0.0, bytes: Array((mark + $0.1).utf8), mark: mark)
        }
    }

    /// What the page may do at most, whatever the server allows. The files of a page that was opened from a disk are of
    /// no origin to some browsers, so they are allowed by their scheme.
    var policy: Markup {
        let allowed: Markup =
            self == .inline
            ? "style-src 'unsafe-inline'; script-src '\(PageScript.hash)'"
            : "style-src 'self' file:; script-src 'self' file:"
        return "default-src 'none'; \(allowed); base-uri 'none'; form-action 'none'"
    }

    /// What the head of a page has for its style.
    var style: Markup {
        switch self {
        case .inline: "<style>\n\(Stylesheet.css)\n</style>"
        case .separate: #"<link rel="stylesheet" href="\#(Self.styleName)">"#
        }
    }

    /// What the end of a page has for its script.
    var script: Markup {
        switch self {
        case .inline: "<script>\(Markup(source: PageScript.source))</script>"
        case .separate: #"<script src="\#(Self.scriptName)"></script>"#
        }
    }

    private static let styleName = "report.css"
    private static let scriptName = "report.js"
}
