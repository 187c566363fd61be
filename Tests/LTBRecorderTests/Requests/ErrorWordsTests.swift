// Owns the claims about telling errors by their words.

@testable import LTBRecorder
import Testing

struct ErrorWordsTests {
    @Test(
        arguments: [
            ("HTTPError(statusCode: 429)", "rate_limit", 429), ("status code 503", "server_error", 503),
            ("HTTP 401: no", "authentication", 401), ("HTTP/1.1 404 Not Found", "invalid_request", 404),
            ("status 400: maximum context length is 8192 tokens", "context_length", 400),
            (#"Error Domain=NSURLErrorDomain Code=-1001 "(null)""#, "timeout", nil),
            (#"Error Domain=NSURLErrorDomain Code=-999 "(null)""#, "cancelled", nil),
            (#"Error Domain=NSURLErrorDomain Code=-1004 "x""#, "connection", nil),
            ("Couldn't connect to server", "connection", nil), ("connection reset by peer", "connection", nil),
            ("HTTPClientError.deadlineExceeded", "timeout", nil),
            ("HTTPClientError.remoteConnectionClosed", "connection", nil),
            ("HTTP 404: model network-7b does not exist", "invalid_request", 404),
            ("HTTP 500: the job was cancelled", "server_error", 500),
            ("The operation timed out", "timeout", nil), ("Overloaded", "server_error", nil),
            ("file: permission denied", "_OTHER", nil), ("the ghost of 429 tokens", "_OTHER", nil), ("", "_OTHER", nil),
        ] as [(String, String, Int?)])
    func wordsSayWhatKindOfErrorItIs(_ words: String, _ type: String, _ status: Int?) {
        let told = ErrorWords(words)
        #expect(told.type.rawValue == type)
        #expect(told.statusCode == status)
    }
}
