"""serve.py FOLDER ADDRESS_FILE: serves a folder on a free loopback port and writes its address to the file."""
import functools
import http.server
import sys


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *args):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=sys.argv[1]))
with open(sys.argv[2], "w", encoding="utf-8") as f:
    f.write(f"http://127.0.0.1:{server.server_address[1]}\n")
server.serve_forever()
