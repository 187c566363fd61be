// Owns the reasons for which a line is not an event.

/// Why a line is not an event; the raw value is its name in the summary's `skipped_lines`.
///
/// Where several things are wrong with one line, the reason is the first of: `invalid_utf8`, `invalid_json`,
/// `not_an_object`, `missing_event_type`, `missing_timestamp`, `wrong_type` of these two, `invalid_timestamp` of the
/// event; then, over all the other known fields and whatever their order: `wrong_type`, `invalid_timestamp`,
/// `out_of_range`.
public enum SkipReason: String, CaseIterable, Error, Sendable {
    /// The bytes are not UTF-8.
    case invalid_utf8
    /// The text is not JSON by RFC 8259, or is nested deeper than 512 levels.
    case invalid_json
    /// The JSON is not an object.
    case not_an_object
    /// The line has over 16 MiB, so that no one looked at it.
    case line_too_long
    /// There is no `event_type`.
    case missing_event_type
    /// There is no `timestamp`.
    case missing_timestamp
    /// A time is not an RFC 3339 date-time, or outside of the years 1678 to 2262.
    case invalid_timestamp
    /// A known field has the wrong kind of JSON value.
    case wrong_type
    /// A number is outside of its field's range.
    case out_of_range
}
