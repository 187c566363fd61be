// Owns what all groups of fields have in common.

/// Fields that belong together: the `data` of a payload type, or an object within it.
protocol FieldGroup {
    /// Reads the fields that the type knows, and keeps the others.
    init(from fields: inout FieldReader)
    /// Writes the fields in the order of the format, the unknown ones last.
    func write(to writer: inout JSONWriter)
}
