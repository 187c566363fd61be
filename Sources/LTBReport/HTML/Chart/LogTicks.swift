// Owns the ticks of a logarithmic axis: 1, 2 and 5 times powers of ten, or decades.

internal import Glibc

/// The ticks of a logarithmic axis; its ends are 1-2-5 values.
struct LogTicks: ValueScale, Equatable {
    /// The lower end.
    let lower: Double
    /// The upper end.
    let upper: Double
    /// Ascending, from end to end; more than 8 are thinned to decades.
    let values: [Double]

    /// Ticks around positive values; a constant range widens to the next 1-2-5 value on both sides.
    init(around minimum: Double, _ maximum: Double) {
        let low = Self.bounded(min(minimum, maximum))
        let high = Self.bounded(max(minimum, maximum))
        var first = Self.index(below: low)
        var last = Self.index(above: high)
        if first == last {
            first -= 1
            last += 1
        }
        lower = Self.value(first)
        upper = Self.value(last)
        let all = Array(first...last)
        values = (all.count <= 8 ? all : Self.thinned(all)).map(Self.value)
    }

    /// Where a value lies between the ends, 0 to 1; values outside are at the ends.
    func fraction(_ value: Double) -> Double {
        guard value.isFinite, value > 0 else { return 0 }
        return min(max(log(value / lower) / log(upper / lower), 0), 1)
    }

    /// Decades; of very many, every second, third … one.
    private static func thinned(_ all: [Int]) -> [Int] {
        let decades = all.filter { $0 % 3 == 0 }
        let stride = (decades.count + 7) / 8
        return decades.enumerated().filter { $0.offset % stride == 0 }.map(\.element)
    }

    private static func bounded(_ value: Double) -> Double {
        value.isFinite ? min(max(value, 1e-12), 1e15) : 1
    }

    /// The 1-2-5 values by number: 0 is 1, 1 is 2, 2 is 5, 3 is 10.
    private static func value(_ index: Int) -> Double {
        let decade = index >= 0 ? index / 3 : -((2 - index) / 3)
        let mantissa = [1.0, 2.0, 5.0][index - decade * 3]
        return decade >= 0 ? mantissa * pow(10, Double(decade)) : mantissa / pow(10, Double(-decade))
    }

    private static func index(below value: Double) -> Int {
        var index = Int(floor(log10(value))) * 3 - 1
        while Self.value(index + 1) <= value * (1 + 1e-9) { index += 1 }
        return index
    }

    private static func index(above value: Double) -> Int {
        var index = Int(floor(log10(value))) * 3 + 4
        while Self.value(index - 1) >= value * (1 - 1e-9) { index -= 1 }
        return index
    }
}
