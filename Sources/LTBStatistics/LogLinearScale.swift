// Owns the cutting of the whole Int64 range into buckets of constant relative width: octaves, each cut evenly.

/// A log-linear scale: every octave is cut into `1 << subBucketBits` buckets of equal width.
///
/// Values below `2 << subBucketBits` have a bucket of their own. Negative values mirror the others: the bucket of
/// `value` is that of `~value`, so that the scale has no hole at `Int64.min`. Indices are dense, start at 0 and ascend
/// with the values.
@usableFromInline
package protocol LogLinearScale: Sendable {
    /// The binary logarithm of the number of buckets in an octave.
    static var subBucketBits: Int { get }
}

extension LogLinearScale {
    /// How many buckets an octave has.
    @inlinable package static var octaveSize: Int { 1 << subBucketBits }

    /// How many octaves the whole scale has, both signs together; the values below the first full octave count as one.
    @inlinable package static var octaveCount: Int { 2 * (64 - subBucketBits) }

    /// The index of the bucket of 0: as many buckets lie below it as from it on.
    @inlinable package static var zeroIndex: Int { (64 - subBucketBits) << subBucketBits }

    /// The index of the bucket that holds `value`.
    @inlinable
    @inline(__always)
    package static func index(of value: Int64) -> Int {
        let sign = value >> 63
        let magnitude = UInt64(bitPattern: value ^ sign)
        // The leading bit, but never below the first full octave: values under it are then not shifted at all.
        let leading = 63 &- (magnitude | (1 << UInt64(subBucketBits))).leadingZeroBitCount
        let shift = leading &- subBucketBits
        let distance =
            (shift &<< subBucketBits) &+ Int(truncatingIfNeeded: magnitude &>> UInt64(truncatingIfNeeded: shift))
        return zeroIndex &+ (distance ^ Int(truncatingIfNeeded: sign))
    }

    /// The values that share the bucket at `index`.
    package static func values(at index: Int) -> ClosedRange<Int64> {
        let signedDistance = index - zeroIndex
        let distance = signedDistance < 0 ? ~signedDistance : signedDistance
        let shift = max(0, (distance >> subBucketBits) - 1)
        let lower = Int64(distance - (shift << subBucketBits)) << Int64(shift)
        let upper = lower | ((1 << Int64(shift)) - 1)
        return signedDistance < 0 ? ~upper...(~lower) : lower...upper
    }

    /// The middle of the bucket at `index`.
    package static func midpoint(at index: Int) -> Double {
        let range = values(at: index)
        return Double(range.lowerBound) + Double(range.upperBound - range.lowerBound) / 2
    }
}

/// 512 buckets an octave: a midpoint is within 0.1 % of every value of its bucket.
@usableFromInline
package enum FineScale: LogLinearScale {
    /// 512 buckets an octave.
    @inlinable package static var subBucketBits: Int { 9 }
}

/// 64 buckets an octave: a midpoint is within 1 % of every value of its bucket.
@usableFromInline
package enum CoarseScale: LogLinearScale {
    /// 64 buckets an octave.
    @inlinable package static var subBucketBits: Int { 6 }
}

/// 8 buckets an octave: a midpoint is within 6 % of every value of its bucket.
@usableFromInline
package enum RoughScale: LogLinearScale {
    /// 8 buckets an octave.
    @inlinable package static var subBucketBits: Int { 3 }
}

/// 4 buckets an octave: the rows of a heat map. No bucket of a finer scale lies in two of them.
@usableFromInline
package enum QuarterOctaveScale: LogLinearScale {
    /// 4 buckets an octave.
    @inlinable package static var subBucketBits: Int { 2 }
}

/// 2 buckets an octave: the cells of a map of two measures.
@usableFromInline
package enum HalfOctaveScale: LogLinearScale {
    /// 2 buckets an octave.
    @inlinable package static var subBucketBits: Int { 1 }
}
