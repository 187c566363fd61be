// Owns how large answers go to a client: piece by piece.

import NIOCore
import NIOHTTP1

/// Hands a body on in pieces, each when the one before has gone: whatever is made of it on its way, as TLS does, is as
/// small as a piece.
final class PiecewiseAnswers: ChannelOutboundHandler {
    typealias OutboundIn = HTTPServerResponsePart
    typealias OutboundOut = HTTPServerResponsePart

    /// The bytes of a piece.
    static let size = 64 << 10

    private var waiting = CircularBuffer<(part: HTTPServerResponsePart, promise: EventLoopPromise<Void>?)>()
    private var isBusy = false
    /// Who wants to be told when all has been said.
    private var closing: EventLoopPromise<Void>?

    func handlerRemoved(context: ChannelHandlerContext) { fail(ChannelError.ioOnClosedChannel) }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        waiting.append((unwrapOutboundIn(data), promise))
        handOn(context)
    }

    func close(context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?) {
        guard mode == .output, !waiting.isEmpty else { return context.close(mode: mode, promise: promise) }
        let closing = closing ?? context.eventLoop.makePromise()
        closing.futureResult.cascade(to: promise)
        self.closing = closing
    }

    private func handOn(_ context: ChannelHandlerContext) {
        while !isBusy, let (part, promise) = waiting.first {
            guard case .body(.byteBuffer(var rest)) = part, let piece = rest.readSlice(length: Self.size) else {
                waiting.removeFirst()
                context.write(wrapOutboundOut(part), promise: promise)
                continue
            }
            waiting[waiting.startIndex].part = .body(.byteBuffer(rest))
            write(piece, context)
        }
        guard waiting.isEmpty, let closing else { return }
        self.closing = nil
        context.close(mode: .output, promise: closing)
    }

    private func write(_ piece: ByteBuffer, _ context: ChannelHandlerContext) {
        isBusy = true
        let promise = context.eventLoop.makePromise(of: Void.self)
        let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        promise.futureResult.whenComplete { result in
            let (answers, context) = bound.value
            answers.isBusy = false
            if case .failure(let error) = result { return answers.fail(error) }
            answers.handOn(context)
            context.flush()
        }
        context.write(wrapOutboundOut(.body(.byteBuffer(piece))), promise: promise)
    }

    /// What waits goes nowhere any more.
    private func fail(_ error: any Error) {
        let (lost, closing) = (waiting, closing)
        waiting.removeAll()
        self.closing = nil
        for (_, promise) in lost { promise?.fail(error) }
        closing?.fail(error)
    }
}
