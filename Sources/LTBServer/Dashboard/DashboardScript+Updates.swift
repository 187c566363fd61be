// Owns how the dashboard stays up to date: events, connection, replay.

extension DashboardScript {
    /// The part that asks and listens.
    static let updates = #"""
          // Events: as many as come, shown once a frame.
          const mostKept = 500;
          const kept = [];
          const seconds = new Array(60).fill(0);
          let incoming = [];
          let isFramePending = false;
          let isHeld = false;
          let hasNews = true;
          let missed = 0;
          const eventText = data => {
            const payload = data.payload && data.payload.data || {};
            const parts = [];
            // An event of a type that nobody knows may have anything anywhere.
            const isPlain = value => value != null && typeof value !== "object";
            const names = ["provider", "model"].map(key => payload[key]);
            if (names.some(isPlain)) parts.push(names.map(name => shown(isPlain(name) ? String(name) : "unknown")).join("/"));
            if (typeof payload.latency === "number") parts.push(duration(payload.latency));
            if (payload.tokens) parts.push(`${isPlain(payload.tokens.output_tokens) ? payload.tokens.output_tokens : "?"} tokens`);
            for (const key of ["error_type", "name", "metric", "score", "status", "value", "progress_percent", "message"]) {
              if (isPlain(payload[key])) parts.push(shown(String(payload[key])));
            }
            return visible(parts.join(" · ").slice(0, 300));
          };
          const addEvents = () => {
            isFramePending = false;
            const events = incoming.slice(-50);
            incoming = [];
            for (const data of events) {
              const made = { time: String(data.timestamp || "").slice(11, 23), type: short(String(data.event_type)), text: eventText(data) };
              kept.push({ ...made, search: `${made.type} ${made.text}`.toLowerCase() });
            }
            kept.splice(0, Math.max(0, kept.length - mostKept));
            if (!isHeld) showEvents();
          };
          const showEvents = () => {
            const wanted = byID("filter").value.toLowerCase();
            const chosen = kept.filter(event => event.search.includes(wanted)).slice(-50).reverse();
            byID("events").replaceChildren(...chosen.map(event => {
              const row = element("li", event.type.endsWith("Failed") ? "failed" : "");
              row.append(element("span", "mut", event.time), element("span", "", event.type), element("span", "", event.text));
              return row;
            }));
          };
          const receive = data => {
            incoming.push(data);
            // A page that is not seen draws nothing, and so takes nothing out.
            if (incoming.length >= 2 * mostKept) incoming = incoming.slice(-mostKept);
            hasNews = true;
            if (data.event_type === "RequestCompleted" || data.event_type === "RequestFailed") seconds[59] += 1;
            if (isFramePending) return;
            isFramePending = true;
            requestAnimationFrame(addEvents);
          };
          const showRate = () => {
            const recent = seconds.slice(-6, -1);
            setText("rate", rate(sum(recent) / recent.length));
            spark("trend", seconds.slice(0, 59));
            seconds.shift();
            seconds.push(0);
          };

          // The connection: it comes back by itself, at longer and longer intervals.
          let socket = null;
          let patience = 500;
          let isConnected = false;
          let retry = null;
          let lastMessage = 0;
          let lastPing = 0;
          const say = (text, isBad) => {
            setText("connection", text);
            byID("connection").className = isBad ? "bad" : "";
          };
          const connect = () => {
            const port = document.querySelector("meta[name=ltb-websocket-port]");
            const scheme = location.protocol === "https:" ? "wss:" : "ws:";
            const host = port && port.content !== (location.port || (scheme === "ws:" ? "80" : "443"))
              ? `${location.hostname}:${port.content}` : location.host;
            const query = token() ? `?token=${encodeURIComponent(token())}` : "";
            socket = new WebSocket(`${scheme}//${host}/ws${query}`);
            socket.onopen = async () => {
              patience = 500;
              isConnected = true;
              lastMessage = Date.now();
              say("Connected.", false);
              hasNews = true;
              await catchUp();
            };
            socket.onmessage = message => {
              lastMessage = Date.now();
              const { type, data } = JSON.parse(message.data);
              if (type === "Event") receive(data);
              else if (type === "Lagged") setText("missed", `${count(missed += data.dropped)} events were not shown: they came too fast.`);
            };
            socket.onclose = () => {
              isConnected = false;
              const old = lastLook ? ": what is below is old" : "";
              say(`Disconnected${old}. Trying again in ${(patience / 1000).toFixed(1)} s.`, true);
              retry = setTimeout(connect, patience * (0.75 + Math.random() / 2));
              patience = Math.min(patience * 2, 15000);
            };
          };
          // A server that hangs keeps its connections: only an answer tells that it is there.
          const watch = () => {
            if (!isConnected) return;
            const silence = Date.now() - lastMessage;
            if (silence > 4000) return say(`The server has not answered for ${Math.round(silence / 1000)} s: what is below is old.`, true);
            say("Connected.", false);
            if (silence < 1500 || Date.now() - lastPing < 1500) return;
            lastPing = Date.now();
            socket.send('{"type":"Ping"}');
          };
          const catchUp = async () => {
            try {
              const events = await ask("api/events");
              kept.length = 0;
              incoming = events.concat(incoming);
              addEvents();
              await look();
            } catch { /* The connection says that it is gone. */ }
          };
          let lastLook = 0;
          let isLooking = false;
          const look = async () => {
            if (isLooking) return;
            isLooking = true;
            try {
              await showReplay();
              if (hasNews || Date.now() - lastLook > 15000) {
                hasNews = false;
                showSummary(await ask("api/summary"));
                lastLook = Date.now();
              }
            } catch { hasNews = true; } finally { isLooking = false; }
          };

          // The replay.
          let replay = null;
          let generation = null;
          let isDragging = false;
          const showReplay = async () => {
            if (replay === false) return;
            try {
              replay = await ask("api/replay");
            } catch (error) {
              if (error.status !== 409) throw error;
              replay = false;
              return;
            }
            byID("replay").hidden = false;
            if (generation !== replay.generation) {
              generation = replay.generation;
              for (const key of Object.keys(largest)) delete largest[key];
              hasNews = true;
            }
            setText("pause", replay.paused ? "Resume" : "Pause");
            byID("pause").disabled = replay.state === "finished";
            byID("position").disabled = !replay.can_seek || !replay.start;
            const speed = byID("speed");
            if (document.activeElement !== speed) {
              if (![...speed.options].some(option => option.value === replay.speed)) speed.append(element("option", "", replay.speed));
              speed.value = replay.speed;
            }
            if (!replay.start || !replay.position) return;
            const [start, end, now] = [replay.start, replay.end, replay.position].map(time => Date.parse(time));
            if (!isDragging) byID("position").value = end > start ? (now - start) / (end - start) * 1000 : 1000;
            const state = replay.state === "finished" ? ", the end" : replay.paused ? ", paused" : "";
            const clock = `${replay.position.slice(0, 10)} ${replay.position.slice(11, 19)} UTC${state}`;
            setText("clock", clock);
            byID("position").setAttribute("aria-valuetext", clock);
          };
          const command = async body => {
            try { await ask("api/replay", body); } catch { /* The next look tells what is. */ }
            hasNews = true;
            await look();
          };
          byID("pause").onclick = () => command({ action: replay && replay.paused ? "resume" : "pause" });
          byID("speed").onchange = event => { event.target.blur(); command({ action: "speed", speed: event.target.value }); };
          byID("position").oninput = () => { isDragging = true; };
          byID("position").onchange = event => {
            isDragging = false;
            const [start, end] = [replay.start, replay.end].map(time => Date.parse(time));
            command({ action: "seek", to: new Date(start + (end - start) * event.target.value / 1000).toISOString() });
          };
          byID("filter").oninput = showEvents;
          byID("hold").onclick = () => {
            isHeld = !isHeld;
            setText("hold", isHeld ? "Go on" : "Hold");
            if (!isHeld) showEvents();
          };
          byID("access").onsubmit = event => {
            event.preventDefault();
            sessionStorage.setItem("ltb-token", byID("token").value);
            patience = 500;
            clearTimeout(retry);
            socket.onclose = null;
            socket.close();
            isConnected = false;
            connect();
            catchUp();
          };
          setInterval(() => {
            showRate();
            watch();
            look();
            const age = Math.round((Date.now() - lastLook) / 1000);
            setText("age", lastLook && age > 2 && (hasNews || !isConnected) ? `The figures are ${age} s old.` : "");
          }, 1000);
          connect();
          look();
        })();

        """#
}
