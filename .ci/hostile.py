"""hostile.py FOLDER: serves pages that attack whoever shows them, on a free loopback port, and writes source files for
them to FOLDER/sources, the last of them sources/z.yaml. The pages contradict each other, so that a reviewer opens them all.

Each attack stands as markup in the page, and as text in its title, quotes, headings, author and address."""
import http.server
import json
import pathlib
import sys
import urllib.parse

ATTACKS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "\"><svg onload=alert(1)>",
    "'><iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "</title></style></textarea></noscript></template><script>alert(1)</script>",
    "<a href=\"javascript:alert(1)\" autofocus onfocus=alert(1)>here</a>",
    "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">",
    "<form action=https://evil.example/><input autofocus onfocus=alert(1)><button formaction=javascript:alert(1)>go</button></form>",
    "<meta http-equiv=refresh content=\"0;url=https://evil.example/\"><base href=https://evil.example/>",
    "<link rel=stylesheet href=https://evil.example/a.css><style>@import url(https://evil.example/b.css);*{background:url(https://evil.example/c)}</style>",
    "<object data=https://evil.example/></object><embed src=https://evil.example/><video src=https://evil.example/ autoplay></video>",
    "<div style=\"position:fixed;inset:0;background:url(https://evil.example/d)\" onmouseover=alert(1)>x</div>",
    "{{constructor.constructor('alert(1)')()}}${alert(1)}<!--",
    "\u202e<script>alert(1)</script>\u2028alert(1)",
]
SAYS = {
    "w": ("inward, on internal operations", "CFO", "The CIO is paid more than the CTO.", "CIO"),
    "x": ("outward, on external customers", "CEO", "The CTO is paid more than the CIO.", "CTO"),
    "y": ("inward, on internal operations", "CEO", "The CIO is paid more than the CTO.", "CTO"),
    "z": ("outward, on external customers", "CFO", "The CIO and the CTO are paid about the same.", "CIO"),
}


def text(s):
    return s.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def page(source):
    focus, boss, pay, owner = SAYS[source]
    shift = ord(source) - ord("w")
    attack = [ATTACKS[(i + shift) % len(ATTACKS)] for i in range(len(ATTACKS))]
    raw = [f"<p>An aside, as markup. {a}</p>" for a in attack]
    body = [
        f"<h1>CIO and CTO {text(attack[0])}</h1>",
        f"<p>The CIO looks {focus} {text(attack[1])}, year after year, and that is what the job is about.</p>", raw[0],
        f"<p>The CIO reports to the {boss}, as every chart shows {text(attack[2])} without exception.</p>", raw[1],
        f"<p>{pay}</p>", raw[2],
        f"<h2>What the {owner} does {text(attack[3])}</h2><ul>",
        *[f"<li>{duty} {text(a)}</li>" for duty, a in zip(["Manages cybersecurity", "Selects vendors", "Leads software development", "Trains employees"], attack[4:])],
        "</ul>", *raw[3:],
        f"<p>And so it goes on, with more words about how companies are led, so that this is a page. {text(attack[-1])}</p>",
    ]
    data = json.dumps({"@type": "Article", "headline": attack[5], "author": {"@type": "Person", "name": attack[6]}, "datePublished": "2024-05-06"})
    data = data.replace("</", "<\\/")
    return (
        f"<!doctype html><html lang='en\" onload=alert(1)'><head><meta charset=utf-8><title>{text(attack[7])}</title>"
        f"<meta name=author content=\"{text(attack[8])}\"><script type=application/ld+json>{data}</script></head>"
        f"<body onload=alert(1) background=https://evil.example/e><main><article>{''.join(body)}</article></main></body></html>"
    )


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        source = self.path.lstrip("/")[:1]
        found = source in SAYS and len(self.path) > 1 and not self.path.startswith("/x.css")
        data = page(source).encode() if found else b""
        self.send_response(200 if found else 404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *args):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
folder = pathlib.Path(sys.argv[1]) / "sources"
folder.mkdir(parents=True, exist_ok=True)
for i, source in enumerate(SAYS):
    query = urllib.parse.quote(ATTACKS[i], safe="'()=;:/")
    address = f"http://127.0.0.1:{server.server_address[1]}/{source}?q={query}"
    (folder / f"{source}.yaml").write_text(f"id: {source}\nname: {json.dumps(source + ' ' + ATTACKS[i + 1])}\nurls: [{json.dumps(address)}]\n", encoding="utf-8")
server.serve_forever()
