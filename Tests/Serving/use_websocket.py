#!/usr/bin/env python3
"""Uses /ws as clients do, good and bad ones, by Python's websockets: use_websocket.py LTB_ANALYZE LOG

The log is replayed slowly, so that events keep coming. Prints one line for each claim that holds; ends with 1 at the
first that does not.
"""
import asyncio
import json
import sys

from serving import Server, claim
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

server = Server(sys.argv[1], sys.argv[2], "--port", "0", "--speed", "2", "--loop")
url = server.websocket


async def receive(socket, kind, limit=2000):
    """The next message of a kind."""
    for _ in range(limit):
        message = json.loads(await asyncio.wait_for(socket.recv(), 10))
        if message["type"] == kind:
            return message
    sys.exit(f"failed: no {kind} came")


def post(body):
    return server.json("/api/replay", body)


async def greeting_and_events():
    async with connect(url) as socket:
        first = json.loads(await socket.recv())
        claim("the first message is Connected, with the client's id",
              first["type"] == "Connected" and first["data"]["client_id"].startswith("client_"))
        event = await receive(socket, "Event")
        claim("events come as they were recorded", {"event_type", "timestamp", "payload"} <= event["data"].keys())
        await socket.send('{"type":"Ping"}')
        claim("a Ping is answered by a Pong", (await receive(socket, "Pong")) == {"type": "Pong"})
        pong = await socket.ping(b"beat")
        await asyncio.wait_for(pong, 10)
        print("a ping frame is answered by a pong frame")


async def impatience():
    """A client that does not wait for the handshake's answer, as one that does."""
    host, port = url.split("/")[2].split(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    handshake = (f"GET /ws HTTP/1.1\r\nHost: {host}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                 "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n").encode()
    ping = b'{"type":"Ping"}'
    writer.write(handshake + bytes([0x81, 0x80 | len(ping), 0, 0, 0, 0]) + ping)
    await asyncio.wait_for(reader.readuntil(b'{"type":"Pong"}'), 10)
    # What is not masked is no frame of a client's: 1002.
    writer.write(bytes([0x81, len(ping)]) + ping)
    await asyncio.wait_for(reader.readuntil(b"\x03\xeaframes of a client are masked"), 10)
    writer.close()
    print("a message may come with the handshake, and must be masked")


async def subscriptions():
    async with connect(url) as socket:
        await socket.send('{"type":"Subscribe","data":{"event_types":["RequestFailed","EvaluationCompleted"]}}')
        await socket.send('{"type":"Ping"}')
        await receive(socket, "Pong")
        post({"action": "speed", "speed": 100})
        kinds = set()
        # What waited before the subscription may still come.
        for number in range(40):
            event = await receive(socket, "Event")
            if number > 5:
                kinds.add(event["data"]["event_type"])
        post({"action": "speed", "speed": 2})
        claim("whoever subscribes gets these types only", kinds <= {"RequestFailed", "EvaluationCompleted"} and kinds)
        await socket.send('{"type":"Unsubscribe","data":{"event_types":["RequestFailed","EvaluationCompleted"]}}')
        await socket.send('{"type":"Ping"}')
        await receive(socket, "Pong")
        kinds = {(await receive(socket, "Event"))["data"]["event_type"] for _ in range(20)}
        claim("whoever unsubscribes from all gets everything", "RequestStarted" in kinds)


async def bad_messages():
    async with connect(url) as socket:
        for text in ["no JSON", "[]", '{"type":"Dance"}', '{"type":"Subscribe","data":{}}', '{"type":7}']:
            await socket.send(text)
            claim(f"{text} is answered by an Error", (await receive(socket, "Error"))["data"]["message"])
    await closes(b"\x00\x01", 1003, "binary messages end the connection")
    await closes("x" * 100_000, 1009, "a message that is too large ends the connection")
    await closes(["x" * 1000] * 200, 1009, "so does one in many fragments")


async def closes(message, code, text):
    async with connect(url) as socket:
        try:
            await socket.send(message)
            for _ in range(2000):
                await asyncio.wait_for(socket.recv(), 10)
        except ConnectionClosed as end:
            return claim(text, end.rcvd and end.rcvd.code == code)
        sys.exit(f"failed: {text}: it stayed open")


async def origins():
    host = url.split("/")[2]
    async with connect(url, origin=f"http://{host}"):
        print("a page of the server may connect")
    try:
        async with connect(url, origin="https://elsewhere.example"):
            sys.exit("failed: a page of elsewhere may connect")
    except InvalidStatus as refusal:
        claim("a page of elsewhere may not", refusal.response.status_code == 403)


async def a_clean_end():
    async with connect(url) as socket:
        await socket.close(1000)
        claim("a client may go", socket.close_code == 1000)


async def the_server_goes():
    async with connect(url) as socket:
        await socket.recv()
        server.process.terminate()
        try:
            while True:
                await asyncio.wait_for(socket.recv(), 10)
        except ConnectionClosed as end:
            claim("a server that ends says so by 1001", end.rcvd and end.rcvd.code == 1001)
    claim("and ends well", server.process.wait(timeout=10) == 0)


async def main():
    await greeting_and_events()
    await impatience()
    await subscriptions()
    await bad_messages()
    await origins()
    await a_clean_end()
    await the_server_goes()


asyncio.run(main())
