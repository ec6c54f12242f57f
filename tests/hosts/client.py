"""HTTP/1.1 as fast as a test of a hundred thousand requests needs it: requests are sent ahead in one connection (RFC 9112,
section 9.3.2), and answers are read as the bytes that they are. Any fault of framing is an exception."""
import socket
from dataclasses import dataclass, field

AHEAD = 32  # requests at the most; small ones, so that they fit into the buffers while nobody reads the answers


@dataclass
class Answer:
    status: int
    headers: dict = field(default_factory=dict)  # by lower-case name; what is said twice is joined with ", "
    body: bytes = b''


class Connection:
    def __init__(self, port):
        self.socket = socket.create_connection(('127.0.0.1', port), 30)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.bytes = b''
        self.open = True
        self.answers = 0

    def send(self, data):
        self.socket.sendall(data)

    def more(self):
        got = self.socket.recv(1 << 18)
        if not got:
            raise EOFError
        self.bytes += got

    def until(self, end):
        while (at := self.bytes.find(end)) < 0:
            self.more()
        found, self.bytes = self.bytes[:at], self.bytes[at + len(end):]
        return found

    def take(self, length):
        while len(self.bytes) < length:
            self.more()
        found, self.bytes = self.bytes[:length], self.bytes[length:]
        return found

    def chunks(self):
        body = b''
        while size := int(self.until(b'\r\n').split(b';')[0], 16):
            body += self.take(size)
            assert self.take(2) == b'\r\n', 'a chunk does not end'
        assert self.until(b'\r\n') == b'', 'trailers'
        return body

    def answer(self, method):
        first, *lines = self.until(b'\r\n\r\n').decode('latin-1').split('\r\n')
        version, status = first.split(' ', 2)[:2]
        assert version == 'HTTP/1.1', first
        answer = Answer(int(status))
        for line in lines:
            name, value = line.split(':', 1)
            name, value = name.lower(), value.strip()
            answer.headers[name] = f'{answer.headers[name]}, {value}' if name in answer.headers else value
        if method == 'HEAD' or answer.status in (204, 304):
            pass
        elif answer.headers.get('transfer-encoding') == 'chunked':
            answer.body = self.chunks()
        else:
            answer.body = self.take(int(answer.headers['content-length']))
        self.open = answer.headers.get('connection', '').lower() != 'close'
        self.answers += 1
        return answer


def ask(port, requests):
    """Sends REQUESTS, each (method, path, {header: value}), and gives (request, answer) in their order. A server may close
    a connection after any answer (RFC 9112, section 9.5); what it has not answered then is asked again."""
    requests, connection = list(requests), None
    while requests:
        if not connection or not connection.open:
            connection = Connection(port)
        window = requests[:AHEAD]
        done = 0
        try:
            connection.send(b''.join(
                f'{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n'.encode() +
                ''.join(f'{name}: {value}\r\n' for name, value in headers.items()).encode() + b'\r\n'
                for method, path, headers in window))
            for request in window:
                answer = connection.answer(request[0])
                done += 1
                yield request, answer
                if not connection.open:
                    break
        except (EOFError, ConnectionError):
            assert connection.answers, f'no answer to {window[0]}'
            connection.open = False
        if not connection.open:
            connection.socket.close()
        del requests[:done]
    if connection and connection.open:
        connection.socket.close()
