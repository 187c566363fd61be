// Owns the requests' figures by the value of a label.

/// The figures of the requests that have one value of the label by which they are grouped.
public struct GroupFigures: Sendable, Equatable {
    /// The label, or the field of the requests' data.
    public var label: String
    /// Its value; nil for requests that do not have it.
    public var value: String?
    /// The requests that have it.
    public var requests: RequestFigures

    /// The figures of a label's value.
    public init(label: String, value: String?, requests: RequestFigures) {
        self.label = label
        self.value = value
        self.requests = requests
    }
}
