// Owns the colours of marks: for each the light value and the classes that make it dark (VISUAL language, section 4).

/// The colour of a mark: drawn in the light value without CSS, in the class's with it.
struct Paint: Sendable, Equatable {
    /// The light value.
    let light: String
    /// The class for fills.
    let fillClass: String
    /// The class for strokes.
    let strokeClass: String

    private init(_ light: String, fill: String = "", stroke: String = "") {
        self.light = light
        fillClass = fill
        strokeClass = stroke
    }

    static let ink = Paint("#15181c", fill: "fi", stroke: "ik")
    static let muted = Paint("#57606a", fill: "m")
    static let bad = Paint("#b42318", fill: "x")
    static let axis = Paint("#8b949e", stroke: "ax")
    static let grid = Paint("#e6e9ed", stroke: "g")
    static let band = Paint("#fef7f2", fill: "band")
    static let succeeded = Paint("#6f89a4", fill: "ok", stroke: "sok")
    static let mainError = Paint("#c2410c", fill: "rl", stroke: "srl")
    static let otherErrors = Paint("#7f1d1d", fill: "er")

    /// p50, p95 and p99.
    static let percentiles = [
        Paint("#6f89a4", stroke: "q1"), Paint("#47637f", stroke: "q2"), Paint("#16283b", stroke: "q3"),
    ]
    /// The labels of p50, p95 and p99.
    static let percentileLabels = [
        Paint("#566f89", fill: "fq1"), Paint("#47637f", fill: "fq2"), Paint("#16283b", fill: "fq3"),
    ]
    /// Series 1 to 8, then `other`.
    static let series = [
        "#1e339b", "#915114", "#3c9d9a", "#5d2748", "#b5820c", "#8557c8", "#861210", "#377187", "#737c86",
    ].enumerated().map { Paint($1, fill: "f\($0 + 1)", stroke: "s\($0 + 1)") }
    /// Everything that is not one of the eight series.
    static let other = series[8]
    /// A provider that is degraded: amber, also coded by height.
    static let degraded = series[4]
    /// The heat ramp, few to many.
    static let heat = [
        "#e4eaf1", "#c5d2df", "#a0b4c9", "#6f89a4", "#54708d", "#33506e", "#172c44",
    ].enumerated().map { Paint($1, fill: "h\($0 + 1)") }

    /// The attributes of a filled mark.
    var fill: Markup { #"class="\#(fillClass)" fill="\#(light)""# }
    /// The attributes of a stroked mark.
    var stroke: Markup { #"class="\#(strokeClass)" stroke="\#(light)""# }
    /// The attributes of a stroked line that encloses no area.
    func line(width: Double) -> Markup {
        let ends: Markup = #"stroke-linejoin="round" stroke-linecap="round" vector-effect="non-scaling-stroke""#
        return #"class="\#(strokeClass)" fill="none" stroke="\#(light)" stroke-width="\#(Self.width(width))" \#(ends)"#
    }
    /// The attributes of an area that 1 px of background separates from its neighbours in a stack.
    var separatedFill: Markup {
        let edge: Markup = ##"stroke="#ffffff" stroke-width="1" vector-effect="non-scaling-stroke""##
        return #"class="\#(fillClass) bgs" fill="\#(light)" \#(edge)"#
    }
    /// A square that names a colour in a caption.
    var swatch: Markup {
        #"<svg width="10" height="10" aria-hidden="true"><rect width="10" height="10" \#(fill)/></svg>"#
    }
    /// A dot that names a series in a table.
    var dot: Markup {
        #"<svg width="10" height="10" aria-hidden="true"><circle cx="5" cy="5" r="5" \#(fill)/></svg>"#
    }

    private static func width(_ width: Double) -> String { NumberFormat.trimmed(width, places: 2) }
}
