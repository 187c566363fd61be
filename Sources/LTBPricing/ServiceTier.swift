// Owns the variants of a price: how urgently a provider serves a request.

/// How a provider serves a request, as the event's `service_tier` tells.
package enum ServiceTier: UInt8, Sendable, CaseIterable {
    case standard = 0
    case batch, flex, priority, fast, balanced, ultrafast

    /// Its name in a price file.
    package var name: String {
        switch self {
        case .standard: "standard"
        case .batch: "batch"
        case .flex: "flex"
        case .priority: "priority"
        case .fast: "fast"
        case .balanced: "balanced"
        case .ultrafast: "ultrafast"
        }
    }

    /// The variants that a price file can have beside the standard prices.
    package static let variants = allCases.filter { $0 != .standard }

    /// The variant that a price file calls so; nil for `standard` and all else.
    package init?(variant name: String) {
        guard let tier = Self.variants.first(where: { $0.name == name }) else { return nil }
        self = tier
    }

    /// The tier that an event's `service_tier` means, whatever its case: `default`, `auto` and what no price knows are
    /// the standard, as providers bill them.
    package init(eventText text: UnsafeRawBufferPointer) {
        self =
            Self.variants.first { Self.isEqual(text, $0.name) } ?? (Self.isEqual(text, "batches") ? .batch : .standard)
    }

    private static func isEqual(_ text: UnsafeRawBufferPointer, _ name: String) -> Bool {
        text.count == name.utf8.count && zip(text, name.utf8).allSatisfy { $0 | 0x20 == $1 }
    }
}
