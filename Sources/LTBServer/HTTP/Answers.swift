// Owns what all answers have in common.

import HTTPTypes
import Hummingbird
import LTBEvents
import NIOCore

extension Response {
    /// An answer that nobody keeps, compressed where the client takes that and it is worth it.
    init(
        _ bytes: [UInt8], _ contentType: String, status: HTTPResponse.Status = .ok, for request: Request? = nil,
        headers: HTTPFields = [:]
    ) {
        var headers = headers
        headers[.contentType] = contentType
        headers[.cacheControl] = "no-store"
        headers[.xContentTypeOptions] = "nosniff"
        var body = bytes
        if let request, bytes.count > 1_024 {
            headers[.vary] = "Accept-Encoding"
            if request.takesGzip, let compressed = Gzip.compressed(bytes) {
                headers[.contentEncoding] = "gzip"
                body = compressed
            }
        }
        self.init(status: status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: body)))
    }

    /// An answer in JSON.
    init(json: [UInt8], status: HTTPResponse.Status = .ok, for request: Request? = nil) {
        self.init(json, "application/json", status: status, for: request)
    }

    /// What is wrong with a request, in one sentence.
    init(error: String, status: HTTPResponse.Status) {
        var writer = JSONWriter()
        writer.beginObject()
        writer.key("error")
        writer.value(error)
        writer.endObject()
        self.init(json: writer.bytes, status: status)
    }
}

extension Request {
    /// Whether the client reads gzip.
    fileprivate var takesGzip: Bool {
        (headers[.acceptEncoding] ?? "").split(separator: ",").contains { coding in
            let parts = coding.split(separator: ";").map { $0.filter { $0 != " " }.lowercased() }
            let isRefused = parts.dropFirst().contains { $0.hasPrefix("q=") && Double($0.dropFirst(2)) == 0 }
            return parts.first == "gzip" && !isRefused
        }
    }
}
