// Owns telling the formats of price files apart, by what is in them.

package import LTBEvents

/// The formats of price files.
package enum PriceFileFormat: String, Sendable, CaseIterable {
    /// Our own: `format: ltb.prices/1`.
    case own = "ltb"
    /// `model_prices_and_context_window.json` of LiteLLM.
    case liteLLM = "litellm"
    /// The data of genai-prices.
    case genAIPrices = "genai-prices"

    /// The format of a document; nil if it is none of these.
    package init?(of document: DocumentNode) {
        switch document.value {
        case .list(let elements):
            guard elements.first?["models"]?.elements != nil else { return nil }
            self = .genAIPrices
        case .map(let members):
            if members.contains(where: { $0.name == "format" || $0.name == "prices" }) {
                self = .own
            } else if document["providers"]?.elements?.first?["models"] != nil {
                self = .genAIPrices
            } else if members.contains(where: { $0.value["litellm_provider"] != nil }) {
                self = .liteLLM
            } else {
                return nil
            }
        default: return nil
        }
    }
}

extension PriceList {
    /// Reads a price file of any format, in JSON.
    package init(json text: [UInt8], file: String) throws(PriceFileError) {
        let document = text.withUnsafeBytes { text in
            // The standard library's function does not know typed errors.
            Result { () throws(DocumentError) in try DocumentNode(json: text) }
        }
        switch document {
        case .success(let document): try self.init(document, file: file)
        case .failure(let error):
            throw PriceFileError(error, file: file)
        }
    }

    /// Reads a price file of any format, in JSON or YAML.
    package init(_ document: DocumentNode, file: String) throws(PriceFileError) {
        switch PriceFileFormat(of: document) {
        case .own: self = try OwnPricesReader.read(document, file: file)
        case .liteLLM: self = try LiteLLMReader.read(document, file: file)
        case .genAIPrices: self = try GenAIPricesReader.read(document, file: file)
        case nil:
            throw PriceFileError(
                file: file,
                problem: "this is no price file; begin it with 'format: ltb.prices/1', or give LiteLLM's "
                    + "model_prices_and_context_window.json or the data of genai-prices as JSON")
        }
        guard !models.isEmpty || !providers.isEmpty else {
            throw PriceFileError(file: file, problem: "there is no model in this price file; add one with its prices")
        }
    }
}
