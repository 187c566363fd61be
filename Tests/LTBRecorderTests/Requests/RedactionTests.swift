// Owns the claims about keeping secrets out of messages.

@testable import LTBRecorder
import Testing

struct RedactionTests {
    @Test(arguments: [
        (
            "Error NSErrorFailingURLKey=http://127.0.0.1:1/v1/models?key=SECRET&alt=sse",
            "Error NSErrorFailingURLKey=http://127.0.0.1:1/v1/models?key=[…]&alt=sse"
        ),
        ("Authorization: Bearer abc.def-ghi, and more", "Authorization: Bearer […], and more"),
        (#"{"api_key": "hunter2", "model": "m"}"#, #"{"api_key": "[…]", "model": "m"}"#),
        ("Incorrect API key provided: sk-proj-abcdefghijklmnop.", "Incorrect API key provided: […]"),
        ("https://me:secret@host/path failed", "https://host/path failed"),
        ("x-api-key: AIzaSyA1234567890abcdef", "x-api-key: […]"), ("password=hunter2;user=me", "password=[…];user=me"),
        ("the key is wrong, token limit 4096 reached", "the key is wrong, token limit 4096 reached"),
        ("max_tokens: 500 is too many", "max_tokens: 500 is too many"), ("", ""), ("key=", "key="),
        ("Bearer ", "Bearer "), ("Authorization: Basic QWxhZGRp/bjpv+cGVu== sent", "Authorization: Basic […] sent"),
        ("client_secret=a/b:c@d=&x=1", "client_secret=[…]&x=1"),
        ("X-Amz-Signature=abc/def; refresh_token: x.y/z", "X-Amz-Signature=[…]; refresh_token: […]"),
    ])
    func whatLooksLikeASecretIsHidden(_ message: String, _ shown: String) {
        #expect(redacted(message) == shown)
    }

    @Test func aMessageHas2000CharactersAtMost() {
        #expect(redacted(String(repeating: "ä ", count: 5_000)).count == 2_000)
    }
}
