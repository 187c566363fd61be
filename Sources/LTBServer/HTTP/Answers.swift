// Owns what all answers have in common.

import HTTPTypes
import Hummingbird
import LTBEvents
import NIOCore

extension Response {
    /// An answer that nobody keeps, compressed where the client takes that.
    init(_ body: AnswerBody, _ contentType: String, for request: Request, headers: HTTPFields = [:]) {
        var headers = headers
        var bytes = body.plain
        if let compressed = body.compressed {
            headers[.vary] = "Accept-Encoding"
            if request.takesGzip {
                headers[.contentEncoding] = "gzip"
                bytes = compressed
            }
        }
        self.init(bytes, contentType, headers: headers)
    }

    /// An answer in JSON, for one who asks.
    init(json: [UInt8], status: HTTPResponse.Status = .ok) {
        self.init(ByteBuffer(bytes: json), "application/json", status: status)
    }

    private init(
        _ bytes: ByteBuffer, _ contentType: String, status: HTTPResponse.Status = .ok, headers: HTTPFields = [:]
    ) {
        var headers = headers
        headers[.contentType] = contentType
        headers[.cacheControl] = "no-store"
        headers[.xContentTypeOptions] = "nosniff"
        self.init(status: status, headers: headers, body: ResponseBody(byteBuffer: bytes))
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
