// Owns the table that is there without any file.

extension PriceList {
    /// The prices of the common providers' models, of the day on which this version was made; read when first asked for.
    package static let builtIn: PriceList = {
        let bytes = UnsafeRawBufferPointer(start: builtInText.utf8Start, count: builtInText.utf8CodeUnitCount)
        // A test reads it, so that it is never empty.
        var list = (try? PriceList(json: Array(bytes), file: builtInName)) ?? PriceList(source: builtInName)
        (list.date, list.attribution) = (builtInDate, builtInAttribution)
        return list
    }()
}
