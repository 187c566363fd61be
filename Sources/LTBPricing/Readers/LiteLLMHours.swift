// Owns the hours of LiteLLM's `off_peak_pricing`.

import LTBEvents

/// Hours in UTC, on some days of the week.
struct LiteLLMHours {
    private(set) var hours: [DailyHours] = []
    private let fields: PriceFields

    /// Hours ahead of UTC of the places whose days of the week the table counts; none of them has a summer time.
    private static let offsets: [String: Int64] = ["UTC": 0, "Asia/Shanghai": 8, "Asia/Singapore": 8, "Asia/Tokyo": 9]

    init(_ node: DocumentNode, _ fields: PriceFields) throws(PriceFileError) {
        self.fields = fields
        if let always = node["hours_utc"] { try add(always, weekdays: 0x7F, offset: 0) }
        let offset = try offset(node["weekday_timezone"])
        guard let windows = node["windows"] else { return }
        for window in try fields.elements(windows, key: "windows") {
            guard let hours = window["hours_utc"] else { continue }
            var days: UInt8 = 0x7F
            if let node = window["weekdays"] { days = try fields.weekdays(node, key: "weekdays") }
            try add(hours, weekdays: days, offset: offset)
        }
    }

    private func offset(_ node: DocumentNode?) throws(PriceFileError) -> Int64 {
        guard let node else { return 0 }
        let name = try fields.text(node, key: "weekday_timezone")
        guard let hours = Self.offsets[name] else {
            throw fields.failure(
                "the time zone '\(PriceFields.shown(name))' is unknown here; use UTC", key: "weekday_timezone",
                line: node.line)
        }
        return hours * 3_600
    }

    private mutating func add(_ node: DocumentNode, weekdays: UInt8, offset: Int64) throws(PriceFileError) {
        for text in try fields.texts(node, key: "hours_utc") {
            let (start, end) = try fields.hours(text, key: "hours_utc", line: node.line)
            hours.append(DailyHours(start: start, end: end, weekdays: weekdays, weekdayOffsetSeconds: offset))
        }
    }
}

extension PriceFields {
    /// Days of the week by numbers from 1, Monday, to 7, as a bit for each.
    func weekdays(_ node: DocumentNode, key: String) throws(PriceFileError) -> UInt8 {
        var days: UInt8 = 0
        for element in try elements(node, key: key) {
            let day = try count(element, key: key)
            guard (1...7).contains(day) else {
                throw failure("days are numbers from 1, Monday, to 7", key: key, line: element.line)
            }
            days |= 1 << UInt8(day - 1)
        }
        return days
    }

    /// `16:30-00:30` as seconds of the day.
    func hours(_ text: String, key: String, line: Int) throws(PriceFileError) -> (start: Int64, end: Int64) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2 else {
            throw failure(
                "'\(Self.shown(text))' are no hours in UTC; write them such as 16:30-00:30", key: key, line: line)
        }
        return (
            try secondOfDay(parts[0], key: key, line: line), try secondOfDay(parts[1], key: key, line: line)
        )
    }
}
