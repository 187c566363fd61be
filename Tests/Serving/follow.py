#!/usr/bin/env python3
"""Follows a folder while two logs are recorded in it, one after the other: follow.py LTB_ANALYZE LTB_RECORD FOLDER EVENTS

Every event must come once, in the order of its log. How late events are counted is printed, and depends on the machine:
a recorder flushes once a second.
"""
import asyncio
import datetime
import json
import subprocess
import sys
import time

from serving import Server, claim
from websockets.asyncio.client import connect

command, record, folder = sys.argv[1:4]
total = int(sys.argv[4])
rate = 10_000


def recorder(name):
    return subprocess.Popen([record, "-o", f"{folder}/{name}.jsonl.zst"], stdin=subprocess.PIPE)


def event(number):
    now = datetime.datetime.now(datetime.timezone.utc).isoformat(timespec="microseconds").replace("+00:00", "Z")
    return json.dumps({"event_type": "RequestCompleted", "timestamp": now, "id": f"evt_{number}", "payload": {
        "type": "Request", "data": {"provider": "p", "model": "m", "latency": 0.5, "request_id": str(number)}}})


async def write(numbers, log, times=None):
    """At the rate, in pieces of 10 ms."""
    start = time.monotonic()
    for place in range(0, len(numbers), rate // 100):
        lines = "".join(event(number) + "\n" for number in numbers[place:place + rate // 100])
        log.stdin.write(lines.encode())
        log.stdin.flush()
        if times is not None:
            times += [time.monotonic()] * len(numbers[place:place + rate // 100])
        await asyncio.sleep(max(0, start + (place / rate) - time.monotonic()))


async def main():
    first = recorder("a")
    await write(range(10), first)
    await asyncio.sleep(1.5)
    server = Server(command, "--follow", folder, "--port", "0")
    claim("what was there is counted", server.json("/status")["events"] >= 10)
    missing = asyncio.Event()
    got, delays, gaps, written = [], [], [], []

    async def listen():
        async with connect(server.websocket, max_queue=None) as socket:
            missing.set()
            while len(got) < total - 10:
                message = json.loads(await asyncio.wait_for(socket.recv(), 30))
                if message["type"] == "Lagged":
                    gaps.append(message["data"]["dropped"])
                if message["type"] == "Event" and message["data"]["event_type"] == "RequestCompleted":
                    got.append(int(message["data"]["id"][4:]))

    async def look():
        """How old the first event is that is not counted yet."""
        while True:
            counted = (await asyncio.to_thread(server.json, "/api/summary"))["totals"]["total_requests"] - 10
            if counted < len(written):
                delays.append(time.monotonic() - written[max(0, counted)])
            await asyncio.sleep(0.05)

    listener = asyncio.create_task(listen())
    looker = asyncio.create_task(look())
    await missing.wait()
    middle = total // 2
    await write(range(10, middle), first, written)
    first.stdin.close()
    second = recorder("b")
    await write(range(middle, total), second, written)
    second.stdin.close()
    await listener
    looker.cancel()
    claim("no client fell behind", gaps == [], gaps)
    claim("every event came once, in order, from log to log", got == list(range(10, total)))
    print(f"the oldest event that was not counted yet: at most {max(delays):.2f} s, median "
          f"{sorted(delays)[len(delays) // 2]:.2f} s old", file=sys.stderr)
    # A summary may be a second old.
    deadline = time.monotonic() + 20
    while (counted := server.json("/api/summary")["totals"]["total_requests"]) != total and time.monotonic() < deadline:
        await asyncio.sleep(0.2)
    claim("all are counted", counted == total, counted)
    claim("there is no replay to control", server.ask("/api/replay")[0] == 409)
    claim("the server ends well", server.end() == 0)

asyncio.run(main())
