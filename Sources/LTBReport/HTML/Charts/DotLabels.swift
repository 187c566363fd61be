// Owns where labels stand beside dots, so that none covers a dot or another label.

/// Finds room for labels beside dots: above, below, right or left.
struct DotLabels {
    private struct Box {
        let left, top, right, bottom: Double

        func overlaps(_ other: Box) -> Bool {
            left < other.right && other.left < right && top < other.bottom && other.top < bottom
        }
    }

    /// How far the label stands from its dot, and whether it ends there.
    struct Place: Equatable {
        let dx: Double
        let dy: Double
        let isEnd: Bool
    }

    private var taken: [Box]

    init(dots: [(x: Double, y: Double)]) {
        taken = dots.map { Box(left: $0.x - 6, top: $0.y - 6, right: $0.x + 6, bottom: $0.y + 6) }
    }

    /// The first place that covers no dot and no label; nil where there is none.
    mutating func place(_ text: String, at dot: (x: Double, y: Double), width: Double) -> Place? {
        let length = Double(text.unicodeScalars.count) * 7
        let endsThere = dot.x + length > width
        let above = Place(dx: endsThere ? 4 : -4, dy: -12, isEnd: endsThere)
        let sides = [
            above, Place(dx: above.dx, dy: 21, isEnd: endsThere), Place(dx: 12, dy: 4, isEnd: false),
            Place(dx: -12, dy: 4, isEnd: true),
        ]
        let corners = [-12.0, 21].flatMap { dy in
            [Place(dx: -4, dy: dy, isEnd: false), Place(dx: 4, dy: dy, isEnd: true)]
        }
        let free = (sides + corners).first { place in
            let box = Self.box(place, dot, length)
            return box.left > -24 && box.right < width + 36 && !taken.contains { $0.overlaps(box) }
        }
        guard let free else { return nil }
        taken.append(Self.box(free, dot, length))
        return free
    }

    private static func box(_ place: Place, _ dot: (x: Double, y: Double), _ length: Double) -> Box {
        let start = dot.x + place.dx - (place.isEnd ? length : 0)
        return Box(left: start, top: dot.y + place.dy - 10, right: start + length, bottom: dot.y + place.dy + 3)
    }
}
